"""Whether a passage holds what a question asks for: an amount in its unit, a date, a cause, somebody with a role."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

from bot.asking.ask import Ask
from bot.asking.passages import Passage
from bot.asking.question import either, grammar_of, signs
from bot.facts.lexicon import Lexicon

Fit = Callable[[Ask, Passage], Mapping[str, bool]]

DATE = re.compile(r"\d{2,4}年|[\d一二三四五六七八九十]{1,3}月|\d{1,2}[日号]|[几两三数\d]{1,3}年[后内前]")
NUMBER = re.compile(r"[\d一二两三四五六七八九十百千万几]")
SHARE = re.compile(r"%|成|分之|半|倍|点")
LISTED = re.compile(r"、|包括|例如|分别")


class Cues(NamedTuple):
    """The words of config/asking/questions.toml that an answer of each sort holds."""

    causes: re.Pattern[str]
    leads_to: re.Pattern[str]
    means: re.Pattern[str]
    times: re.Pattern[str]
    money: re.Pattern[str]
    titles: re.Pattern[str]
    relations: re.Pattern[str]
    defining: str
    places: re.Pattern[str]


@cache
def cues_of(lexicon: Lexicon) -> Cues:
    """Cached, since a lexicon is compared by identity."""
    causes, leads_to, means, times, money = (
        re.compile(either(lexicon[f"questions.{name}"])) for name in ("causes", "leads_to", "means", "times", "money")
    )
    names = either(lexicon["places.places"])
    places = re.compile(f"{either(lexicon['questions.places'])}.{{0,12}}{names}|{names}")
    relations = re.compile(either(lexicon["questions.relations"]))
    titles = re.compile(f"{either(lexicon['roles.titles'])}|{relations.pattern}")
    return Cues(causes, leads_to, means, times, money, titles, relations, either(lexicon["questions.defining"]), places)


def why(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    """A cause of what is asked about: 由於…; what leads to it stands before 導致, what it leads to itself does not count."""
    after = passage.around.after
    follows = after is not None and after.paragraph == passage.paragraph and _causes(ask, after.text)
    return {"cause": _causes(ask, passage.text), "cause follows": follows}


def _causes(ask: Ask, text: str) -> bool:
    cues = cues_of(ask.lexicon)
    if cues.causes.search(cues.leads_to.sub("，", text)):
        return True
    turn = cues.leads_to.search(text)
    return turn is not None and _asked_in(ask, text[turn.end() :]) >= _asked_in(ask, text[: turn.start()])


def _asked_in(ask: Ask, text: str) -> float:
    return sum(ask.signs.get(sign, 0.0) for sign in set(signs(text)))


def when(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    found = {m[0] for pattern in (DATE, cues_of(ask.lexicon).times) for m in pattern.finditer(passage.text)}
    return {"date": bool(found), "new date": any(date not in ask.question.text for date in found)}


def amount(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    question = ask.question
    new = [(words, unit) for words, unit in passage.amounts if words not in question.text]
    return {
        "amount": bool(new),
        "no number": NUMBER.search(passage.text) is None,
        "amount in the unit": bool(question.counted)
        and any(question.counted in (unit, words[-len(question.counted) :]) for words, unit in new),
        "number and unit": bool(question.counted)
        and re.search(
            f"[\\d一二两三四五六七八九十百千万亿几半数][多余来几]? ?{re.escape(question.counted)}", passage.text
        )
        is not None,
        "money": question.money and any(cues_of(ask.lexicon).money.search(words) for words, _ in new),
        "share": question.share and any(SHARE.search(words) for words, _ in new),
    }


def person(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    """Somebody with the role that the article gives him; where the question names him, he; where it names a title, who has it."""
    roles = passage.ground.roles
    here = [name for name in roles if name in passage.text and any(role in passage.text for role in roles[name])]
    asked = [name for name in here if any(part in name for part in ask.people)]
    titles = _titles(ask)
    called = _spoken_of(ask, passage) and any(_called(role, titles, ask) for name in here for role in roles[name])
    entitled = called or (bool(ask.people) and _related(ask, passage, titles))
    return {
        "who is asked about": entitled if titles else bool(asked),
        "somebody with a role": not ask.people and bool(here),
        "somebody": not ask.people and any(name in passage.text for name in passage.ground.people),
        "nobody has the title": bool(titles) and not entitled,
    }


def _called(role: str, titles: frozenset[str], ask: Ask) -> bool:
    """Whether a role has one of the titles, and not a lesser one that the question does not ask for: 副董事长."""
    lesser = [word for word in ask.lexicon["questions.lesser"] if word not in ask.question.text]
    return any(title in role and not any(f"{word}{title}" in role for word in lesser) for title in titles)


def _spoken_of(ask: Ask, passage: Passage) -> bool:
    """Whether what else the question names is named here or beside: whose 执行长 he is."""
    near = [p.text for p in (passage.around.before, passage, passage.around.after) if p]
    return not ask.names or any(name in text for name in ask.names for text in near)


def _related(ask: Ask, passage: Passage, relations: frozenset[str]) -> bool:
    """Whether it names both him and somebody else, and says what they are to each other: 潘石屹、张欣夫妻."""
    others = [name for name in passage.ground.people if not any(part in name for part in ask.people)]
    both = any(name in passage.text for name in ask.people) and any(name in passage.text for name in others)
    return both and any(relation in passage.text for relation in relations)


def _titles(ask: Ask) -> frozenset[str]:
    """What the question calls whom it looks for, and what says the same: 誰是執行長？, 鄭航的妻子是誰？; nothing where it names him."""
    cues, synonyms = cues_of(ask.lexicon), grammar_of(ask.lexicon).synonyms
    titles = (cues.relations if ask.people else cues.titles).findall(ask.question.text)
    return frozenset(other for title in titles for other in (title, *synonyms.get(title, ())))


def opinion(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {"quote": bool(passage.speakers)}


def where(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {"place": cues_of(ask.lexicon).places.search(passage.text) is not None}


def definition(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    rest = "".join(sign.text for sign in ask.question.signs)[:4]
    return {
        "definition": re.search(f"{re.escape(rest)}[^，。]{{0,8}}{cues_of(ask.lexicon).defining}", passage.text)
        is not None
    }


def which(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {"list": LISTED.search(passage.text) is not None}


def how(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {"means": cues_of(ask.lexicon).means.search(passage.text) is not None}


def whether(ask: Ask, passage: Passage) -> Mapping[str, bool]:
    return {}


FITS: Mapping[str, Fit] = {
    "why": why,
    "when": when,
    "role": person,
    "who": person,
    "opinion": opinion,
    "amount": amount,
    "where": where,
    "definition": definition,
    "which": which,
    "how": how,
    "whether": whether,
}
