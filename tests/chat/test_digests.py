"""Digests are set up over real HTTP: in groups, in topics, and for channels from a private chat."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.chat.delivery import tick_now
from bot.playground.world import Chat, Member
from bot.store import subscriptions
from bot.store.subscriptions import Subscription
from tests.chat.live import House, data, labels, limits_article, talk

ADMINS_ONLY = "在群組裡，只有管理員可以改這個設定。"


def kept(h: House, chat: Chat) -> Sequence[Subscription]:
    with h.store.read() as db:
        return subscriptions.kept(db, chat.id)


def test_only_admins_of_a_group_change_its_digests_and_everybody_may_look(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        group, guest = h.play.group, h.play.guest
        refused = await h.play.ask(group, "/subscribe 09:00", user=guest)
        assert (refused["text"], kept(h, group)) == (ADMINS_ONLY, ())
        done = await h.play.ask(group, "/subscribe 早上9點")
        assert done["text"].startswith("好，會送到這裡：\n\n每天 09:00\n下一次：")
        listed = await h.play.ask(group, "/digests", user=guest)
        assert listed["text"].startswith("定時要點 1｜這裡")
        told = await h.play.press_and_wait(done, data(done, "刪除"), user=guest)
        assert (told["text"], told["show_alert"]) == (
            "在群组里，只有管理员可以改这个设置。",
            True,
        )  # in the presser's language
        for typed in ("/unsubscribe", "/digests 1 pause", "/status"):
            assert (await h.play.ask(group, typed, user=guest))["text"] == ADMINS_ONLY
        assert [(of.times, of.created_by, of.paused_at) for of in kept(h, group)] == [((540,), h.play.owner.id, None)]

    talk(tmp_path, scene)


def test_an_anonymous_admin_may_too(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        await h.play.ask(h.play.forum, "/subscribe 09:00", anonymous=True)
        assert [of.created_by for of in kept(h, h.play.forum)] == [None]

    talk(tmp_path, scene)


def test_a_digest_belongs_to_the_topic_where_it_was_asked_for(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        topic = next(number for number in h.play.forum.topics if number != 1)
        done = await h.play.ask(h.play.forum, "/subscribe 09:00", thread=topic)
        assert done["text"].startswith("好，會送到這個主題：")
        await h.play.ask(h.play.forum, "/subscribe 10:00")  # the General topic has no number
        assert [of.thread_id for of in kept(h, h.play.forum)] == [topic, None]

    talk(tmp_path, scene)


def test_settings_are_changed_by_buttons_in_the_same_message_and_deleting_is_undone(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        chat = h.play.private
        await h.play.ask(chat, "/subscribe 09:00")
        first = await h.play.ask(chat, "/digests")
        for label in ("1", "日子", "平日", "靜音：關", "刪除", "復原：平日 09:00"):
            message = h.play.messages(chat)[-1]
            assert (await h.play.press_and_wait(message, data(message, label)))["text"] == ""
        assert h.play.messages(chat)[-1]["message_id"] == first["message_id"]
        assert h.play.messages(chat)[-1]["text"].startswith("復原了：\n\n平日 09:00")
        assert [(of.days, of.silent) for of in kept(h, chat)] == [(0b0011111, True)]

    talk(tmp_path, scene)


@pytest.mark.parametrize("name", ["@playground_channel", "@Playground_Channel", "number"])
def test_a_channel_is_set_up_from_a_private_chat_by_one_of_its_admins(tmp_path: Path, name: str) -> None:
    async def scene(h: House) -> None:
        chat, channel = h.play.private, h.play.channel
        typed = str(channel.id) if name == "number" else name
        done = await h.play.ask(chat, f"/subscribe {typed} 09:00 半導體")
        assert done["text"].startswith("好，會送到《測試頻道》：\n\n每天 09:00\n只要提到：半導體\n")
        assert [(of.words, of.thread_id) for of in kept(h, channel)] == [(("半導體",), None)]
        assert kept(h, chat) == ()
        await h.play.press_and_wait(done, data(done, "設定"))
        settings = h.play.messages(chat)[-1]
        await h.play.press_and_wait(settings, data(settings, "暫停"))
        assert [of.paused_why for of in kept(h, channel)] == ["user"]
        assert "《測試頻道》" in (await h.play.ask(chat, f"/why {typed}"))["text"]
        assert "需要的權限都有" in (await h.play.ask(chat, f"/status {typed}"))["text"]

    talk(tmp_path, scene)


def test_whoever_is_no_admin_of_a_channel_learns_and_changes_nothing_of_it(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        theirs, channel = h.play.world.chats[h.play.guest.id], h.play.channel
        await h.play.ask(h.play.private, "/subscribe @playground_channel 09:00")
        for typed in ("/subscribe", "/digests", "/unsubscribe", "/digest", "/why", "/status"):
            answer = await h.play.ask(theirs, f"{typed} {channel.id}", user=h.play.guest)
            assert answer["text"] == "只有那个频道的管理员可以设置它。"
        assert len(kept(h, channel)) == 1

    talk(tmp_path, scene)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("@nobody_here", "我看不到這個頻道。請先把我加進頻道當管理員，再試一次。"),
        ("forum", "這不是頻道。群組請直接在群組裡設定。"),
    ],
)
def test_what_is_no_channel_the_bot_can_see_is_not_set_up(tmp_path: Path, name: str, told: str) -> None:
    async def scene(h: House) -> None:
        name_or_id = str(h.play.forum.id) if name == "forum" else name
        assert (await h.play.ask(h.play.private, f"/subscribe {name_or_id} 09:00"))["text"] == told

    talk(tmp_path, scene)


def test_a_channel_named_in_a_group_is_not_set_up_there(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        answer = await h.play.ask(h.play.group, "/subscribe @playground_channel 09:00")
        assert answer["text"].startswith("要設定頻道，請在私訊裡跟我說")
        assert kept(h, h.play.channel) == kept(h, h.play.group) == ()

    talk(tmp_path, scene)


def test_a_forwarded_post_of_a_channel_offers_to_set_it_up(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        post = h.play.say(h.play.channel, "今天的新聞")
        before = h.play.state.events.last
        h.play.forward(post, h.play.private)
        event = await h.play.wait_for(
            lambda e: e.kind == "message" and "測試頻道" in e.data.get("text", ""), after=before
        )
        assert labels(event.data)[0] == ["早報 08:00", "晚報 20:00", "工作日 08:00"]
        await h.play.press_and_wait(event.data, data(event.data, "晚報 20:00"))
        assert [of.times for of in kept(h, h.play.channel)] == [(1200,)]

    talk(tmp_path, scene)


@pytest.mark.parametrize(
    ("chat", "member", "told"),
    [
        ("forum", Member("administrator"), "需要的權限都有。\n隱私模式：關"),
        ("forum", Member("restricted", {"can_send_messages": True}), "需要的權限都有。\n"),
        ("channel", Member("administrator"), "需要的權限都有。"),
    ],
)
def test_status_asks_telegram_what_the_bot_may_do(tmp_path: Path, chat: str, member: Member, told: str) -> None:
    async def scene(h: House) -> None:
        place = getattr(h.play, chat)
        place.members[h.play.world.me.id] = member
        assert told in (await h.play.ask(place, "/status"))["text"]

    talk(tmp_path, scene)


def test_status_of_a_channel_says_when_posting_is_not_allowed(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        h.play.channel.members[h.play.world.me.id] = Member("administrator", {"can_post_messages": False})
        answer = await h.play.ask(h.play.private, "/status @playground_channel")
        assert "我在這裡缺少的權限：發布貼文" in answer["text"]

    talk(tmp_path, scene)


async def next_slot(h: House, chat: Chat) -> None:
    """Sets the clock to the next slot of the chat's only digest, and lets the bot see that."""
    (of,) = kept(h, chat)
    h.clock.forward((of.next_at - h.clock.now()).total_seconds() + 1)
    await tick_now(h.app)


