"""Feeds over real HTTP on both sides: a web site on loopback, and people who follow it in the playground."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.intake.manners import EVERY, Manners
from bot.playground.world import Chat, Member
from bot.store import feeds
from bot.store.feeds import Feed
from tests import web
from tests.chat.live import House, data, labels, talk, until
from tests.site import RSS, a_page, an_rss, count, put
from tests.web import Site

Json = dict[str, Any]
HOUR = timedelta(hours=1)


@pytest.fixture
def site() -> Iterator[Site]:
    with web.site() as site:
        yield site


def play(directory: Path, scene: Callable[[House], Awaitable[None]], **options: Any) -> None:
    talk(directory, scene, **{"feeds": Manners(), **options})


def entry(site: Site, n: int, text: str = "") -> dict[str, str]:
    """The n-th entry of the site's feed; its page stands on the site."""
    title = f"晴川材料的第{n}座工廠"
    sentence = text or f"晴川材料昨天宣布第{n}座固態電池工廠，執行長沈若溪說，工廠明年動工，{n}年後量產。"
    link = put(site, f"/news/{n}", a_page(title, sentence, "「我們等這一天等了十二年。」沈若溪說。"))
    return {"title": title, "link": link, "guid": f"id-{n}", "pubDate": f"Mon, 02 Nov 2026 {n:02}:00:00 GMT"}


def feed_with(site: Site, *numbers: int, **headers: str) -> str:
    """The site's feed, which now holds these entries."""
    return put(site, "/rss", an_rss(*(entry(site, n) for n in numbers)), RSS, **headers)


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
        assert lines[7:10] == [
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


def test_who_has_a_digest_is_not_asked_to_subscribe_and_finds_the_new_articles_in_it(
    tmp_path: Path, site: Site
) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, "/subscribe 09:00")
        answer = await h.play.ask(chat, f"/follow {feed_with(site, 1)}")
        assert answer["text"].endswith("會收進文章列表，出現在定時要點裡，不會一篇一篇發訊息。")
        assert labels(answer) == [["來源", "取消追蹤"]]
        feed_with(site, 1, 2)
        await looked_at(h, chat)
        preview = await h.play.ask(chat, "/digest")
        assert preview["text"].startswith("要點｜1 篇新文章")
        assert "晴川材料的第2座工廠" in preview["text"]

    play(tmp_path, scene)


