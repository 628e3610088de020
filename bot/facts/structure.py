"""What each paragraph is there for, and from that the headline, byline, date and sections."""

import re
from typing import NamedTuple

from bot.facts.article import Byline, Section
from bot.facts.layout import SENTENCE, Paragraph, Role, trimmed
from bot.facts.lexicon import Lexicon

LINE = re.compile(r"[^\n]+")
# A line that ends like a sentence, so it is prose; 」” after the stop belong to it.
ENDS_AS_PROSE = re.compile(r"[。！!;；，,…][”」』’）)\"]*$")
LONGEST_HEADLINE = 60
LONGEST_HEADING = 32

# `文 | 新浪科技 張俊`, `作者：王某`, `記者 李某 報導`, `来源：扬子晚报 责编：DD001`: the label, then what it labels.
LABELLED = re.compile(
    r"(?P<label>文|图文|圖文|撰文|采写|採寫|作者|记者|記者|来源|來源|责编|責編|责任编辑|責任編輯|编辑|編輯|编译|編譯|出品|出处|出處)"
    r"[ 　]*(?:[|｜/／:：丨]|(?<=者)[ 　])[ 　]*(?P<value>[^\n|｜丨:：]{1,40}?)"
    r"(?=[ 　]*(?:$|\n|[|｜丨)）]|[ 　](?:文|图|作者|记者|記者|来源|來源|责编|責編|责任编辑|責任編輯|编辑|編輯)[ 　]*[|｜/／:：丨]))"
)
AUTHORS = ("文", "图文", "圖文", "撰文", "采写", "採寫", "作者", "记者", "記者", "编译", "編譯")
OUTLETS = ("来源", "來源", "出品", "出处", "出處")
# The dateline of an agency: （中央社記者張雄風台北3日電）, 路透上海4月10日 -, 中新经纬3月31日电 (刘雪玉).
AGENCY = re.compile(
    r"[（(【\[]?(?P<outlet>[一-鿿A-Za-z]{2,10}?社|路透|法新|美联|彭博|中新经纬|中新網|中新网|[一-鿿]{2,8}(?:网|網|报|報|新闻|新聞|财经|財經|科技))"
    r"(?:[一-鿿]{0,6}?(?:记者|記者)(?P<author>[一-鿿]{2,4}?(?:、[一-鿿]{2,4}?)*))?(?P<place>[一-鿿]{0,6}?)"
    r"(?:\d{1,2}月)?\d{1,2}日(?:[电電讯訊]|专电|專電|综合|[ 　]*[-–—])"
)
# 2024-02-16, 2024/2/16, 2024年2月16日. Must not match a part of a longer number.
FULL_DATE = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-/.年](1[0-2]|0?[1-9])[-/.月](3[01]|[12]\d|0?[1-9])(?!\d)日?")
# The closing date of Taiwan's agency, year of the Republic first: （編輯：某某）1091105.
ROC_DATE = re.compile(r"[)）](1\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\s*$", re.MULTILINE)


class Structure(NamedTuple):
    """What the lines of an article say about it."""

    paragraphs: tuple[Paragraph, ...]
    title: str
    byline: Byline
    published: str | None
    sections: tuple[Section, ...]


def structure(text: str, lexicon: Lexicon) -> Structure:
    """Reads the lines of a cleaned text."""
    lines = [trimmed(text, m.start(), m.end()) for m in LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if start < end]
    roles = _roles(text, lines, lexicon)
    paragraphs = tuple(Paragraph(start, end, role) for (start, end), role in zip(lines, roles, strict=True))
    return Structure(
        paragraphs=paragraphs,
        title=_title(text, paragraphs),
        byline=_byline(text, paragraphs),
        published=_published(text, paragraphs),
        sections=_sections(text, paragraphs),
    )


def _roles(text: str, lines: list[tuple[int, int]], lexicon: Lexicon) -> list[Role]:
    captions, notices = tuple(lexicon["structure.captions"]), tuple(lexicon["structure.notices"])
    roles: list[Role] = []
    for index, (start, end) in enumerate(lines):
        line = text[start:end]
        if _is_byline(line):
            roles.append("byline")
        elif "headline" not in roles and "body" not in roles and _is_headline(line):
            roles.append("headline")
        elif any(cue in line for cue in notices):
            roles.append("notice")
        elif any(cue in line[:12] or cue in line[-24:] for cue in captions):
            roles.append("caption")
        elif _is_heading(line) and index + 1 < len(lines):
            roles.append("heading")
        else:
            roles.append("body")
    return _links(roles)


