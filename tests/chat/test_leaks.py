"""What a chat adds is seen in that chat only: the short form of tests/test_leaks.py, over the Bot API."""

import asyncio
import itertools
from pathlib import Path
from typing import Any

from bot.answers.commands import COMMANDS
from bot.playground.world import Chat, User
from tests.chat.live import House, rows, talk
from tests.leaks import ALL, MARKS, POOL, Sown

Message = dict[str, Any]


def shown(h: House, message: Message) -> str:
    """Everything of a message that reaches a reader."""
    parts = [message.get("text", ""), message.get("caption", "")]
    parts += [f"{button['text']} {button.get('callback_data', '')}" for row in rows(message) for button in row]
    if document := message.get("document"):
        parts += [document["file_name"], h.play.world.files[document["file_id"]].content.decode()]
    return "\n".join(parts)


def leaked(text: str, own: tuple[Sown, ...], typed: list[str]) -> list[str]:
    """The marks of other chats' articles that show, without those that somebody in this chat has typed."""
    given = {mark for sown in own for mark in sown.marks.values()}
    return sorted(mark for mark in MARKS - given if mark in text and not any(mark in line for line in typed))


def test_no_message_button_file_or_inline_result_shows_another_chats_article(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        chats: list[tuple[Chat, User, tuple[Sown, ...]]] = [
            (chat, user, sown[:2])
            for chat, user, sown in zip(
                (h.play.private, h.play.world.chats[h.play.guest.id], h.play.group),
                (h.play.owner, h.play.guest, h.play.owner),
                POOL.values(),
                strict=True,
            )
        ]
        typed: dict[int, list[str]] = {chat.id: [] for chat, _, _ in chats}
        for chat, user, own in chats:
            for sown in own:
                await h.play.ask(chat, f"/add {sown.text}", user=user)
        names = [sown.typed("person") for sown in ALL[::4]]  # one of each chat
        for command, word in itertools.product(COMMANDS, ("", *names)):
            if word and not command.words:
                continue
            line = f"/{command.name} {word}".rstrip()
            for lines in typed.values():
                lines.append(line)
            await asyncio.gather(*(h.play.ask(chat, line, user=user) for chat, user, _ in chats))
        for (chat, user, _), (other, _, _) in itertools.permutations(chats, 2):
            await press_all(h, chat, user, h.play.messages(other))
        for chat, _, own in chats:
            text = "\n".join(shown(h, message) for message in h.play.messages(chat) if message["from"]["is_bot"])
            assert leaked(text, own, typed[chat.id]) == []
            assert sum(mark in text for sown in own for mark in sown.marks.values()) >= 12  # its own does show
        for (_, user, own), word in itertools.product(chats[:2], ("", "成本", *names)):
            offered = await h.play.ask_inline(word, user=user, chat=h.play.group)
            assert leaked(repr(offered), own, [word]) == []

    talk(tmp_path, scene)


async def press_all(h: House, chat: Chat, user: User, messages: list[Message]) -> None:
    """Somebody sends the data of buttons that stand in another chat, as no client of Telegram's would."""
    message = next(m for m in reversed(h.play.messages(chat)) if rows(m))
    pressed = [button for m in messages for row in rows(m) for button in row]
    for button in pressed[:: max(len(pressed) // 40, 1)]:
        keyboard = {"inline_keyboard": [[button]]}
        h.play.state.replace(chat, message | {"reply_markup": keyboard})
        await h.play.press_and_wait(message, button["callback_data"], user=user)
        h.play.state.replace(chat, message)
