"""Speakers that are named or described: short forms, titles and nicknames resolved to the fullest name in the article."""

import re
from bisect import bisect_left
from itertools import pairwise

from bot.facts.marks import SPEECH
from bot.facts.naming import nicknames
from bot.facts.saying.ground import Group
from bot.facts.saying.heard import MANY, Voices
from bot.facts.saying.phrases import Source
from bot.facts.saying.subjects import Speaker, named
from bot.facts.words import fold

JOINED = re.compile("[和与及、]")  # between two names
MARKS = '“”「」『』"＂'


def person(voices: Voices, source: Source) -> Speaker | None:
    phrase = voices.text(source)
    if source.name is None:  # a form that the names do not list, such as a surname alone
        phrase, role = _nickname(voices, phrase)
        known = next((p.speaker for p in voices.spoken(source.start, "person") if phrase in p.speaker.name), None)
        return known or _titled(voices, source) or Speaker(phrase, role, "person", source.head)
    if (several := _several(voices, source, "person")) is not None:
        return several
    before = min((phrase.find(form) for form in source.name.forms if form in phrase), default=0)
    full = source.name.full
    if len(full) > 2 and fold(full[-1]) in voices.ground.words["glued"]:  # 李某某都认为
        return Speaker(full[:-1], source.name.role, "person")
    if voices.ground.words.ends(fold(full), "titles") and (bearer := _titled(voices, source)) is not None:
        return bearer
    introduced = source.name.rule == nicknames.RULE  # the cue of a nickname is no role
    return named(source.name, "person", None if introduced else phrase[:before].strip(" 的（(") or None)


def _several(voices: Voices, source: Source, group: Group) -> Speaker | None:
    """王某和李某, 某公司及某大学: names that are joined speak together, from the first on."""
    layout, names = voices.ground.layout, voices.ground.within(source.start, source.end, group)
    between = [(one, other) for one, other in pairwise(names) if one[2] is not other[2]]
    if not between or not all(JOINED.search(layout.folded, one[1], other[0]) for one, other in between):
        return None
    return Speaker(layout.text[names[0][0] : names[-1][1]], None, "human", source.head)


def _nickname(voices: Voices, phrase: str) -> tuple[str, str | None]:
    """网络作家“老猫”: the name in the marks, and what stands before it."""
    at = next((i for i, char in enumerate(phrase) if char in SPEECH), -1)
    return (phrase[at + 1 :].strip(MARKS), phrase[:at] or None) if at >= 0 and phrase[-1] in MARKS else (phrase, None)


def _titled(voices: Voices, source: Source) -> Speaker | None:
    """副总统 or 李副总统 is the last person named whose role ends so: 副总统李某."""
    folded = voices.ground.layout.folded[source.start : source.end]
    people, words = voices.ground.people, voices.ground.words
    office = words.ends(folded, "titles") and folded not in words["courtesies"]
    last = bisect_left(people, source.start, key=lambda row: row[0])
    for _, _, name in reversed(people[max(0, last - MANY) : last]):
        role, called = fold(name.role or ""), fold(name.full)
        if office and role.endswith(folded):
            return named(name, "person")
        if len(folded) > 2 and called[:1] == folded[:1] and (folded[1:] in role or folded[1:] in words["courtesies"]):
            return named(name, "person")
    return None


def organisation(voices: Voices, source: Source) -> Speaker | None:
    if source.name is None:
        return Speaker(voices.text(source), None, "organisation", source.head)
    return _several(voices, source, "organisation") or named(source.name, "organisation")


def described(voices: Voices, source: Source) -> Speaker | None:
    if source.kind == "human" and (person := _titled(voices, source)) is not None:
        return person
    folded, text = voices.ground.layout.folded, voices.text(source)
    if len(text) == 1 and folded[source.start - 1 : source.start] == "有":
        text = voices.ground.layout.text[source.start - 1 : source.end]  # 也有人
    return Speaker(text, None, source.kind, source.head)
