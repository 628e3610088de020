"""The bot as one piece: built here, and run for as long as `running` is entered."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import structlog
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.answers.desk import Desk
from bot.chat import presence
from bot.chat.admins import Admins
from bot.chat.delivery import Delivery
from bot.chat.feeding import READERS, Feeding
from bot.chat.handlers import Room, on_error, on_message, on_press
from bot.chat.inline import on_inline
from bot.chat.limiter import TELEGRAM, FloodLimiter, Rates
from bot.chat.menus import Menus
from bot.chat.order import ChatOrder
from bot.chat.show import Show
from bot.chat.updates import ALLOWED_UPDATES
from bot.chat.upkeep import Work, once_a_day
from bot.chat.waiting import SOON, Pages
from bot.digest.outbox import Outbox
from bot.errors import ConfigError
from bot.store.store import Store
from bot.store.tables import Language

App = Application[Any, Any, Any, Any, Any, Any]
Builder = ApplicationBuilder[Any, Any, Any, Any, Any, Any]

log = structlog.get_logger(__name__)

API_URL = "https://api.telegram.org"
PATIENCE = 20.0  # seconds a call may take to be written, and again to be answered
POLL = 30  # seconds Telegram may hold a getUpdates open
GRACE = 20.0  # seconds a stop waits for what is in hand
# With one, the poll that a stop breaks off can keep it for good, and the last call, which marks as read what was fetched,
# waits for it in vain: after the next start the same would be answered again.
_POLL_CONNECTIONS = 4
_PATIENCE = 30.0  # seconds at most between two tries to reach Telegram at start-up


def build_application(
    token: str,
    desk: Desk,
    store: Store,
    *,
    api_url: str = API_URL,
    owners: frozenset[int] = frozenset(),
    language: Language = "zh-hant",
    rates: Rates | None = TELEGRAM,
    slots: int = 32,
    box: Outbox | None = None,
    readers: int = READERS,
    upkeep: Work | None = None,
    soon: float = SOON,
) -> App:
    """The bot for one token. `language` is that of groups that have set none, `slots` how many chats are served at once.

    Requests go to `{api_url}/bot<token>/<method>`, files to `{api_url}/file/bot<token>/<path>`. `rates` None: unpaced.
    `box` None: no digests are sent. `readers`: feeds looked at side by side; none are where the desk has no watch.
    `upkeep` is done once a day. `soon`: seconds that a page of the web may take before the chat is told that it is read.
    """
    limiter, menus, show = FloodLimiter(rates), Menus(store, desk.messages), Show(desk, store, language)
    delivery = Delivery(box, show, limiter) if box else None
    room = Room(show, Admins(owners), menus, Pages(soon))
    feeding = Feeding(desk.watch, show, readers) if desk.watch else None

    async def begin(app: App) -> None:
        await menus.open(app.bot)
        if delivery:
            delivery.open(app)
        if feeding:
            feeding.open(app.bot)
        if upkeep:
            once_a_day(app, upkeep)

    async def end(_: App) -> None:
        if feeding:
            await feeding.close(GRACE)
        if delivery:
            await delivery.close(GRACE)
        await menus.close()
        room.pages.close()

    application = (
        _builder(token, api_url, limiter)
        .concurrent_updates(ChatOrder(slots))
        .get_updates_request(_request(api_url, connection_pool_size=_POLL_CONNECTIONS))
        .post_init(begin)
        .post_stop(end)
        .build()
    )
    if box:
        presence.attend(application, box)
    spoken = filters.UpdateType.MESSAGE | filters.UpdateType.CHANNEL_POST
    application.add_handler(MessageHandler(spoken, partial(on_message, room)))
    application.add_handler(CallbackQueryHandler(partial(on_press, room)))
    application.add_handler(InlineQueryHandler(partial(on_inline, show)))
    application.add_error_handler(partial(on_error, room))
    return application


def build_courier(
    token: str,
    show: Show,
    box: Outbox,
    *,
    api_url: str = API_URL,
    rates: Rates | None = TELEGRAM,
    patience: float = PATIENCE,
) -> App:
    """A process that delivers digests and asks for no updates: as many as one likes on one database, beside the bot.

    `patience` is how many seconds Telegram may take to read or to answer.
    """
    limiter = FloodLimiter(rates)
    delivery = Delivery(box, show, limiter)

    async def begin(app: App) -> None:
        delivery.open(app)

    async def end(_: App) -> None:
        await delivery.close(GRACE)

    return _builder(token, api_url, limiter, patience).updater(None).post_init(begin).post_stop(end).build()


@asynccontextmanager
async def running(application: App, grace: float = GRACE) -> AsyncIterator[None]:
    """Starts the bot, and at the end stops it: no new updates, what is in hand is finished within `grace` seconds.

    Waits as long as it takes until Telegram can be reached; a token that Telegram refuses raises ConfigError.
    """
    updater, begin, end = application.updater, application.post_init, application.post_stop
    if begin is None or end is None:
        raise ValueError("this Application was not built here")
    await _initialize(application)
    try:
        if updater:
            await updater.start_polling(
                timeout=timedelta(seconds=POLL),
                bootstrap_retries=-1,
                allowed_updates=ALLOWED_UPDATES,
                error_callback=_log_poll_error,
            )
        await application.start()
        await begin(application)
        try:
            yield
        finally:
            # Stopping marks as read what was fetched; all of that is handled below.
            if updater:
                await updater.stop()
            await _finish(application, grace)
            await end(application)
    finally:
        if updater and updater.running:
            await updater.stop()
        await application.shutdown()


async def until_stopped() -> None:
    """Waits for SIGINT or SIGTERM; a second one then ends the process as ever."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    signals = (signal.SIGINT, signal.SIGTERM)
    for number in signals:
        loop.add_signal_handler(number, stopped.set)
    try:
        await stopped.wait()
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


def _builder(token: str, api_url: str, limiter: FloodLimiter, patience: float = PATIENCE) -> Builder:
    base = api_url.rstrip("/")
    return (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
        .request(_request(api_url, patience))
        .rate_limiter(limiter)
    )


def _request(api_url: str, patience: float = PATIENCE, **options: Any) -> HTTPXRequest:
    # A proxy that leads out of here does not lead to a server in here.
    options["httpx_kwargs"] = {"trust_env": urlsplit(api_url).hostname not in {"127.0.0.1", "localhost", "::1"}}
    return HTTPXRequest(
        read_timeout=patience, write_timeout=patience, connect_timeout=patience / 2, pool_timeout=patience, **options
    )


async def _initialize(application: App) -> None:
    pause = 1.0
    while True:
        try:
            return await application.initialize()
        except InvalidToken:
            await application.bot.shutdown()
            # PTB's own words hold the token.
            raise ConfigError("BOT_TOKEN is refused by Telegram: copy it again from @BotFather") from None
        except NetworkError as error:
            log.warning("Telegram cannot be reached yet", error=str(error), next_try_in=pause)
            await asyncio.sleep(pause)
            pause = min(_PATIENCE, 2 * pause)


async def _finish(application: App, grace: float) -> None:
    """Lets what is in hand come to its end, and ends by force what has not after `grace` seconds."""
    order = application.update_processor
    timer = asyncio.get_running_loop().call_later(grace, order.give_up) if isinstance(order, ChatOrder) else None
    await application.stop()
    if timer:
        timer.cancel()


def _log_poll_error(error: TelegramError) -> None:
    """PTB asks again by itself; where Telegram is for a while needs no traceback."""
    log.warning("getUpdates failed", error=str(error))
