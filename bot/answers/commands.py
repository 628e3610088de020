"""The commands: one table, and how a line of text is found in it. Feeds the menus, /help, the aliases and the permissions."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

from bot.answers import (
    add,
    ask,
    chats,
    digest,
    digests,
    export,
    facts,
    feeds,
    following,
    listing,
    reading,
    removing,
    search,
    shelf,
    source,
    subscribing,
    who,
    why,
)
from bot.answers.desk import Desk
from bot.answers.markup import bold, clipped, esc, joined, whole
from bot.answers.reply import Answer, Attached, Block, Choice, Reply, Request
from bot.answers.view import rows
from bot.errors import UserError
from bot.facts.display import folded, shown

# In groups and channels; alone with the bot everyone may. "changes": everyone may ask, and only admins say what shall be.
Who = Literal["everyone", "changes", "admins"]
Group = Literal["facts", "reading", "digests", "feeds", "chat"]
GROUPS: tuple[Group, ...] = ("reading", "facts", "digests", "feeds", "chat")


def help_(request: Request, desk: Desk) -> Reply:
    """Every command in its group: what to type, its Chinese name, what it says."""
    say = desk.messages.of(request.language)
    items = []
    for group in GROUPS:
        lines = [esc(_help_line(command, request, desk)) for command in COMMANDS if command.group == group]
        items.append(Block(joined([bold(esc(say(f"help_group.{group}"))), *lines], "\n")))
    choices = rows([Choice(say(f"kind.{name}"), f"/{name}") for name in ("brief", "articles", "lang")])
    return Reply(bold(esc(say("help_group.head"))), tuple(items), esc(say("help_group.foot")), choices)


def _help_line(command: "Command", request: Request, desk: Desk) -> str:
    alias = shown(command.aliases[0], "hant", request.script)
    say = desk.messages.of(request.language)
    return say("help_group.line", command=command.name, alias=alias, what=say(command.help_key))


def unknown(request: Request, desk: Desk) -> Reply:
    """The commands nearest to what was typed (in `args`)."""
    say = desk.messages.of(request.language)
    near = get_close_matches(folded(request.args), BY_NAME, n=6, cutoff=0.5)
    names = list(dict.fromkeys(BY_NAME[name].name for name in near))[:3]
    choices = [Choice(say(f"kind.{name}"), f"/{name}") for name in (*names, *(["help"] if "help" not in names else []))]
    key = "unknown.near" if names else "unknown.none"
    return Reply(esc(say(key, command=clipped(request.args, 32))), choices=rows(choices))


@dataclass(frozen=True, slots=True)
class Command:
    """One row of COMMANDS. `aliases` are Chinese names in Traditional; the Simplified ones, and full-width letters, are found too.

    `words`: something may stand behind it (/quotes 周鴻祎). `aims`: in a private chat a channel may stand before that
    (/subscribe @channel 09:00). `needs` is what the chat layer has to find out for it. `link` is the address that it reads
    from the web, given what stands behind it and what it was sent with; that takes time.
    """

    name: str
    aliases: tuple[str, ...]
    answer: Answer
    group: Group
    words: bool = False
    who: Who = "everyone"
    aims: bool = False
    needs: Literal["attached", "standing"] | None = None
    link: Callable[[str, Attached | None], str | None] | None = None

    @property
    def help_key(self) -> str:
        """The sentence in config/messages that says what the command does; for /help and the menus."""
        return f"help.{self.name}"


COMMANDS = (
    Command("brief", ("要點", "摘要", "重點", "簡報"), reading.brief, "reading"),
    Command("outline", ("大綱", "綱要", "提綱"), reading.outline, "reading"),
    Command("source", ("原文", "全文", "出處"), source.source, "reading", words=True),
    Command("export", ("匯出", "輸出", "下載"), export.export, "reading", words=True),
    Command("search", ("搜尋", "尋找", "查找"), search.search, "facts", words=True),
    Command("ask", ("問", "提問", "請問", "發問"), ask.ask, "facts", words=True),
    Command("who", ("誰", "何人", "是誰"), who.who, "facts", words=True),
    Command("quotes", ("引述", "語錄", "引語", "引言", "發言"), facts.facts, "facts", words=True),
    Command("limits", ("限制", "局限", "短板", "缺點", "風險"), facts.facts, "facts", words=True),
    Command("capabilities", ("能力", "功能", "優點"), facts.facts, "facts", words=True),
    Command("industries", ("行業", "產業", "領域"), facts.facts, "facts", words=True),
    Command("advice", ("建議", "對策"), facts.facts, "facts", words=True),
    Command("people", ("人物", "人名"), facts.facts, "facts", words=True),
    Command("organisations", ("機構", "組織", "公司", "organizations"), facts.facts, "facts", words=True),
    Command("products", ("產品", "作品"), facts.facts, "facts", words=True),
    Command("figures", ("數字", "數據", "數值"), facts.facts, "facts"),
    Command("subscribe", ("訂閱", "定時"), subscribing.subscribe, "digests", words=True, who="changes", aims=True),
    Command("digests", ("訂閱列表", "排程", "設定"), digests.digests, "digests", words=True, who="changes", aims=True),
    Command("digest", ("預覽", "日報", "今日要點"), digest.preview, "digests", words=True, aims=True),
    Command(
        "unsubscribe", ("退訂", "取消訂閱"), subscribing.unsubscribe, "digests", words=True, who="admins", aims=True
    ),
    Command("why", ("為什麼", "為何"), why.why, "digests", aims=True),
    Command("status", ("狀態",), why.status, "digests", words=True, who="admins", aims=True, needs="standing"),
    Command("articles", ("文章", "文章列表"), listing.articles, "chat", words=True),
    Command("add", ("新增", "加文章", "收錄"), add.add, "chat", words=True, needs="attached", link=add.link),
    Command(
        "follow", ("追蹤", "關注"), following.follow, "feeds", words=True, who="admins", aims=True, link=following.link
    ),
    Command("feeds", ("來源", "追蹤列表"), feeds.feeds, "feeds", words=True, who="changes", aims=True),
    Command("unfollow", ("取消追蹤", "取消關注"), following.unfollow, "feeds", words=True, who="admins", aims=True),
    Command("remove", ("移除", "刪除", "刪除文章"), removing.remove, "chat", words=True, who="admins"),
    Command("shelf", ("書架", "容量"), shelf.shelf, "chat", words=True, who="changes"),
    Command("lang", ("語言", "language"), chats.lang, "chat", words=True, who="admins"),
    Command("start", ("開始",), chats.start, "chat"),
    Command("help", ("說明", "幫助", "指令", "用法"), help_, "chat"),
)
BY_NAME: Mapping[str, Command] = {
    folded(name): command for command in COMMANDS for name in (command.name, *command.aliases)
}


def respond(request: Request, desk: Desk) -> Reply:
    """The answer to a request, also to a command nobody knows and to one that cannot be answered."""
    command = BY_NAME.get(request.command)
    try:
        return command.answer(request, desk) if command else unknown(request, desk)
    except UserError as error:
        say = desk.messages.of(request.language)
        choices = rows([Choice(say(f"kind.{name}"), f"/{name}") for name in error.offers])
        return Reply(esc(say(error.key, **error.values)), choices=choices)


# /limits, /limits@TheBot, ／限制; what follows is parted by a blank, so /tmp/x and /x,y are none.
_SLASHED = re.compile(r"[/／](\w{1,32})(?:[@＠](\w{1,64}))?(?:\s+(.*))?", re.DOTALL)
_BARE = re.compile(r"(\w{1,12})(?:[ \t\u3000]+([^\n]{1,20}))?")  # the words of a command alone: 限制; 語錄 周鴻祎


def parse_line(text: str, bot_username: str, private: bool) -> tuple[str, str] | None:
    """The command in a text and what stands behind it; None where the text is no command for this bot.

    A Chinese name needs no slash in a private chat, where it is the whole text. ("unknown", "foo") is a command for us that
    does not exist; in groups only one with our name on it, since other bots live there too.
    """
    text = whole(text).strip()
    if slashed := _SLASHED.fullmatch(text):
        name, bot, args = slashed.groups()
        if bot and unicodedata.normalize("NFKC", bot).casefold() != bot_username.casefold():
            return None
        if command := BY_NAME.get(folded(name)):
            return command.name, (args or "").strip()
        return ("unknown", name) if private or bot else None
    if private and (bare := _BARE.fullmatch(text)):
        name, args = bare.groups()
        command = BY_NAME.get(folded(name))
        if command and not name.isascii() and (command.words or not args):
            return command.name, (args or "").strip()
    return None
