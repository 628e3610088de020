"""The pipeline: imprint → clean → structure → words → names → speech → kinds."""

from operator import attrgetter

from bot.errors import TextRefused
from bot.facts import imprint, names, speech
from bot.facts.article import Article, Byline, Script
from bot.facts.clean import clean
from bot.facts.kinds import KINDS
from bot.facts.layout import Layout, lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.reading import Reading
from bot.facts.statements import statements
from bot.facts.structure import structure
from bot.facts.traits import traits

LONGEST_TEXT = 200_000  # code points; longer ones are refused, so that nothing a person sends takes more than seconds


def parse(source: str, lexicon: Lexicon) -> Article:
    """The article that `source` holds, with all its facts. TextRefused where it is empty or too long."""
    if len(source) > LONGEST_TEXT:
        raise TextRefused("refused.too_long", length=len(source), limit=LONGEST_TEXT)
    above, body = imprint.read(source)
    text = clean(body)
    if not text:
        raise TextRefused("refused.empty")
    made = structure(text, lexicon)
    layout = lay_out(text, made.paragraphs, lexicon)
    reading = read(layout)
    return Article(
        source=source,
        text=text,
        title=above.title or made.title,
        # A page's head names its own house; the article's lines also the one that it was taken from.
        byline=Byline(made.byline.outlet or above.outlet, made.byline.author or above.author),
        published=above.published or made.published,
        script=script_of(layout),
        sections=made.sections,
        facts={kind.name: tuple(sorted(kind.find(reading), key=attrgetter("start", "end"))) for kind in KINDS},
    )


def read(layout: Layout) -> Reading:
    """Everything the kinds share."""
    named = names.find(layout)
    said = speech.find(layout, named)
    made = statements(layout, said)
    return Reading(layout, named, said, made, traits(layout, made))


def script_of(layout: Layout) -> Script:
    """Traditional where folding changes more than one character in fifty, so that a quoted word does not decide."""
    changed = sum(a != b for a, b in zip(layout.text, layout.folded, strict=True))
    return "hant" if changed * 50 > len(layout.text) else "hans"
