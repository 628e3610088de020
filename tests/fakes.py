"""Stand-ins at one seam: the shelves that answers read, kept in memory under the names the store uses."""
# ruff: noqa: ARG002  the signatures are the store's

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
class Chat:
    language: str | None = None
    script: str | None = None
    current_article: int = 0


@dataclass(slots=True)
class Shelf:
    """The bundled articles, which every chat sees, the newest last; and what chats have set."""

    shelved: list[Shelved] = field(default_factory=list)
    chats: dict[int, Chat] = field(default_factory=dict)

    def put_article(self, article: Article, *, shelf: None, stem: str, parser_version: str) -> int:
        self.shelved.append(Shelved(len(self.shelved) + 1, stem, article))
        return len(self.shelved)

    def chat(self, chat_id: int) -> Chat:
        return self.chats.setdefault(chat_id, Chat())

    def current_article(self, chat_id: int) -> Shelved | None:
        return self.article(chat_id, self.chat(chat_id).current_article) or next(iter(self.articles(chat_id, 1)), None)

    def articles(self, chat_id: int, limit: int, offset: int = 0) -> list[Shelved]:
        return self.shelved[::-1][offset : offset + limit]

    def shelf(self, chat_id: int, limit: int, offset: int = 0) -> list[Row]:
        listed = [(s.id, s.stem, s.article) for s in self.articles(chat_id, limit, offset)]
        return [Row(i, stem, a.title, a.byline.outlet, a.published, a.script) for i, stem, a in listed]

    def shelf_size(self, chat_id: int) -> int:
        return len(self.shelved)

    def article(self, chat_id: int, article_id: int) -> Shelved | None:
        return next((stored for stored in self.shelved if stored.id == article_id), None)

    def facts_named(self, chat_id: int, kind: str, folded_name: str) -> list[tuple[Shelved, Fact]]:
        return [
            (stored, fact)
            for stored in self.shelved[::-1]
            for fact in stored.article.facts.get(kind, ())
            if _alike(folded(_name(fact) or ""), folded_name)
        ]

    def pick(self, chat_id: int, article_id: int) -> None:
        self.chat(chat_id).current_article = article_id

    def set_chat(self, chat_id: int, *, language: str, script: str | None = None) -> None:
        self.chat(chat_id).language = language
        self.chat(chat_id).script = script or self.chat(chat_id).script


def _name(fact: Fact) -> str | None:
    return next((v for a in ("name", "speaker", "said_by") if (v := getattr(fact, a, None))), None)


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 2 and (one in other or other in one))