def _links(roles: list[Role]) -> list[Role]:
    """Two or more headings in a row are lines that link to other articles, the last one excepted."""
    out = list(roles)
    for at, role in enumerate(roles):
        follows = at > 0 and roles[at - 1] == "heading"
        leads = at + 1 < len(roles) and roles[at + 1] == "heading"
        longer_run = follows and at > 1 and roles[at - 2] == "heading"
        if (role == "heading" and (leads or longer_run) and (follows or _run(roles, at) >= 3)) or (
            role == "heading" and leads and _run(roles, at) >= 3
        ):
            out[at] = "link"
    return out


def _run(roles: list[Role], at: int) -> int:
    end = at
    while end < len(roles) and roles[end] == "heading":
        end += 1
    return end - at


def _is_byline(line: str) -> bool:
    match = LABELLED.search(line)
    return (
        len(line) <= LONGEST_HEADLINE and match is not None and match.start() <= 12 and not ENDS_AS_PROSE.search(line)
    )


def _is_headline(line: str) -> bool:
    return len(line) <= LONGEST_HEADLINE and not ENDS_AS_PROSE.search(line) and line[0] not in '（(“「"'


def _is_heading(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not ENDS_AS_PROSE.search(line) and line[-1] not in '”」"：:'


def _title(text: str, paragraphs: tuple[Paragraph, ...]) -> str:
    """The headline; where there is none, the first sentence that is not quoted words alone."""
    for paragraph in paragraphs:
        if paragraph.role == "headline":
            return text[paragraph.start : paragraph.end]
    sentences = [
        text[slice(*trimmed(text, m.start(), m.end()))]
        for p in paragraphs
        if p.role == "body"
        for m in SENTENCE.finditer(text, p.start, min(p.end, p.start + 1_000))
    ]
    plain = (s for s in sentences if len(s) >= 8 and s[0] not in '“「『"')
    return next(plain, sentences[0] if sentences else text.strip()[:LONGEST_HEADLINE])


def _byline(text: str, paragraphs: tuple[Paragraph, ...]) -> Byline:
    outlet = author = None
    for p in paragraphs:
        if p.role == "byline":
            for match in LABELLED.finditer(text[p.start : p.end]):
                label, value = match["label"], match["value"].strip()
                words = value.split()
                if label in OUTLETS:
                    outlet = outlet or value
                elif label in AUTHORS and len(words) > 1:
                    outlet, author = outlet or words[0], author or words[-1]
                elif label in AUTHORS:
                    author = author or value
        elif (match := AGENCY.match(text, p.start, min(p.end, p.start + 80))) is not None:
            outlet, author = outlet or match["outlet"], author or match["author"]
    return Byline(outlet, author)


def _published(text: str, paragraphs: tuple[Paragraph, ...]) -> str | None:
    """The ISO date that the article gives for itself, in a byline, a line of its own, or an agency's closing mark."""
    for p in paragraphs:
        line = text[p.start : p.end]
        match = FULL_DATE.search(line)
        if match is not None and (p.role == "byline" or len(line) <= 24):
            return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if (closing := ROC_DATE.search(text)) is not None:
        return f"{int(closing[1]) + 1911}-{closing[2]}-{closing[3]}"
    return None


def _sections(text: str, paragraphs: tuple[Paragraph, ...]) -> tuple[Section, ...]:
    """One section before the first heading where something stands there, then one a heading."""
    starts = [(p.start, text[p.start : p.end]) for p in paragraphs if p.role == "heading"]
    out = []
    if paragraphs and (not starts or paragraphs[0].start < starts[0][0]):
        first_end = starts[0][0] if starts else len(text)
        out.append(Section(None, paragraphs[0].start, first_end))
    ends = [start for start, _ in starts[1:]] + [len(text)]
    out += [Section(heading, start, end) for (start, heading), end in zip(starts, ends, strict=False)]
    return tuple(out)
