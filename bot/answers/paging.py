"""A Reply cut into pages that Telegram takes, each with the buttons of what stands on it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answers.desk import Desk
from bot.answers.markup import cut, joined, plain, utf16
from bot.answers.reply import Button, Html, Page, Reply, Request, Step

NUMBERING = len(" (123/456)")  # kept free behind the head
PART_ITEMS = 40  # numbers under one message of a digest: five rows
CAPTION = 1000  # UTF-16 units of the words under a file, below Telegram's 1024
ROW = 8  # buttons side by side, the most that Telegram's clients keep readable


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block, or a part of one too long for a page; `number` and `step` are those of its button, on its first part."""

    html: Html
    number: int = 0
    step: Step | None = None


def pages(reply: Reply, request: Request, desk: Desk) -> tuple[Page, ...]:
    """The reply as one page or more, each valid alone; the same reply always gives the same pages.

    A reply that is a part of a longer list is one page of that.
    """
    laid_out = _laid_out(reply, CAPTION if reply.document else desk.measures.units, desk.measures.items)
    back = desk.messages.of(request.language)("button.back")
    out = []
    first, last = (reply.part.page, reply.part.pages) if reply.part else (1, len(laid_out))
    for number, (html, pieces) in enumerate(laid_out, first):
        here = Step(reply.line or request.line, number, reply.article_id, request.back, in_place=True)
        out.append(Page(html, tuple(_buttons(reply, here, pieces, last, back))))
    return tuple(out)


def parts(reply: Reply, desk: Desk) -> tuple[Page, ...]:
    """The reply as messages that stand one under the other: nothing is turned, every button's answer is a new message."""
    laid_out = _laid_out(reply, desk.measures.units, PART_ITEMS)
    out = []
    for number, (html, pieces) in enumerate(laid_out, 1):
        buttons = [Button(str(p.number), replace(p.step, in_place=False)) for p in pieces if p.step]
        rows = [tuple(buttons[at : at + ROW]) for at in range(0, len(buttons), ROW)]
        choices = reply.choices if number == len(laid_out) else ()
        rows += [tuple(Button(choice.label, Step(choice.line)) for choice in row) for row in choices]
        out.append(Page(html, tuple(rows)))
    return tuple(out)


def _laid_out(reply: Reply, limit: int, items: int) -> list[tuple[Html, Sequence[_Piece]]]:
    """What stands on each page, within `limit` UTF-16 units and `items` numbers."""
    # A head or a foot longer than a quarter of the page would crowd out the answer: the rest of it is dropped.
    head, foot = (cut(part, limit // 4)[0] if part else part for part in (reply.head, reply.foot))
    between = "\n" if reply.compact else "\n\n"
    room = limit - NUMBERING - sum(_units(part) + len("\n\n") for part in (head, foot))
    filled = list(_filled(_pieces(reply, room), room, items, len(between))) or [()]
    out = []
    first, last = (reply.part.page, reply.part.pages) if reply.part else (1, len(filled))
    for number, pieces in enumerate(filled, first):
        count = Html(f" ({number}/{last})" if last > 1 else "")
        body = joined([piece.html for piece in pieces], between)
        out.append((joined([joined([head, count]), body, foot], "\n\n"), pieces))
    return out


def numbered(reply: Reply) -> Iterator[tuple[Html, int, Step | None]]:
    """The blocks as they are read: the heading, the number of those that have a button, the block. 0 is no number."""
    number = reply.part.before if reply.part else 0
    for block in reply.blocks:
        number += block.step is not None
        item = joined([Html(f"{number}. "), block.html]) if block.step else block.html
        yield joined([block.heading, item], "\n"), number if block.step else 0, block.step


def _pieces(reply: Reply, room: int) -> Iterator[_Piece]:
    for html, number, step in numbered(reply):
        first, *rest = cut(html, room) or [html]
        yield _Piece(first, number, step)
        yield from map(_Piece, rest)


def _filled(pieces: Iterator[_Piece], room: int, items: int, gap: int) -> Iterator[Sequence[_Piece]]:
    page: list[_Piece] = []
    taken = 0
    for piece in pieces:
        units = _units(piece.html)
        full = sum(p.step is not None for p in page) == items and piece.step is not None
        if page and (full or taken + gap + units > room):
            yield page
            page, taken = [], 0
        taken += units + (gap if page else 0)
        page.append(piece)
    if page:
        yield page


def _units(html: Html) -> int:
    return utf16(plain(html))


def _buttons(reply: Reply, here: Step, pieces: Sequence[_Piece], last: int, back: str) -> Iterator[tuple[Button, ...]]:
    """The numbers, then ◀ ▶, then the next steps, then the way back."""
    numbers = [Button(str(p.number), replace(p.step, back=here)) for p in pieces if p.step]
    for at in range(0, len(numbers), ROW):
        yield tuple(numbers[at : at + ROW])
    turns = [("◀", here.page - 1)] * (here.page > 1) + [("▶", here.page + 1)] * (here.page < last)
    if turns:
        yield tuple(Button(label, replace(here, page=page)) for label, page in turns)
    for row in reply.choices:
        yield tuple(
            Button(
                choice.label,
                Step(choice.line, article_id=choice.article_id or reply.article_id, in_place=choice.in_place),
            )
            for choice in row
        )
    if here.back:
        yield (Button(back, here.back),)
