"""/search: the articles of the shelf that hold some words, or their facts that do, each with what stands around them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from operator import attrgetter
from zoneinfo import ZoneInfo

from bot.answers.desk import Desk
from bot.answers.markup import blockquote, bold, clipped, esc, joined, marked
from bot.answers.messages import Say
from bot.answers.passage import paragraphs, sentence_of, sentences
from bot.answers.query import Query, parse
from bot.answers.reply import Block, Choice, Html, Reply, Request
from bot.answers.view import TITLE, View, check_shelf, like, rows
from bot.facts.article import Fact, Span
from bot.facts.display import folded
from bot.facts.spots import Spot, spots
from bot.store import lookup
from bot.store.entries import sayer_of, words
from bot.store.finding import SPOKEN, Wanted
from bot.store.lookup import Results
from bot.store.search import POOL

LISTED = 24  # articles: three pages
FACTS = 3  # of one article
LENGTH = 90  # code points of a snippet,
BEFORE = 25  # and how many of them stand in front of the first word that was found
MARKS = 8  # words marked in the paragraph that a result opens
NAMES = 6  # offered where nobody has the name that was asked for


def search(request: Request, desk: Desk, listed: int = LISTED) -> Reply:
    """What is found in `listed` articles, best first; where no article holds all the words, those that hold some, and says so."""
    say = desk.messages.of(request.language)
    today = desk.now().astimezone(ZoneInfo(desk.zone)).date()
    query = parse(request.args, today)
    looked_for = _words(query.wanted)
    if not looked_for and replace(query.wanted, words=()) == Wanted():
        check_shelf(request, desk)
        examples = [Choice(line, line) for line in say("search.examples").split("\n")]
        return Reply(esc(say("search.how")), choices=rows(examples, 1))
    results = lookup.find(desk.store, request.chat_id, query.wanted, today, listed)
    if not results.articles:
        return _nothing(query, request, desk)
    items: list[Block] = []
    for stored in results.articles:
        view = View.of(stored, request, desk)
        items += _facts(view, query.wanted, results, looked_for) or [_article(view, looked_for, results)]
    return Reply(_head(results, request, say), tuple(items), esc(_foot(results, say)))


def _head(results: Results, request: Request, say: Say) -> Html:
    if results.how == "any":
        return bold(esc(say("search.some", asked=clipped(request.args, TITLE))))
    key = "search.head" if results.total < POOL else "search.many"
    return bold(esc(say(key, asked=clipped(request.args, TITLE), count=results.total)))


def _foot(results: Results, say: Say) -> str:
    listed = len(results.articles)
    return say("search.narrow", count=listed) if results.total > listed else ""


def _nothing(query: Query, request: Request, desk: Desk) -> Reply:
    """What could be tried instead: the names there are, the words without their filters, the list of articles."""
    check_shelf(request, desk)
    say = desk.messages.of(request.language)
    wanted = query.wanted
    near = like(request, desk, wanted.by, NAMES) if wanted.by else ()
    choices = [Choice(name, f"/search from:{_quoted(name)}") for name in near if folded(name) != wanted.by]
    if query.words and replace(wanted, words=()) != Wanted():
        choices.append(Choice(clipped(query.words, TITLE), f"/search {query.words}"))
    others = [Choice(say(f"kind.{name}"), f"/{name}") for name in ("articles", "help")]
    return Reply(
        esc(say("search.nothing", asked=clipped(request.args, TITLE))), choices=(*rows(choices), *rows(others))
    )


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


def _words(wanted: Wanted) -> frozenset[str]:
    """What is marked: the words as they were typed and as they are cut; single characters only where there is nothing else."""
    every = {word for typed in wanted.words if (cut := words(typed)) for word in (typed, *cut)}
    return frozenset(word for word in every if len(word) > 1) or frozenset(every)


def _article(view: View, looked_for: Collection[str], results: Results) -> Block:
    """The article by the sentence that holds most of what was looked for; by its first where the words are cut otherwise."""
    found = list(spots(view.article.text, looked_for, parts=results.how != "all"))
    told = [s for part in paragraphs(view.article.text) for s in sentences(view.article.text, part.start, part.end)]
    held: dict[int, list[Spot]] = defaultdict(list)
    starts = [s.start for s in told]
    for spot in found:
        held[bisect_right(starts, spot.start) - 1].append(spot)
    # The title stands above anyway, so that another sentence says more.
    of_text = {n: there for n, there in held.items() if not _is_title(view, told[n])} or held
    best = max(of_text, key=lambda n: (_score(of_text[n]), -n), default=min(1, len(told) - 1))
    here: Sequence[Fact] = of_text.get(best, ())
    html = joined([_title(view), blockquote(_snippet(view, told[best], here))], "\n")
    return Block(html, (view.source(told[best]),), view.opens(*(here[:MARKS] or (told[best],))))


def _is_title(view: View, sentence: Fact) -> bool:
    return view.article.slice(sentence).rstrip("。！？!?…") in view.article.title


def _score(found: Iterable[Spot]) -> int:
    """Longer words say more, and no word says more by standing there twice."""
    return sum(map(len, {spot.word for spot in found}))


def _facts(view: View, wanted: Wanted, results: Results, looked_for: Collection[str]) -> list[Block]:
    """The facts of the kind, or by the speaker, that hold most of the words, in order of the text, under the article's title."""
    kinds = (wanted.kind,) if wanted.kind else tuple(SPOKEN) if wanted.by else ()
    facts = {
        (f.start, f.end): f for kind in kinds for f in view.facts(kind) if not results.by or _says(view, f, results.by)
    }
    scored = [(fact, list(_around(view, fact, looked_for, results))) for fact in facts.values()]
    most = max((_score(found) for _, found in scored), default=0)
    chosen = [(fact, found) for fact, found in scored if _score(found) == most][:FACTS]
    items = [_fact(view, fact, found) for fact, found in sorted(chosen, key=lambda row: row[0].start)]
    return [replace(item, heading=Html("") if n else _title(view)) for n, item in enumerate(items)]


