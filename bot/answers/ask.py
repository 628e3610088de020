"""/ask 哪些行業會受影響？: the sentences of the shelf that answer a question, and nothing that stands in none."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from bot.answers.desk import Desk
from bot.answers.facts import LABEL, facts
from bot.answers.markup import blockquote, clipped, esc, joined, marked
from bot.answers.reply import Block, Choice, Reply, Request
from bot.answers.view import TITLE, View, check_shelf, current, rows
from bot.asking.marks import marks
from bot.asking.passages import Passage, passages
from bot.asking.question import Question, is_chinese, read
from bot.asking.rank import Answer, answers
from bot.facts.display import shown
from bot.facts.lexicon import Lexicon
from bot.store import lookup
from bot.store.articles import StoredArticle

ANSWERS = 3
ARTICLES = 40  # of the shelf that are looked through, those first that hold most of the question's words
KEPT = 48  # articles whose passages are kept ready: some forty megabytes
LONGEST = 200  # code points of a question; what is longer is none
EXAMPLES = 3
BODIES = ("brief", "articles", "help")


def ask(request: Request, desk: Desk) -> Reply:
    """The best answers, each with who says it and where; that there is none, where the shelf does not know."""
    check_shelf(request, desk)
    say = desk.messages.of(request.language)
    question = read(request.args[:LONGEST], desk.asking)
    if question.empty:
        return _how(request, desk)
    if facts_of_it := _facts(question, request, desk):
        return facts_of_it
    stored = _looked_through(question, request, desk)
    found = _answers(question, stored, desk)
    if not found and not is_chinese(question.text):
        return Reply(esc(say("ask.chinese")), choices=_examples(request, desk))
    if not found:
        return _nothing(question, request, desk)
    views = [View.of(one, request, desk) for one in stored]
    blocks = tuple(_block(question, views[answer.article], answer, desk.asking) for answer in found)
    best = views[found[0].article]
    head = esc(say("ask.head", asked=clipped(request.args, TITLE)))
    return Reply(head, blocks, choices=_ways_on(question, best), article_id=request.article_id)


def _answers(question: Question, stored: Sequence[StoredArticle], desk: Desk) -> tuple[Answer, ...]:
    return answers(question, [_passages(one, desk.asking) for one in stored], desk.asking, ANSWERS)


@lru_cache(KEPT)
def _passages(stored: StoredArticle, lexicon: Lexicon) -> tuple[Passage, ...]:
    """Equal articles are alike for good, so that their passages are: see StoredArticle."""
    return passages(stored.article, lexicon)


def _looked_through(question: Question, request: Request, desk: Desk) -> tuple[StoredArticle, ...]:
    """The articles where the answer may stand: the one that is meant, where it knows, else the likeliest of the shelf."""
    likely = lookup.likeliest(desk.store, request.chat_id, question.words, ARTICLES)
    newest = desk.store.current_article(request.chat_id)
    shelf = (*likely, *([newest] if newest and newest not in likely else []))
    meant = desk.store.article(request.chat_id, request.article_id) if request.article_id is not None else None
    return (meant,) if meant and _answers(question, [meant], desk) else shelf


def _facts(question: Question, request: Request, desk: Desk) -> Reply | None:
    """有哪些短板？ asks for nothing but the facts of a kind: those of the article that everything else is about."""
    view = current(request, desk)
    kind = next((kind for kind in sorted(question.kinds) if question.alone and view.facts(kind)), None)
    return replace(facts(replace(request, command=kind, args=""), desk), line=f"/{kind}") if kind else None


def _block(question: Question, view: View, answer: Answer, lexicon: Lexicon) -> Block:
    """Who says it and in which article, over the sentence with the words that answer marked."""
    quotes: list[Any] = [q for q in view.facts("quotes") if q.start < answer.best.end and answer.best.start < q.end]
    said = max(quotes, key=lambda q: min(q.end, answer.best.end) - max(q.start, answer.best.start), default=None)
    title = esc(view.say("item.title", title=view.title))
    who = (
        joined([view.speaker(said.speaker, said.role), title], view.say("item.dot")) if said and said.speaker else title
    )
    answering = marks(question, view.article, answer.span, lexicon)
    words = blockquote(marked(view.slice(answer.span), answering, answer.span.start))
    return Block(joined([who, words], "\n"), (view.source(answer.span),), view.opens(answer.best))


def _ways_on(question: Question, view: View) -> tuple[tuple[Choice, ...], ...]:
    """All facts of the kinds that were asked for, then the brief and the text, of the article that answers best."""
    labels = {
        kind: view.say("choice.count", kind=view.say(f"kind.{kind}"), count=len(view.facts(kind)))
        for kind in sorted(question.kinds)
        if view.facts(kind)
    }
    labels |= {name: view.say(f"kind.{name}") for name in ("brief", "source")}
    return rows([Choice(label, f"/{name}", article_id=view.id) for name, label in labels.items()])


def _nothing(question: Question, request: Request, desk: Desk) -> Reply:
    """The shelf does not know: its words may still be found."""
    say = desk.messages.of(request.language)
    words = shown(" ".join(question.words), "hans", request.script)  # they come folded
    choices = [Choice(say("search.everywhere", name=clipped(words, LABEL)), f"/search {words}")]
    others = [Choice(say(f"kind.{name}"), f"/{name}") for name in BODIES]
    return Reply(esc(say("ask.nothing", asked=clipped(request.args, TITLE))), choices=(*rows(choices), *rows(others)))


def _how(request: Request, desk: Desk) -> Reply:
    say = desk.messages.of(request.language)
    return Reply(esc(say("ask.how")), choices=_examples(request, desk))


def _examples(request: Request, desk: Desk) -> tuple[tuple[Choice, ...], ...]:
    """Questions that the current article answers, as buttons."""
    stored = desk.store.current_article(request.chat_id)
    if stored is None:
        return ()
    view = View.of(stored, request, desk)
    asked = dict.fromkeys(shown(question, "hant", request.script) for question in _questions(view))
    known = (one for one in asked if _answers(read(one, desk.asking), [stored], desk))
    return rows([Choice(one, f"/ask {one}") for one, _ in zip(known, range(EXAMPLES), strict=False)], 1)


def _questions(view: View) -> Iterator[str]:
    """What could be asked about an article, from its facts: questions are in Chinese, as the articles are, whatever the bot speaks."""
    products: list[Any] = list(view.facts("products"))
    speakers = Counter(name for q in view.facts("quotes") if (name := getattr(q, "speaker", None)))
    if products and view.facts("limits"):
        yield f"{view.name(products[0].name)}有哪些短板？"
    if view.facts("industries"):
        yield "哪些行業會受影響？"
    for name, _ in speakers.most_common(2):
        yield f"{view.name(name)}怎麼說？"
    for person in view.facts("people")[:2]:
        yield f"{view.name(getattr(person, 'name', ''))}是誰？"
