"""Stand-ins at one seam: the shelves that answers read, kept in a list."""

from dataclasses import dataclass, field

from bot.facts.article import Article, Fact, Script
from bot.facts.display import folded


@dataclass(frozen=True, slots=True)
class Shelved:
    id: int
    stem: str
    article: Article


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    stem: str
    title: str
    outlet: str | None
    published: str | None
    script: Script


@dataclass(slots=True)
class ListShelves:
    """The shelf of chat 7, the newest article last in `shelved`; other chats have none. Remembers what was picked and set."""

    shelved: list[Shelved]
    chat_id: int = 7
    picked: dict[int, int] = field(default_factory=dict)
    settings: dict[int, dict[str, str | None]] = field(default_factory=dict)

    def current_article(self, chat_id: int) -> Shelved | None:
        picked = self.article(chat_id, self.picked.get(chat_id, -1))
        return picked or next(iter(self.articles(chat_id, 1)), None)

    def articles(self, chat_id: int, limit: int, offset: int = 0) -> list[Shelved]:
        return self._shelf(chat_id)[::-1][offset : offset + limit]

    def shelf(self, chat_id: int, limit: int, offset: int = 0) -> list[Row]:
        rows = self.articles(chat_id, limit, offset)
        return [
            Row(s.id, s.stem, s.article.title, s.article.byline.outlet, s.article.published, s.article.script)
            for s in rows
        ]

    def shelf_size(self, chat_id: int) -> int:
        return len(self._shelf(chat_id))

    def article(self, chat_id: int, article_id: int) -> Shelved | None:
        return next((stored for stored in self._shelf(chat_id) if stored.id == article_id), None)

    def facts_named(self, chat_id: int, kind: str, folded_name: str) -> list[tuple[Shelved, Fact]]:
        return [
            (stored, fact)
            for stored in self._shelf(chat_id)[::-1]
            for fact in stored.article.facts.get(kind, ())
            if _alike(folded(_name(fact) or ""), folded_name)
        ]

    def _shelf(self, chat_id: int) -> list[Shelved]:
        return self.shelved if chat_id == self.chat_id else []

    def pick(self, chat_id: int, article_id: int) -> None:
        self.picked[chat_id] = article_id

    def set_chat(self, chat_id: int, *, language: str, script: str | None = None) -> None:
        self.settings[chat_id] = {"language": language, "script": script}


def _name(fact: Fact) -> str | None:
    return next((v for a in ("speaker", "said_by", "name") if (v := getattr(fact, a, None))), None)


def _alike(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= 2 and (one in other or other in one)
