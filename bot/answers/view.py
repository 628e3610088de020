"""An article as one chat sees it: its words in the chat's script, at the offsets they have in the original."""

from dataclasses import dataclass

from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined
from bot.answers.messages import Say
from bot.answers.reply import Choice, Html, Request, Source, Step
from bot.errors import NotFound
from bot.facts.article import Article, Fact, Script, Section
from bot.facts.display import shown
from bot.facts.kinds import KINDS
from bot.store.articles import StoredArticle
from bot.store.lookup import names_like

TITLE = 40  # code points of a title in a head or a list


@dataclass(frozen=True, slots=True)
class View:
    """`words` is the article's text in the chat's script, as long as the original, so that every span fits both.

    `shelf` is None for a bundled article, `url` for what came without an address.
    """

    id: int
    stem: str
    article: Article
    words: str
    script: Script
    say: Say
    shelf: int | None = None
    url: str | None = None

    @classmethod
    def of(cls, stored: StoredArticle, request: Request, desk: Desk) -> "View":
        article = stored.article
        words = shown(article.text, article.script, request.script)
        return cls(
            stored.id,
            stored.stem,
            article,
            words,
            request.script,
            desk.messages.of(request.language),
            stored.shelf,
            stored.url,
        )

    def slice(self, span: Fact) -> str:
        return self.words[span.start : span.end]

    def name(self, name: str) -> str:
        """A name, a role or a heading of the article in the chat's script."""
        return shown(name, self.article.script, self.script)

    @property
    def headline(self) -> str:
        """The title in full, on one line."""
        return " ".join((self.name(self.article.title) or self.stem).split())

    @property
    def title(self) -> str:
        return clipped(self.headline, TITLE)

    def heading(self, section: Section | None) -> Html:
        """The section's heading; nothing for the stretch before the first one."""
        return bold(esc(self.name(section.heading))) if section and section.heading else Html("")

    def facts(self, kind: str) -> tuple[Fact, ...]:
        return self.article.facts.get(kind, ())

    def source(self, span: Fact) -> Source:
        """The span as a source; its text is the original's, whatever script the chat reads."""
        return Source(self.id, self.stem, span.start, span.end, self.article.slice(span))

    def opens(self, *spans: Fact) -> Step:
        """The step that shows the spans in their paragraphs."""
        return Step("/source " + ",".join(f"{s.start}-{s.end}" for s in spans), article_id=self.id, in_place=True)

    def role(self, name: str) -> str | None:
        """The role the article gives somebody, from its people or from what they said."""
        known = [
            (getattr(f, "name", None) or getattr(f, "speaker", None), f)
            for f in (*self.facts("people"), *self.facts("quotes"))
        ]
        return next((role for other, f in known if other == name and (role := getattr(f, "role", None))), None)

    def speaker(self, name: str | None, role: str | None = None, nobody: str = "item.itself") -> Html:
        """Who says it, with the role; `nobody` is the sentence for None: what nobody says is the article's own."""
        if name is None:
            return esc(self.say(nobody))
        role = role or self.role(name)
        return joined(
            [bold(esc(self.name(name))), esc(self.say("item.role", role=self.name(role))) if role else Html("")]
        )


def current(request: Request, desk: Desk) -> View:
    """The article a request is about: the one its button belongs to, else the chat's current one. NotFound where there is none."""
    if request.article_id is None:
        stored = desk.store.current_article(request.chat_id)
        if stored is None:
            raise NotFound("shelf.empty")
    else:
        stored = desk.store.article(request.chat_id, request.article_id)
        if stored is None:
            raise NotFound("article.gone")
    return View.of(stored, request, desk)


def like(request: Request, desk: Desk, asked: str, most: int) -> list[str]:
    """Names on the shelf that hold the folded one that was asked for, or look like it, in the chat's script."""
    found = names_like(desk.store, request.chat_id, asked, most)
    return list(dict.fromkeys(shown(name, script, request.script) for name, script in found))


def check_shelf(request: Request, desk: Desk) -> None:
    """NotFound where the chat has no article at all, so that nobody is told to look for other words."""
    if not desk.store.shelf(request.chat_id, 1):
        raise NotFound("shelf.empty")


def ways_on(view: View, *without: str, kinds: int = 3) -> tuple[tuple[Choice, ...], ...]:
    """The next steps: the brief, some of the kinds the article has something of, with their counts, then its text."""
    has = [(kind.name, len(view.facts(kind.name))) for kind in KINDS if view.facts(kind.name)]
    counted = [
        Choice(view.say("choice.count", kind=view.say(f"kind.{name}"), count=count), f"/{name}")
        for name, count in has
        if name not in without
    ]
    whole = {
        name: Choice(view.say(f"kind.{name}"), f"/{name}")
        for name in ("brief", "outline", "source")
        if name not in without
    }
    brief = [whole.pop("brief")] if "brief" in whole else []
    return rows([*brief, *counted[:kinds], *whole.values()])


def rows(choices: list[Choice], width: int = 3) -> tuple[tuple[Choice, ...], ...]:
    return tuple(tuple(choices[at : at + width]) for at in range(0, len(choices), width))
