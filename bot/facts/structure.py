"""What each line is there for, and from that the headline, byline, date and sections."""

import re
from collections import defaultdict
from typing import NamedTuple

from bot.facts.article import Byline, Section
from bot.facts.byline import SITE, Line, byline_of, even, is_byline, published_of
from bot.facts.layout import SENTENCE, Paragraph, Role, trimmed
from bot.facts.lexicon import Lexicon
from bot.facts.words import fold

LINE = re.compile(r"[^\n]+")
# A line that ends like a sentence, so it is prose; 」” after the stop belong to it.
ENDS_AS_PROSE = re.compile(r"(?:[。！!;；，,…]|(?<=[一-鿿])\.)[”」』’）)\"]*$")
# Ends like a line that leads somewhere, or in quoted words.
ENDS_OPEN = ("”", "」", '"', "：", ":")
LONGEST_HEADLINE = 60
LONGEST_HEADING = 32
LONGEST_NOTICE = 120
LONGEST_CAPTION = 400
LONGEST_CREDIT = 24
# …中央社記者江明晏攝 110年6月20日, … 李尕 摄, 图为… as a sentence, and a date in brackets at the end of a line without a stop.
CREDIT = re.compile(
    r"摄 {0,3}(?:\d{2,4}年\d{1,2}月\d{1,2}日)?$|(?:^|。)图为|[^。！？]{4} ?[（(](?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?[)）]$"
    r"|^这是.{0,20}拍摄的.{2,40}。"
)
BRACKETED = re.compile(r"[（(][^（(）)]{1,60}[)）]")
NO_LETTER = re.compile(r"[\W\d_]+")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[—–-]{1,2} ?[^@\n]{1,60}\(@\w{1,30}\).{0,30}")


class Structure(NamedTuple):
    """What the lines of an article say about it."""

    paragraphs: tuple[Paragraph, ...]
    title: str
    byline: Byline
    published: str | None
    sections: tuple[Section, ...]


def structure(text: str, lexicon: Lexicon) -> Structure:
    """Reads the lines of a cleaned text."""
    folded = even(fold(text))
    spans = [trimmed(text, m.start(), m.end()) for m in LINE.finditer(text)]
    spans = [(start, end) for start, end in spans if start < end]
    lines = [folded[start:end] for start, end in spans]
    roles = _roles(lines, lexicon)
    paragraphs = tuple(Paragraph(start, end, role) for (start, end), role in zip(spans, roles, strict=True))
    by_role: dict[str, list[Line]] = defaultdict(list)
    for paragraph, line in zip(paragraphs, lines, strict=True):
        by_role[paragraph.role].append((paragraph.start, line))
    return Structure(
        paragraphs=paragraphs,
        title=_title(text, paragraphs),
        byline=byline_of(by_role, text, lexicon),
        published=published_of([line for _, line in by_role["byline"]], lines, text),
        sections=_sections(text, paragraphs),
    )


def _roles(lines: list[str], lexicon: Lexicon) -> list[Role]:
    roles: list[Role] = []
    begun = False  # whether the headline or the prose has come
    for index, line in enumerate(lines):
        role = _role(line, lexicon, near_top=index < 4)
        if role in ("heading", "body") and not begun:
            begun = True
            role = "headline" if _is_headline(line) else role
        roles.append(role)
    return _links(roles)


def _role(line: str, lexicon: Lexicon, *, near_top: bool) -> Role:
    """What a folded and evened line says of itself; the first opinion wins."""
    if line.lstrip("（(【[").startswith(lexicon["structure.links"]) or ADDRESS.fullmatch(line, 0, 300):
        return "link"
    if _is_caption(line, lexicon):
        return "caption"
    if is_byline(line, lexicon, near_top=near_top):
        return "byline"
    if _is_notice(line, lexicon):
        return "notice"
    return "heading" if _is_heading(line) else "body"


def _is_notice(line: str, lexicon: Lexicon) -> bool:
    """The house's voice, a remark in brackets, a number or a row of marks."""
    if len(line) > LONGEST_NOTICE:
        return False
    says_so = any(cue in line for cue in lexicon["structure.notices"])
    return says_so or BRACKETED.fullmatch(line) is not None or NO_LETTER.fullmatch(line) is not None


def _is_caption(line: str, lexicon: Lexicon) -> bool:
    tail = line[-LONGEST_CREDIT:]
    return len(line) <= LONGEST_CAPTION and (
        line.startswith(lexicon["structure.captions"])
        or any(cue in tail for cue in lexicon["structure.credits"])
        or CREDIT.search(line) is not None
    )


def _is_headline(line: str) -> bool:
    """A short line that does not end as prose; words that are quoted as a whole sentence are none."""
    return len(line) <= LONGEST_HEADLINE and not ENDS_AS_PROSE.search(line) and line[0] not in "（("


def _is_heading(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not ENDS_AS_PROSE.search(line) and not line.endswith(ENDS_OPEN)


def _links(roles: list[Role]) -> list[Role]:
    """Three headings or more in a row lead to other articles, the last excepted where prose follows it.

    So do headings behind a line that says so.
    """
    out = list(roles)
    at = 0
    while at < len(out):
        end = at
        while end < len(out) and out[end] == "heading":
            end += 1
        behind_link = at > 0 and out[at - 1] == "link"
        if end - at >= 3 or (behind_link and end - at >= 2):
            last = end if behind_link or end == len(out) else end - 1
            out[at:last] = ["link"] * (last - at)
        at = max(end, at + 1)
    return out


def _title(text: str, paragraphs: tuple[Paragraph, ...]) -> str:
    """The headline without its site's name; where there is none, the first sentence that is not quoted words alone."""
    for paragraph in paragraphs:
        if paragraph.role == "headline":
            return SITE.sub("", text[paragraph.start : paragraph.end]).rstrip()
    sentences = [
        text[slice(*trimmed(text, m.start(), m.end()))]
        for p in paragraphs
        if p.role == "body"
        for m in SENTENCE.finditer(text, p.start, min(p.end, p.start + 1_000))
    ]
    plain = (s for s in sentences if len(s) >= 8 and s[0] not in '“「『"')
    return next(plain, sentences[0] if sentences else text.strip()[:LONGEST_HEADLINE]).rstrip("。")


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
