"""The bot, its database and a playground over real HTTP, in one loop, for as long as a test needs them."""

import asyncio
import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answers.desk import Desk, Stored
from bot.answers.messages import Messages
from bot.chat.application import App, build_application, running
from bot.facts.article import Article, Fact
from bot.facts.display import folded
from bot.playground.playground import Playground
from bot.store.articles import ArticleRow
from bot.store.store import Store
from tests.build import an_article

MESSAGES = Path(__file__).parents[2] / "config" / "messages"


@dataclass(frozen=True, slots=True)
class Shelves:
    """The Store under the names that the answers use."""

    store: Store

    def current_article(self, chat_id: int) -> Stored | None:
        return self.store.current(chat_id)

    def shelf(self, chat_id: int, limit: int, offset: int = 0) -> Sequence[ArticleRow]:
        return self.store.shelf(chat_id, limit, offset)

    def shelf_size(self, chat_id: int) -> int:
        return self.store.shelf_size(chat_id)

    def articles(self, chat_id: int, limit: int, offset: int = 0) -> Sequence[Stored]:
        found = (self.store.article(chat_id, row.id) for row in self.store.shelf(chat_id, limit, offset))
        return [stored for stored in found if stored]

    def article(self, chat_id: int, article_id: int) -> Stored | None:
        return self.store.article(chat_id, article_id)

    def facts_named(self, chat_id: int, kind: str, folded_name: str) -> Sequence[tuple[Stored, Fact]]:
        raise NotImplementedError  # no test of this room searches a shelf

    def pick(self, chat_id: int, article_id: int) -> None:
        self.store.pick(chat_id, article_id)

    def set_chat(self, chat_id: int, *, language: Any, script: Any = None) -> None:
        self.store.change_chat(chat_id, language=language, **({"script": script} if script else {}))


def desk_of(store: Store) -> Desk:
    tables = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in MESSAGES.glob("*.toml")}
    return Desk(Shelves(store), Messages.from_tables(tables))


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


@asynccontextmanager
async def house(
    directory: Path,
    *,
    article: Article | None = None,
    play: Playground | None = None,
    grace: float = 5.0,
    **options: Any,
) -> AsyncIterator[House]:
    """A running bot whose shelves hold one bundled article; `options` are those of build_application, `box` a function of the store."""
    play = play or Playground()
    with Store.open(f"sqlite:///{directory}/store.db", folded) as store:
        number = store.put_article(article or limits_article(), shelf=None, stem="sora", parser_version="1")
        async with play.serve() as url:
            options = {"rates": None, **options}
            if make := options.get("box"):
                options["box"] = make(store)
            app = build_application(play.token, desk_of(store), store, api_url=url, **options)
            async with running(app, grace):
                yield House(play, store, app, number)


def talk(directory: Path, scene: Callable[[House], Awaitable[None]], **options: Any) -> None:
    """Plays a scene in a house of its own; `options` as for `house`."""

    async def play() -> None:
        async with house(directory, **options) as home:
            await scene(home)

    asyncio.run(play())


async def until(reached: Callable[[], bool]) -> None:
    """Waits for something that rings no bell; TimeoutError after twenty seconds."""
    async with asyncio.timeout(20):
        while not reached():  # noqa: ASYNC110  a list that grows elsewhere, with no event to wait for
            await asyncio.sleep(0.01)


def labels(message: dict[str, Any]) -> list[list[str]]:
    return [[button["text"] for button in row] for row in rows(message)]


def data(message: dict[str, Any], label: str) -> str:
    """The callback data of the button with this label."""
    return next(b["callback_data"] for row in rows(message) for b in row if b["text"] == label)


def rows(message: dict[str, Any]) -> list[list[dict[str, str]]]:
    return message.get("reply_markup", {}).get("inline_keyboard", [])
