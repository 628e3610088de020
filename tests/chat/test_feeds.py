"""Feeds over real HTTP on both sides: a web site on loopback, and people who follow it in the playground."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.intake.watch import EVERY, Manners
from bot.playground.world import Chat
from bot.store import feeds
from bot.store.feeds import Feed
from tests.chat.live import House, data, labels, talk, until
from tests.site import RSS, Site, a_page, a_site, an_rss

Json = dict[str, Any]
HOUR = timedelta(hours=1)


@pytest.fixture
def site() -> Iterator[Site]:
    with a_site() as site:
        yield site


def play(directory: Path, scene: Callable[[House], Awaitable[None]], **options: Any) -> None:
    talk(directory, scene, **{"feeds": Manners(), **options})


def entry(site: Site, n: int, text: str = "") -> dict[str, str]:
    """The n-th entry of the site's feed; its page stands on the site."""
    title = f"晴川材料的第{n}座工廠"
    sentence = text or f"晴川材料昨天宣布第{n}座固態電池工廠，執行長沈若溪說，工廠明年動工，{n}年後量產。"
    link = site.put(f"/news/{n}", a_page(title, sentence, "「我們等這一天等了十二年。」沈若溪說。"))
    return {"title": title, "link": link, "guid": f"id-{n}", "pubDate": f"Mon, 02 Nov 2026 {n:02}:00:00 GMT"}


def feed_with(site: Site, *numbers: int, **headers: str) -> str:
    """The site's feed, which now holds these entries."""
    return site.put("/rss", an_rss(*(entry(site, n) for n in numbers)), RSS, **headers)


def kept(h: House, chat: Chat) -> tuple[Feed, ...]:
    with h.store.read() as db:
        return feeds.kept(db, chat.id)


def titles(h: House, chat: Chat) -> list[str]:
    """What the chat has on its own shelf, newest first."""
    return [row.title for row in h.store.shelf(chat.id, 100) if row.shelf == chat.id]


async def looked_at(h: House, chat: Chat, later: timedelta = 2 * EVERY) -> Feed:
    """Sets the clock forward, and waits until the chat's only feed was looked at since."""
    before = kept(h, chat)[0].polled_at
    h.clock.forward(later.total_seconds())
    await until(lambda: kept(h, chat)[0].polled_at > before)
    return kept(h, chat)[0]


async def told(h: House, words: str, after: int) -> Json:
    return (await h.play.wait_for(lambda e: e.kind == "message" and words in e.data.get("text", ""), after=after)).data


def test_what_stands_in_a_feed_is_shown_and_what_is_new_afterwards_comes_to_the_shelf(
    tmp_path: Path, site: Site
) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        answer = await h.play.ask(chat, f"/follow {feed_with(site, 1, 2)}")
        lines = answer["text"].split("\n")
        assert lines[:4] == ["好，開始追蹤：", "", "晴川日報", "127.0.0.1"]
        assert lines[8:11] == [
            "目前最新的（不會收進來）：",
            "· 晴川材料的第2座工廠（11月2日 週一）",
            "· 晴川材料的第1座工廠（11月2日 週一）",
        ]
        assert lines[-1] == "從現在起的新文章會收進文章列表，不會一篇一篇發訊息。訂閱以後，會在固定時間整理成要點送來。"
        assert labels(answer) == [["訂閱", "來源", "取消追蹤"]]
        assert titles(h, chat) == []
        said = len(h.play.messages(chat))
        feed_with(site, 1, 2, 3, 4)
        await looked_at(h, chat)
        assert titles(h, chat) == ["晴川材料的第4座工廠", "晴川材料的第3座工廠"]
        assert len(h.play.messages(chat)) == said, "articles of feeds are not posted one by one"
        listed = await h.play.ask(chat, "/articles")
        assert "晴川材料的第4座工廠" in listed["text"]
        assert "已收進 2 篇" in (await h.play.ask(chat, "/feeds"))["text"]
        assert titles(h, h.play.group) == [], "nobody else sees them"

    play(tmp_path, scene)
