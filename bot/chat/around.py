"""What a command has to know of Telegram before it is answered: the channel it is about, what came with it, the bot's rights.

https://core.telegram.org/bots/api#getchatmember, #getfile
"""

import re
from dataclasses import dataclass

from telegram import Bot, ChatMember, ChatMemberAdministrator, ChatMemberRestricted, Message, MessageOriginChannel
from telegram.constants import ChatMemberStatus
from telegram.constants import ChatType as TelegramChat
from telegram.error import TelegramError

from bot.answers.commands import BY_NAME
from bot.answers.reply import Aim, Attached, Standing
from bot.chat.admins import Admins
from bot.chat.updates import Place, is_long, links_of, words_of

LARGEST = 2_000_000  # bytes of a file that is fetched; Telegram itself hands bots at most 20 MB
# A channel in front of everything else: @its_name, or the id that our buttons write. Not @me09:00, and no group's id.
_AIM = re.compile(r"(@[A-Za-z]\w{3,31}|-100[0-9]{6,15})(?:\s+(.*))?", re.DOTALL | re.ASCII)


@dataclass(frozen=True, slots=True)
class Around:
    """`args` is what stood behind the command, without the channel that `aim` is."""

    args: str
    aim: Aim | None = None
    attached: Attached | None = None
    standing: Standing | None = None


async def around(
    bot: Bot, admins: Admins, place: Place, command: str, args: str, *, message: Message | None = None
) -> Around | str:
    """What belongs to a command, or the key of the sentence that says why it is not answered."""
    row = BY_NAME.get(command)
    if row is None:
        return Around(args)
    aim = None
    if row.aims and place.chat_type == "private" and (aimed := _AIM.fullmatch(args)):
        found = await _aim(bot, admins, aimed[1], place.user_id)
        if isinstance(found, str):
            return found
        aim, args = found, aimed[2] or ""
    if row.needs == "standing":
        return Around(args, aim, standing=await _standing(bot, place, aim))
    if row.needs == "attached" and message:
        attached = await _attached(message, args)
        return attached if isinstance(attached, str) else Around(args, aim, attached)
    return Around(args, aim)


async def _aim(bot: Bot, admins: Admins, name: str, user_id: int | None) -> Aim | str:
    """The channel, where whoever asks is one of its admins."""
    try:
        chat = await bot.get_chat(name if name.startswith("@") else int(name))
    except TelegramError:
        return "aim.unknown"
    if chat.type != TelegramChat.CHANNEL:
        return "aim.no_channel"
    if not await admins.include(bot, chat.id, user_id):
        return "aim.not_admin"
    return Aim(chat.id, chat.title or name)


async def _standing(bot: Bot, place: Place, aim: Aim | None) -> Standing:
    reads_all, inline = bool(bot.bot.can_read_all_group_messages), bool(bot.bot.supports_inline_queries)
    if place.chat_type == "private" and aim is None:
        return Standing((), reads_all, inline)
    try:
        member = await bot.get_chat_member(aim.chat_id if aim else place.chat_id, bot.id)
    except TelegramError:
        return Standing(("inside",), inline=inline)
    admin = member.status == ChatMemberStatus.ADMINISTRATOR
    return Standing(
        tuple(_lacks(member, channel=bool(aim) or place.chat_type == "channel")), reads_all or admin, inline
    )


def _lacks(member: ChatMember, *, channel: bool) -> list[str]:
    """The rights without which no digest arrives."""
    if member.status in {ChatMemberStatus.LEFT, ChatMemberStatus.BANNED}:
        return ["inside"]
    if channel:
        return [] if isinstance(member, ChatMemberAdministrator) and member.can_post_messages else ["post"]
    return ["send"] if isinstance(member, ChatMemberRestricted) and not member.can_send_messages else []


async def _attached(message: Message, args: str) -> Attached | str | None:
    """The file that the command stands under, or what was said without a command; else what it replies to."""
    replied = message.reply_to_message
    document = message.document or (replied.document if replied else None)
    if document:
        if (document.file_size or 0) > LARGEST:
            return "add.too_big"
        file = await document.get_file()
        return Attached(bytes(await file.download_as_bytearray()), document.file_name or "")
    source = message if links_of(message) or (not args and is_long(message)) else replied
    if source is None:
        return None
    text = "" if source is message and args else words_of(source)
    origin = message.forward_origin if message.chat.type == TelegramChat.PRIVATE else None
    channel = Aim(origin.chat.id, origin.chat.title or "") if isinstance(origin, MessageOriginChannel) else None
    return Attached(text, links=links_of(source), channel=channel)