def test_a_feed_is_followed_once_however_it_is_named(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat, url = h.play.private, feed_with(site, 1)
        put(site, "/old", "", status=301, location="/rss")
        for typed in (url, f"  {url} ", f"{site.url}/old"):
            answer = await h.play.ask(chat, f"/follow {typed}")
        assert answer["text"].startswith("已經在追蹤了：\n\n晴川日報")
        assert [of.url for of in kept(h, chat)] == [url]

    play(tmp_path, scene)


def test_a_feed_that_has_not_changed_is_not_read_again(tmp_path: Path, site: Site) -> None:
    """With an ETag it is not even sent; without one its bytes are known."""

    async def scene(h: House) -> None:
        chat = h.play.private
        url = feed_with(site, 1, etag='"v1"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT")
        await h.play.ask(chat, f"/follow {url}")
        of = await looked_at(h, chat)
        _, _, last = site.asked[-1]
        assert (last["If-None-Match"], last["If-Modified-Since"]) == ('"v1"', "Mon, 02 Nov 2026 10:00:00 GMT")
        assert (of.error, of.worked_at) == (None, of.polled_at)
        feed_with(site, 1, 2, etag='"v2"')
        await looked_at(h, chat)
        assert titles(h, chat) == ["晴川材料的第2座工廠"]
        assert kept(h, chat)[0].etag == '"v2"'

    play(tmp_path, scene)


def test_a_page_that_names_its_feed_is_enough(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat, url = h.play.private, feed_with(site, 1)
        named = '<link rel="alternate" type="application/rss+xml" title="新聞" href="rss">'
        other = '<link rel="alternate" type="application/atom+xml" title="評論" href="/comments">'
        put(site, "/", a_page("首頁", "歡迎。", head=named))
        answer = await h.play.ask(chat, f"/follow {site.url}/")
        assert answer["text"].startswith("好，開始追蹤：\n\n晴川日報")
        put(site, "/two", a_page("首頁", "歡迎。", head=named + other))
        which = await h.play.ask(chat, f"/follow {site.url}/two")
        assert which["text"].split("\n") == [
            *("這個網站有 2 個來源，要追蹤哪一個？", "", "1. 新聞", url, "", "2. 評論", f"{site.url}/comments")
        ]
        put(site, "/comments", an_rss(title="晴川評論"), RSS)
        await h.play.press_and_wait(which, data(which, "2"))
        assert h.play.messages(chat)[-1]["text"].startswith("好，開始追蹤：\n\n晴川評論")
        assert "裡面還沒有文章。" in h.play.messages(chat)[-1]["text"]
        assert [of.url for of in kept(h, chat)] == [url, f"{site.url}/comments"]

    play(tmp_path, scene)


REFUSED = {
    "晴川日報": "「晴川日報」不像網址。請這樣寫：/follow https://網站/rss",
    "{site}/page": "沒有加上。這個網址不是 RSS 或 Atom，頁面上也沒有指出來源。",
    "{site}/names-itself": "沒有加上。這個網址不是 RSS 或 Atom，頁面上也沒有指出來源。",
    "{site}/nowhere": "沒有加上。127.0.0.1 上沒有這一頁（404）。",
    "{site}/picture": "沒有加上。127.0.0.1 給的是 image/png。",
    "http://10.0.0.1/rss": "沒有加上。10.0.0.1 在內部網路裡。",
    "http://user:secret@example.com/rss": "沒有加上。網址裡夾著帳號或密碼。",
    "file:///etc/passwd": "沒有加上。不是 http:// 或 https:// 開頭的網址。",
}


def test_what_is_no_feed_is_not_followed_and_the_chat_is_told_why(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        link = '<link rel="alternate" type="application/rss+xml" href="/names-itself">'
        put(site, "/page", a_page("首頁", "歡迎。"))
        put(site, "/names-itself", a_page("首頁", "歡迎。", head=link))
        put(site, "/picture", b"\x89PNG", "image/png")
        answers = {
            typed: (await h.play.ask(h.play.private, f"/follow {typed.format(site=site.url)}"))["text"]
            for typed in REFUSED
        }
        assert answers == REFUSED
        assert kept(h, h.play.private) == ()

    play(tmp_path, scene)


def test_a_feed_that_breaks_is_shown_told_once_and_told_when_it_heals(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, f"/follow {feed_with(site, 1)}")
        said, after = len(h.play.messages(chat)), h.play.state.events.last
        put(site, "/rss", "<html><body>維修中</body></html>", status=503)
        of = await looked_at(h, chat)
        shown = (await h.play.ask(chat, "/feeds"))["text"]
        assert "讀不到（連續 1 次）：127.0.0.1 出了問題（503）。" in shown
        waits = []
        while of.failures < 5:
            of = await looked_at(h, chat, later=of.next_at - h.clock.now() + timedelta(seconds=1))
            waits.append(of.next_at - of.polled_at)
        assert [1 <= wait / (EVERY * 2**n) <= 1.1 for n, wait in enumerate(waits, 1)] == [True] * 4, "doubling"
        message = await told(h, "讀不到已經有一陣子了", after)
        assert message["text"].startswith("《晴川日報》讀不到已經有一陣子了。我會繼續試，但隔得久一點：\n\n晴川日報\n")
        assert labels(message) == [["現在就看", "暫停", "取消追蹤"], ["← 全部"]]
        of = await looked_at(h, chat, later=2 * timedelta(days=1))
        assert of.next_at - of.polled_at <= timedelta(days=1)
        assert len(h.play.messages(chat)) == said + 3, "told once"  # and /feeds with its answer
        feed_with(site, 1, 2)
        await looked_at(h, chat, later=2 * timedelta(days=1))
        healed = await told(h, "又讀得到了", after)
        assert healed["text"].startswith("《晴川日報》又讀得到了：\n\n晴川日報\n")
        assert "讀不到" not in healed["text"]
        assert titles(h, chat) == ["晴川材料的第2座工廠"]

    play(tmp_path, scene)


@pytest.mark.parametrize("status", [429, 503])
def test_a_feed_is_left_alone_for_as_long_as_its_server_asks(tmp_path: Path, site: Site, status: int) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, f"/follow {feed_with(site, 1)}")
        put(site, "/rss", "", status=status, retry_after="36000")
        of = await looked_at(h, chat)
        assert timedelta(hours=10) <= of.next_at - of.polled_at <= timedelta(hours=11)

    play(tmp_path, scene)


def test_a_feed_that_turns_into_a_page_is_a_failure(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, f"/follow {feed_with(site, 1)}")
        put(site, "/rss", a_page("此網域出售", "請洽。"))
        assert (await looked_at(h, chat)).error == ("trouble.no_feed", {})

    play(tmp_path, scene)


def test_a_feed_that_is_gone_for_good_is_not_asked_for_again(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, f"/follow {feed_with(site, 1)}")
        after = h.play.state.events.last
        put(site, "/rss", "", status=410)
        await looked_at(h, chat)
        message = await told(h, "不會再有了，所以我不再去看", after)
        asked = count(site, "/rss")
        h.clock.forward(7 * 86_400)
        feed_with(site, 1, 2)
        assert "已停止：網站說這個來源不會再有了" in (await h.play.ask(chat, "/feeds"))["text"]
        assert count(site, "/rss") == asked
        await h.play.press_and_wait(message, data(message, "現在就看"))  # the site has changed its mind
        assert h.play.messages(chat)[-1]["text"].startswith("收進 1 篇新文章：")
        assert kept(h, chat)[0].paused_why is None

    play(tmp_path, scene)


@pytest.mark.parametrize(("status", "followed"), [(301, "/new"), (308, "/new"), (302, "/rss"), (307, "/rss")])
def test_a_feed_that_has_moved_for_good_is_followed_there(
    tmp_path: Path, site: Site, status: int, followed: str
) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, f"/follow {feed_with(site, 1)}")
        site.pages["/new"] = site.pages["/rss"]
        put(site, "/rss", "", status=status, location="/new")
        of = await looked_at(h, chat)
        assert (of.url, of.error) == (site.url + followed, None)

    play(tmp_path, scene)


def test_an_article_that_two_feeds_name_comes_in_once(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        for path in ("/rss", "/all"):
            put(site, path, an_rss(entry(site, 1), title=path), RSS)
            await h.play.ask(chat, f"/follow {site.url}{path}")
        new = entry(site, 2)
        put(site, "/rss", an_rss(new), RSS)
        put(site, "/all", an_rss({**new, "guid": "another", "link": new["link"] + "?utm_source=all"}), RSS)
        site.pages["/news/2?utm_source=all"] = site.pages["/news/2"]
        before = h.clock.now()
        h.clock.forward(HOUR.total_seconds())
        await until(lambda: all(of.polled_at > before + HOUR / 2 for of in kept(h, chat)))
        assert titles(h, chat) == ["晴川材料的第2座工廠"]
        assert sorted(of.taken for of in kept(h, chat)) == [0, 1]

    play(tmp_path, scene)


def test_an_entry_whose_page_cannot_be_read_is_its_own_article_or_is_shown_as_missed(
    tmp_path: Path, site: Site
) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, f"/follow {feed_with(site, 1)}")
        long = (
            "<p>"
            + "</p><p>".join(f"晴川材料第{n}季的產能比去年同期多了{n}成，交貨期縮短為{n}個月。" for n in range(1, 21))
            + "</p>"
        )
        put(site, "/shut", "", status=403)
        put(site, "/empty", "<html><body></body></html>")
        entries = (
            {"title": "全文在來源裡", "link": f"{site.url}/shut", "description": long},
            {"title": "讀不到的一篇", "link": f"{site.url}/shut?2", "description": "只有一句。"},
            {"title": "空白的一篇", "link": f"{site.url}/empty"},
        )
        put(site, "/rss", an_rss(*entries), RSS)
        of = await looked_at(h, chat)
        assert titles(h, chat) == ["全文在來源裡"]
        listed = await h.play.ask(chat, f"/feeds #{of.id}")
        assert "沒有收進來的 2 篇：" in listed["text"]
        assert "· 讀不到的一篇：127.0.0.1 上沒有這一頁（404）。" in listed["text"]
        assert "· 空白的一篇：那一頁沒有文章。" in listed["text"]
        entry(site, 2)
        site.pages["/shut?2"] = site.pages["/news/2"]  # what could not be reached is tried again
        await looked_at(h, chat)
        assert titles(h, chat) == ["晴川材料的第2座工廠", "全文在來源裡"]
        assert count(site, "/empty") == 1, "what was read and is no article is not"

    play(tmp_path, scene)


def test_a_flood_of_entries_comes_in_by_and_by_newest_first(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        url = feed_with(site, etag='"1"')
        await h.play.ask(chat, f"/follow {url}")
        feed_with(site, *range(1, 6), etag='"2"')
        await looked_at(h, chat)
        assert titles(h, chat) == ["晴川材料的第5座工廠", "晴川材料的第4座工廠"]
        await looked_at(h, chat)
        await looked_at(h, chat)
        assert sorted(titles(h, chat)) == [f"晴川材料的第{n}座工廠" for n in range(1, 6)]
        assert kept(h, chat)[0].etag == '"2"', "only now is nothing left to do"

    play(tmp_path, scene, feeds=Manners(most=2))


def test_a_feed_is_paused_looked_at_and_given_up_by_buttons_with_a_way_back(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, f"/follow {feed_with(site, 1)}")
        listed = await h.play.ask(chat, "/feeds")
        assert listed["text"].startswith("來源 1\n\n1. 晴川日報\n127.0.0.1\n上次讀到：")

        async def press(label: str) -> str:
            message = h.play.messages(chat)[-1]
            assert (await h.play.press_and_wait(message, data(message, label)))["text"] == ""
            return h.play.messages(chat)[-1]["text"]

        assert f"{site.url}/rss" in await press("1")
        assert "暫停中" in await press("暫停")
        feed_with(site, 1, 2)
        h.clock.forward(86_400)
        assert (await press("現在就看")).startswith("收進 1 篇新文章：\n\n晴川日報")
        assert "暫停中" in h.play.messages(chat)[-1]["text"], "a look does not end a pause"
        assert (await press("繼續")).startswith("好，馬上去看，之後照常。")
        assert (await press("取消追蹤")) == "不再追蹤：晴川日報\n\n已經收進來的文章都還在。"
        assert kept(h, chat) == ()
        assert (await h.play.ask(chat, "/feeds"))["text"].startswith("這裡還沒有追蹤任何來源。")
        undo = h.play.messages(chat)[-3]
        await h.play.press_and_wait(undo, data(undo, "復原：晴川日報"))
        assert [of.paused_why for of in kept(h, chat)] == [None]
        await looked_at(h, chat)
        assert titles(h, chat) == ["晴川材料的第2座工廠"], "what was seen before is not new"

    play(tmp_path, scene)


def test_only_admins_of_a_group_follow_and_everybody_may_look(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        group, guest, only = h.play.group, h.play.guest, "在群組裡，只有管理員可以改這個設定。"
        url = feed_with(site, 1)
        assert (await h.play.ask(group, f"/follow {url}", user=guest))["text"] == only
        await h.play.ask(group, f"/follow {url}")
        assert "晴川日報" in (await h.play.ask(group, "/feeds", user=guest))["text"]
        assert (await h.play.ask(group, "/unfollow", user=guest))["text"] == only
        assert [of.added_by for of in kept(h, group)] == [h.play.owner.id]
        assert kept(h, h.play.private) == ()

    play(tmp_path, scene)


def test_a_channel_is_given_a_feed_from_a_private_chat_by_one_of_its_admins(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        chat, channel = h.play.private, h.play.channel
        answer = await h.play.ask(chat, f"/follow @playground_channel {feed_with(site, 1)}")
        assert answer["text"].startswith("好，開始追蹤：")
        feed_with(site, 1, 2)
        await looked_at(h, channel)
        assert (titles(h, channel), titles(h, chat), kept(h, chat)) == (["晴川材料的第2座工廠"], [], ())
        refused = await h.play.ask(h.play.world.chats[h.play.guest.id], f"/feeds {channel.id}", user=h.play.guest)
        assert refused["text"] == "只有那个频道的管理员可以设置它。"

    play(tmp_path, scene)


def test_news_of_a_feed_are_told_in_the_topic_where_it_was_asked_for(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        forum, topic = h.play.forum, max(h.play.forum.topics)
        await h.play.ask(forum, f"/follow {feed_with(site, 1)}", thread=topic)
        after = h.play.state.events.last
        put(site, "/rss", "", status=410)
        await looked_at(h, forum)
        assert (await told(h, "不再去看", after))["message_thread_id"] == topic

    play(tmp_path, scene)


def test_where_the_bot_was_put_out_nothing_is_fetched_until_it_is_let_in_again(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        group = h.play.group
        await h.play.ask(group, f"/follow {feed_with(site, 1)}")
        member = group.members[h.play.world.me.id]
        h.play.set_bot(group, Member("left"))
        await until(lambda: kept(h, group)[0].paused_why == "out")
        feed_with(site, 1, 2)
        h.clock.forward(86_400)
        h.play.set_bot(group, member)
        await until(lambda: titles(h, group) == ["晴川材料的第2座工廠"])

    play(tmp_path, scene, digests=True)


def test_a_group_that_becomes_a_supergroup_keeps_its_feeds(tmp_path: Path, site: Site) -> None:
    async def scene(h: House) -> None:
        await h.play.ask(h.play.group, f"/follow {feed_with(site, 1)}")
        new = h.play.migrate(h.play.group)
        await until(lambda: bool(kept(h, new)))
        feed_with(site, 1, 2)
        await looked_at(h, new)
        assert titles(h, new) == ["晴川材料的第2座工廠"]

    play(tmp_path, scene, digests=True)
