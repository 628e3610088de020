"""An article and its facts on the terminal, for people: the text with the facts in colour, then the facts kind by kind."""

from typing import Any

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.facts.article import Article, Fact

# The later ones are painted over the earlier: what is short lies on top of what is long.
STYLES = {
    "quotes": "italic cyan",
    "capabilities": "green",
    "limits": "red",
    "advice": "yellow",
    "industries": "underline",
    "people": "bold blue",
    "organisations": "bold magenta",
    "products": "bold green",
    "figures": "bold yellow",
}
WHO = ("speaker", "said_by", "role", "value", "unit")


def report(article: Article, console: Console, *, why: bool = False) -> None:
    """Prints the article and its facts; `why` adds the rule that decided each."""
    by = " ".join(filter(None, (article.byline.outlet, article.byline.author, article.published)))
    legend = Text("  ").join(Text(kind, style) for kind, style in STYLES.items())
    console.print(Panel(Group(_painted(article), Text(), legend), title=article.title, subtitle=by or None))
    for kind, facts in article.facts.items():
        if facts:
            console.print(_table(article, kind, facts, why=why))


def _painted(article: Article) -> Text:
    text = Text(article.text)
    for kind, style in STYLES.items():
        for fact in article.facts.get(kind, ()):
            text.stylize(style, fact.start, fact.end)
    return text


def _table(article: Article, kind: str, facts: tuple[Fact, ...], *, why: bool) -> Table:
    table = Table(
        "#",
        kind,
        "words",
        *(["rule"] if why else []),
        title=f"{kind} {len(facts)}",
        title_justify="left",
        title_style=STYLES[kind],
    )
    for number, fact in enumerate(facts, 1):
        table.add_row(str(number), _label(fact), article.slice(fact), *([getattr(fact, "rule", "")] if why else []))
    return table


def _label(fact: Any) -> str:
    """Its name and who said it, with what else the kind knows."""
    known = [getattr(fact, "name", None), *(getattr(fact, key, None) for key in WHO)]
    return " · ".join(str(value) for value in known if value is not None)
