"""From a command or a pressed button to a page ready to send.

All of it is synchronous, and the handlers run it in a thread, once an update. What all buttons of a page do is kept in
one row behind one token; a button's data says which of them it is. The same page shown again uses the same row, so
that most answers write nothing to the database.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answers.commands import BY_NAME, parse_line, respond
from bot.answers.desk import Desk
from bot.answers.inline import Offer, offers
from bot.answers.paging import pages
from bot.answers.reply import Answer, Html, Page, Reply, Request, Step
from bot.chat.around import Around
from bot.chat.deliver import Keyboard, Shown
from bot.chat.updates import Place, request_of
from bot.store.store import Store
from bot.store.tables import Language, PartRows

_REUSED = 3600  # seconds a row is used again for the same page; far less than buttons are kept
_AGAIN = "again"


@dataclass(frozen=True, slots=True)
class Press:
    """What a button's data says: the row's token and the button's place in it, and the command it stands under.

    With the token gone the command can still be run again; `token` None asks for just that.
    """

    command: str
    token: str | None = None
    place: int = 0

    @property
    def data(self) -> str:
        """Callback data, at most 64 bytes: a token is 12 characters, a command's name at most 32."""
        return f"{_AGAIN}:{self.command}" if self.token is None else f"{self.token}:{self.place}:{self.command}"

    @classmethod
    def of(cls, data: str | None) -> "Press | None":
        """What `data` wrote; None for anything else, since clients can send what they like."""
        match (data or "").split(":"):
            case [again, command] if again == _AGAIN and command in BY_NAME:
                return cls(command)
            case [token, place, command] if token and place.isdecimal() and place.isascii() and command in BY_NAME:
                return cls(command, token, int(place))
        return None


class Show:
    """`language` is that of groups and channels that have set none."""

    def __init__(self, desk: Desk, store: Store, language: Language) -> None:
        self.desk = desk
        self.store = store
        self.language = language
        self._token = lru_cache(maxsize=4096)(self._new_token)

    def step(self, place: Place, step: Step, known: Around) -> Shown:
        """The page a command or a button leads to; the last one where the answer has become shorter."""
        request = self._request(place, self.command_of(step)[0], known.args, step)
        request = replace(request, aim=known.aim, attached=known.attached, standing=known.standing)
        return self._shown(request, step.page)

    @staticmethod
    def command_of(step: Step) -> tuple[str, str]:
        """The command a step runs, and what stands behind it."""
        return parse_line(step.line, "", private=True) or ("help", "")

    def offers(self, place: Place, typed: str, start: int) -> tuple[tuple[Offer, ...], int | None]:
        """What inline mode offers from number `start` on, and the number of the next one."""
        return offers(self._request(place, "inline", typed.strip()), self.desk, start)

    def pressed(self, chat_id: int, press: Press) -> Step | None:
        """What the button does; None where nobody knows any more, or its article was read anew since."""
        if press.token is None:
            return Step(f"/{press.command}", in_place=True)
        row = self.store.button(chat_id, press.token)
        if row is None:
            return None
        if row.article_id is not None:
            stored = self.store.article(chat_id, row.article_id)
            if stored is None or stored.parser_version != row.parser_version:
                return None
        steps = row.line.split("\n")
        return Step.unpacked(steps[press.place]) if press.place < len(steps) else None

    def about(self, chat_id: int, buttons: Iterable[str | None]) -> int | None:
        """The article that a message of ours is about, by the data of its buttons; None where they are about none, or forgotten."""
        for data in buttons:
            press = Press.of(data)
            if press and press.token and (step := self.pressed(chat_id, press)):
                return step.article_id
        return None

    def buttons(self, chat_id: int, rows: PartRows) -> Keyboard:
        """What stands under a part of a digest; its buttons answer with a new message. One row of the store an article."""
        steps = {key: Step(key[1], article_id=key[2]) for row in rows for key in row}
        data: dict[tuple[str, str, int | None], str] = {}
        for article_id in dict.fromkeys(step.article_id for step in steps.values()):
            mine = [key for key in steps if key[2] == article_id]
            token = self._token(
                chat_id, tuple(steps[key] for key in mine), article_id, int(time.monotonic() // _REUSED)
            )
            for place, key in enumerate(mine):
                data[key] = Press(self.command_of(steps[key])[0], token, place).data
        return tuple(tuple((key[0], data[key]) for key in row) for row in rows)

    def unasked(self, place: Place, command: str, answer: Answer) -> Shown:
        """A page that nobody asked for, as a chat would be shown what `answer` says; the buttons are those of `command`."""
        request = self._request(place, command, "")
        return self._page(answer(request, self.desk), request, 1)

    @staticmethod
    def link(step: Step, known: Around) -> str | None:
        """The address of the web that a step reads, None for most."""
        row = BY_NAME.get(Show.command_of(step)[0])
        return row.link(known.args, known.attached) if row and row.link else None

    def sentence(self, place: Place, key: str, **values: object) -> str:
        """One of the bot's own sentences in the chat's language, plain text."""
        return self.say(self._request(place, "help", "").language, key, **values)

    def say(self, language: Language, key: str, **values: object) -> str:
        return self.desk.messages.of(language)(key, **values)

    def again(self, language: Language, press: Press) -> Shown:
        """What stands under a message whose buttons are forgotten: one that runs its command again."""
        return Shown(Html(""), (((f"↻ {self.say(language, f'kind.{press.command}')}", Press(press.command).data),),))

    def _request(self, place: Place, command: str, args: str, step: Step | None = None) -> Request:
        return request_of(place, command, args, self.store.chat(place.chat_id), self.language, step=step)

    def _shown(self, request: Request, number: int) -> Shown:
        return self._page(respond(request, self.desk), request, number)

    def _page(self, reply: Reply, request: Request, number: int) -> Shown:
        found = pages(reply, request, self.desk)
        page = found[min(max(number, 1), len(found)) - 1]
        return Shown(page.html, self._keyboard(request, page), reply.document)

    def _keyboard(self, request: Request, page: Page) -> Keyboard:
        steps = tuple(button.step for row in page.buttons for button in row)
        if not steps:
            return ()
        article_id = next((step.article_id for step in steps if step.article_id is not None), None)
        token = self._token(request.chat_id, steps, article_id, int(time.monotonic() // _REUSED))
        command = request.command if request.command in BY_NAME else "help"
        data = (Press(command, token, place).data for place in range(len(steps)))
        return tuple(tuple((button.label, next(data)) for button in row) for row in page.buttons)

    def _new_token(self, chat_id: int, steps: tuple[Step, ...], article_id: int | None, _hour: int) -> str:
        return self.store.new_button(chat_id, "\n".join(step.packed() for step in steps), article_id)
