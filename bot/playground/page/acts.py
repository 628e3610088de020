"""What a person does on the page, as JSON: by the last word of its address, with who does it where."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, get_args

from bot.playground.errors import PlaygroundError
from bot.playground.world import Chat, Json, Language, Member, Status, User

if TYPE_CHECKING:
    from bot.playground.playground import Playground


class Acts:
    """Reads each act; PlaygroundError for what is not there, KeyError, TypeError or ValueError for what is no act."""

    def __init__(self, playground: "Playground") -> None:
        self.playground = playground
        self.world = playground.world

    def table(self) -> Mapping[str, Callable[[Mapping[str, Any]], Any]]:
        return {
            "say": self.say,
            "edit": lambda act: self.playground.edit(self.message(act), act["text"]),
            "forward": lambda act: self.playground.forward(
                self.message(act), self.chat({"chat": act["to"]}), user=self.user(act), thread=act.get("thread")
            ),
            "press": lambda act: {
                "query_id": self.playground.press(self.message(act), act["data"], user=self.user(act))
            },
            "pick": lambda act: self.playground.post_offer(
                self.chat(act), act["query_id"], act["result_id"], **self.place(act)
            ),
            "language": self.change_language,
            "standing": self.change_standing,
        }

    def say(self, act: Mapping[str, Any]) -> Json:
        answered = self.message({**act, "message_id": act["reply_to"]}) if act.get("reply_to") else None
        return self.playground.say(self.chat(act), act["text"], reply_to=answered, **self.place(act))

    def change_language(self, act: Mapping[str, Any]) -> None:
        if act["language"] not in get_args(Language):
            raise PlaygroundError("no such language")
        self.playground.set_language(self.user(act), act["language"])

    def change_standing(self, act: Mapping[str, Any]) -> None:
        if act["status"] not in get_args(Status):
            raise PlaygroundError("no such standing")
        self.playground.set_bot(self.chat(act), Member(act["status"]), by=self.user(act))

    def place(self, act: Mapping[str, Any]) -> Json:
        """Who writes and where: the keywords that `say` and `send_document` share."""
        thread = int(act["thread"]) if act.get("thread") else None
        return {"user": self.user(act), "thread": thread, "anonymous": act.get("anonymous") in (True, "true")}

    def chat(self, act: Mapping[str, Any]) -> Chat:
        chat = self.world.chats.get(number(act.get("chat")))
        if chat is None:
            raise PlaygroundError("no such chat")
        return chat

    def user(self, act: Mapping[str, Any]) -> User:
        user = self.world.users.get(number(act.get("user")))
        if user is None:
            raise PlaygroundError("no such user")
        return user

    def message(self, act: Mapping[str, Any]) -> Json:
        message = self.chat(act).messages.get(number(act.get("message_id")))
        if message is None:
            raise PlaygroundError("no such message")
        return message


def number(value: Any) -> int:
    """A whole number from JSON or a query string, 0 for anything else (no id is 0)."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return 0
