"""The bot, its database and a playground over real HTTP, in one loop, for as long as a test needs them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.answers.desk import Desk
from bot.answers.digest import drafter
from bot.answers.messages import Messages
from bot.app import Parser
from bot.chat.application import App, build_application, running
from bot.clock import Clock
from bot.digest.outbox import Outbox
from bot.digest.workdays import works
from bot.facts.article import Article
from bot.facts.display import folded
from bot.facts.lexicon import Lexicon
from bot.intake.fetch import Fetcher
from bot.intake.manners import Manners
from bot.intake.watch import Watch
from bot.playground.playground import Playground
from bot.settings import read_tables, read_weights
from bot.store.store import Store
from tests.build import an_article

CONFIG = Path(__file__).parents[2] / "config"


def desk_of(store: Store, clock: Clock = Clock()) -> Desk:  # noqa: B008  a clock nobody sets forward may be shared
    words = read_tables(CONFIG / "lexicon")
    messages = Messages.from_tables(read_tables(CONFIG / "messages"))
    asking = Lexicon.from_tables(words | read_tables(CONFIG / "asking"), read_weights(CONFIG / "asking"))
    return Desk(store, messages, Parser(Lexicon.from_tables(words), "1"), now=clock.now, asking=asking)


def watching(desk: Desk, fetcher: Fetcher, manners: Manners) -> Desk:
    """The desk of a bot that reads the web and looks at feeds."""
    watch = Watch(desk.store, desk.parser, fetcher, "test", desk.now, manners)
    return replace(desk, fetcher=fetcher, watch=watch)


def box_of(desk: Desk) -> Outbox:
    """The outbox of a bot that sends digests."""
    return Outbox(desk.store, drafter(desk, "zh-hant"), "test", desk.now, works)


def limits_article(count: int = 20) -> Article:
    """An article with as many limits as asked for: eight are a page."""
    lines = [f"⟦第{n}項：生成視頻的時長限制在{n}秒⟧。" for n in range(1, count + 1)]
    return an_article("Sora的限制\n" + "\n".join(lines), limits=[{}] * count)


@dataclass(slots=True)
class House:
    """What a test plays with."""

    play: Playground
    store: Store
    app: App
    article_id: int
    clock: Clock


@asynccontextmanager
async def house(
    directory: Path,
    *,
    article: Article | None = None,
    play: Playground | None = None,
    grace: float = 5.0,
    digests: bool = False,
    feeds: Manners | None = None,
    fetcher: Fetcher | None = None,
    **options: Any,
) -> AsyncIterator[House]:
    """A running bot whose shelves hold one bundled article.

    `options` are those of build_application, `box` a function of the store; with `digests` it sends those that people ask for,
    with `feeds` it looks at the feeds that they follow, with a `fetcher` it reads pages of the web.
    """
    clock = Clock()
    play = play or Playground()
    with Store.open(f"sqlite:///{directory}/store.db", folded, clock.now) as store, ExitStack() as exits:
        number = store.put_article(article or limits_article(), shelf=None, stem="sora", parser_version="1")
        async with play.serve() as url:
            desk = replace(desk_of(store, clock), fetcher=fetcher)
            if feeds:
                desk = watching(desk, exits.enter_context(Fetcher(allow={"127.0.0.1"})), feeds)
            options = {"rates": None, "upkeep": store.expire, **options}
            if make := options.get("box"):
                options["box"] = make(store)
            elif digests:
                options["box"] = box_of(desk)
            app = build_application(play.token, desk, store, api_url=url, **options)
            async with running(app, grace):
                yield House(play, store, app, number, clock)


def talk(directory: Path, scene: Callable[[House], Awaitable[None]], **options: Any) -> None:
    """Plays a scene in a house of its own; `options` as for `house`."""

    async def play() -> None:
        async with house(directory, **options) as home:
            await scene(home)

    asyncio.run(play())


async def until(reached: Callable[[], bool]) -> None:
    """Waits for something that rings no bell; TimeoutError after a minute."""
    async with asyncio.timeout(60):
        while not reached():  # noqa: ASYNC110  a list that grows elsewhere, with no event to wait for
            await asyncio.sleep(0.01)


def labels(message: dict[str, Any]) -> list[list[str]]:
    return [[button["text"] for button in row] for row in rows(message)]


def data(message: dict[str, Any], label: str) -> str:
    """The callback data of the button with this label."""
    return next(b["callback_data"] for row in rows(message) for b in row if b["text"] == label)


def rows(message: dict[str, Any]) -> list[list[dict[str, str]]]:
    return message.get("reply_markup", {}).get("inline_keyboard", [])
