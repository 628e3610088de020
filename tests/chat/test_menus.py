from pathlib import Path

from bot.answers.commands import COMMANDS
from bot.playground.faults import Fault
from bot.playground.playground import Playground
from tests.chat.live import House, talk

SET = ("setMyCommands", "setMyDescription", "setMyShortDescription")


async def settled(h: House) -> None:
    """Until the background has sent the last of its kind, or had nothing to send."""
    for _ in range(3):
        await h.play.ask(h.play.private, "/help")


def calls(play: Playground) -> list[tuple[str, str, str]]:
    return sorted(
        (call.method, call.params.get("language_code", ""), str(call.params.get("scope", "")))
        for call in play.calls
        if call.method in SET
    )