def test_a_digest_arrives_at_its_slot_in_its_topic_once_and_its_buttons_open_the_facts(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        forum, topic = h.play.forum, max(h.play.forum.topics)
        asked = await h.play.ask(forum, "/subscribe 09:00", thread=topic)
        h.store.put_article(limits_article(3), shelf=forum.id, stem="news", parser_version="1")
        before = h.play.state.events.last
        await next_slot(h, forum)
        event = await h.play.wait_for(
            lambda e: e.kind == "message" and "新文章" in e.data.get("text", ""), after=before
        )
        digest = event.data
        assert digest["text"].startswith("要點｜1 篇新文章\n\nSora的限制\n【限制】\n1. 文章敘述\n第1項：生成視頻")
        assert digest["message_thread_id"] == topic
        assert labels(digest) == [["1", "2"], ["文章", "定時要點"]]
        await h.play.press_and_wait(digest, data(digest, "2"))
        assert h.play.messages(forum, topic)[-1]["text"].startswith("原文｜Sora的限制\n\n第2項")
        await tick_now(h.app)  # the same slot again
        await next_slot(h, forum)  # the next day: nothing new, so what was not shown yet
        back = await h.play.wait_for(lambda e: e.kind == "message" and "回顧" in e.data.get("text", ""), after=before)
        assert "第3項" in back.data["text"]
        sent = [m["text"].split("\n")[0] for m in h.play.messages(forum, topic) if "要點｜" in m.get("text", "")]
        assert sent == ["要點｜1 篇新文章", "要點｜沒有新文章，回顧還沒看過的："]
        assert "上次檢查" in (await h.play.ask(forum, "/status", thread=topic))["text"]
        assert asked["text"].startswith("好，會送到這個主題")

    talk(tmp_path, scene, digests=True)


def test_a_digest_of_a_channel_set_up_in_private_is_posted_in_the_channel(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        await h.play.ask(h.play.private, "/subscribe @playground_channel 09:00")
        before = h.play.state.events.last
        await next_slot(h, h.play.channel)
        event = await h.play.wait_for(
            lambda e: e.kind == "message" and "要點｜" in e.data.get("text", ""), after=before
        )
        assert event.data["chat"]["id"] == h.play.channel.id

    talk(tmp_path, scene, digests=True)


NEWS = "晴川材料昨天宣布新的固態電池工廠。\n「我們等這一天等了十二年。」執行長沈若溪說，工廠明年動工，後年量產。"


def test_an_article_is_added_as_text_as_an_answer_and_as_a_file(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        chat, group = h.play.private, h.play.group
        assert (await h.play.ask(chat, f"/add {NEWS}"))["text"].startswith("加好了，只有這裡看得到：")
        said = h.play.say(group, NEWS)
        assert (await h.play.ask(group, "/add", reply_to=said))["text"].startswith("加好了")
        after = h.play.state.events.last
        h.play.send_document(chat, "news.txt", NEWS.encode("utf-16"), caption="/add")
        again = await h.play.wait_for(
            lambda e: e.kind == "message" and "已經在這裡" in e.data.get("text", ""), after=after
        )
        assert again.data["text"].startswith("這篇已經在這裡了：")
        file = h.play.send_document(chat, "other.txt", f"{NEWS}還有第二座。".encode())
        assert (await h.play.ask(chat, "/add", reply_to=file))["text"].startswith("加好了")
        assert [h.store.shelf_size(n) for n in (chat.id, group.id, 1)] == [3, 2, 1]

    talk(tmp_path, scene)


def test_a_file_that_is_too_large_is_not_fetched(tmp_path: Path) -> None:
    async def scene(h: House) -> None:
        after = h.play.state.events.last
        h.play.send_document(h.play.private, "big.txt", b"x" * 2_000_001, caption="/add")
        await h.play.wait_for(lambda e: e.kind == "message" and "太大了" in e.data.get("text", ""), after=after)
        assert "getFile" not in {call.method for call in h.play.calls}

    talk(tmp_path, scene)