def _says(view: View, fact: Fact, names: Collection[str]) -> bool:
    """Whether somebody of the names says it; what nobody says is the word of the outlet and the author."""
    byline = view.article.byline
    sayers = (sayer_of(fact),) if sayer_of(fact) else (byline.outlet, byline.author)
    return any(name and folded(name) in names for name in sayers)


def _around(view: View, fact: Fact, looked_for: Collection[str], results: Results) -> Iterable[Spot]:
    where = sentence_of(view.article.text, fact)
    found = spots(view.article.slice(where), looked_for, parts=results.how != "all")
    return (Spot(where.start + spot.start, where.start + spot.end, spot.word) for spot in found)


def _fact(view: View, fact: Fact, found: Sequence[Spot]) -> Block:
    span = Span(fact.start, fact.end)
    who = view.speaker(sayer_of(fact), getattr(fact, "role", None))
    words = blockquote(_snippet(view, span, [spot for spot in found if spot in span]))
    return Block(joined([who, words], "\n"), (view.source(fact),), view.opens(fact))


def _title(view: View) -> Html:
    outlet = view.name(view.article.byline.outlet or "")
    line = view.say("item.dot").join(filter(None, (outlet, view.article.published)))
    return joined([bold(esc(view.title)), esc(line)], view.say("item.dot"))


def _snippet(view: View, sentence: Span, found: Sequence[Fact]) -> Html:
    """The sentence with what was found marked; of a long one the stretch that begins shortly before."""
    first = min(map(attrgetter("start"), found), default=sentence.start)
    start = max(sentence.start, min(first - BEFORE, sentence.end - LENGTH))
    shown = Span(start, min(sentence.end, start + LENGTH)) if sentence.end - sentence.start > LENGTH else sentence
    before, behind = (
        Html("…") if cut else Html("") for cut in (shown.start > sentence.start, shown.end < sentence.end)
    )
    return joined([before, marked(view.slice(shown), found, shown.start), behind])
