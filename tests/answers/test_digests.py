"""Digests as they are asked for, changed and explained: every answer in words, over a real store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.answers.commands import respond
from bot.answers.desk import Desk
from bot.answers.digest import drafter
from bot.answers.markup import plain, utf16
from bot.answers.reply import Aim, Attached, Reply, Request, Standing
from bot.answers.text import as_text
from bot.digest.due import Slot, Timetable
from bot.digest.outbox import Draft
from bot.store import outbox, status, subscriptions
from bot.store.outbox import Message, Plan
from bot.store.subscriptions import Subscription
from tests.answers.build import BATTERY
from tests.answers.conftest import NOON, request
from tests.build import an_article

Say = Callable[..., str]


@pytest.fixture
def say(desk: Desk) -> Say:
    """The answer to a line as text; the rest are fields of the request."""

    def answer(line: str, **fields: object) -> str:
        return as_text(respond(replace(request(line), **fields), desk))

    return answer


def kept(desk: Desk, chat_id: int = 7) -> list[Subscription]:
    with desk.store.read() as db:
        return list(subscriptions.kept(db, chat_id))


@pytest.mark.parametrize(
    ("typed", "told", "following"),
    [
        ("09:00", "每天 09:00", "下一次：11月23日 週一 09:00（Asia/Taipei）"),
        ("13:00", "每天 13:00", "下一次：11月22日 週日 13:00（Asia/Taipei）"),  # it is noon
        ("早上9點 工作日", "工作日（台灣） 09:00", "下一次：11月23日 週一 09:00（Asia/Taipei）"),
        ("mon,thu 18:30 Asia/Tokyo", "週一、週四 18:30", "下一次：11月23日 週一 18:30（Asia/Tokyo）"),
        ("週末 09:00 18:00", "週末 09:00、18:00", "下一次：11月22日 週日 18:00（Asia/Taipei）"),
        ("9點 工作日 上海", "工作日（中國大陸） 09:00", "下一次：11月23日 週一 09:00（Asia/Shanghai）"),
        (
            "00:30 紐約",
            "每天 00:30",
            "下一次：11月22日 週日 00:30（America/New_York）",
        ),  # 23:00 of the day before there
    ],
)
def test_after_subscribing_the_next_slot_is_told_in_words(say: Say, typed: str, told: str, following: str) -> None:
    lines = say(f"/subscribe {typed}").splitlines()
    assert lines[0] == "好，會送到這裡："
    assert lines[2:4] == [told, following]


def test_a_subscription_is_kept_as_it_was_typed(desk: Desk, say: Say) -> None:
    say("/subscribe 週五 9:30 東京 詹軍豪 半導體", user_id=42, thread_id=5)
    (of,) = kept(desk)
    assert (of.chat_id, of.thread_id, of.created_by) == (7, 5, 42)
    assert (of.times, of.days, of.preset, of.zone) == ((570,), 0b0010000, None, "Asia/Tokyo")
    assert of.words == ("詹軍豪", "半導體")
    assert of.next_at == datetime(2026, 11, 27, 0, 30, tzinfo=UTC)


def test_without_words_a_subscription_is_explained_with_presets(say: Say, desk: Desk) -> None:
    reply = respond(request("/subscribe"), desk)
    lines = [choice.line for row in reply.choices for choice in row]
    assert lines == ["/subscribe morning", "/subscribe evening", "/subscribe workdays"]
    assert [say(line).splitlines()[2] for line in lines] == ["每天 08:00", "每天 20:00", "工作日（台灣） 08:00"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("25點", "看不懂「25點」，什麼都沒有改。"),
        ("半導體", "要幾點呢？"),
        ("@channel 09:00", "要設定頻道，請在私訊裡跟我說"),  # where no channel was found for it
    ],
)
def test_what_is_not_understood_changes_nothing_and_gives_an_example(
    desk: Desk, say: Say, typed: str, told: str
) -> None:
    answer = say(f"/subscribe {typed}")
    assert answer.startswith(told)
    assert "/subscribe" in answer
    assert kept(desk) == []


def test_the_same_subscription_twice_is_one(desk: Desk, say: Say) -> None:
    say("/subscribe 09:00")
    assert say("/subscribe 早上9點").startswith("這裡已經有一樣的了：")
    assert len(kept(desk)) == 1
    say("/subscribe 09:00", thread_id=5)  # another topic
    assert len(kept(desk)) == 2


def test_a_chat_has_at_most_twenty(desk: Desk, say: Say) -> None:
    answers = [say(f"/subscribe 09:{n:02}") for n in range(21)]
    assert answers[-1].startswith("這裡已經有 20 個定時要點")
    assert len(kept(desk)) == 20


def test_a_year_whose_working_days_are_not_known_is_warned_of(desk: Desk, say: Say) -> None:
    later = replace(desk, now=lambda: datetime(2098, 11, 23, tzinfo=UTC))
    told = as_text(respond(request("/subscribe 9點 大陸工作日"), later))
    assert "2098 年的工作日還沒公布" in told
    assert "還沒公布" not in say("/subscribe 9點 台灣工作日")


def test_a_channel_is_set_up_from_a_private_chat(desk: Desk, say: Say) -> None:
    aim = Aim(-1001234567, "要點頻道")
    answer = say("/subscribe 09:00", aim=aim, thread_id=3)
    assert answer.startswith("好，會送到《要點頻道》：")
    assert "[設定: /digests -1001234567 #1]" in answer
    assert [(of.chat_id, of.thread_id) for of in kept(desk, -1001234567)] == [(-1001234567, None)]
    assert kept(desk) == []
    assert desk.store.chat(-1001234567).title == "要點頻道"
    assert say("/digests", aim=aim).startswith("定時要點 1｜《要點頻道》")


@pytest.mark.parametrize(
    ("typed", "changed"),
    [
        ("07:45", {"times": (465,)}),
        ("time 07:45 18:00", {"times": (465, 1080)}),
        ("週五", {"days": 0b0010000}),
        ("台灣工作日", {"preset": "tw"}),
        ("東京", {"zone": "Asia/Tokyo"}),
        ("半導體", {"words": ("半導體",)}),
        ("length long", {"length": "long"}),
        ("length enormous", {}),
        ("silent on", {"silent": True}),
        ("empty line", {"empty": "line"}),
        ("kinds figures,quotes", {"kinds": ("quotes", "figures")}),
        ("pause", {"paused_why": "user", "paused_at": NOON}),
        ("25點", {}),
    ],
)
def test_a_setting_is_changed_and_the_rest_stays(desk: Desk, say: Say, typed: str, changed: dict[str, object]) -> None:
    say("/subscribe 09:00")
    (before,) = kept(desk)
    say(f"/digests 1 {typed}")
    (after,) = kept(desk)
    assert after == replace(before, **changed, next_at=after.next_at)
    assert after.next_at == Timetable.of(after, lambda *_: True).next_at(NOON)


def test_a_change_back_undoes_it(desk: Desk, say: Say) -> None:
    say("/subscribe 09:00 半導體")
    (before,) = kept(desk)
    for change in ("all", "半導體", "pause", "resume", "silent on", "silent off", "kinds quotes", "kinds all"):
        say(f"/digests 1 {change}")
    assert kept(desk) == [before]


def test_every_button_of_the_settings_does_something_that_is_understood(desk: Desk, say: Say) -> None:
    say("/subscribe 09:00 半導體")
    seen, ahead = set(), ["/digests"]
    while ahead:
        line = ahead.pop(0)
        if line in seen or len(seen) > 60:
            continue
        seen.add(line)
        reply = respond(request(line), desk)
        assert "看不懂" not in as_text(reply), line
        steps = [block.step.line for block in reply.blocks if block.step and block.step.line.startswith("/digests")]
        ahead += [c.line for row in reply.choices for c in row if c.line.startswith("/digests")] + steps
    assert {"/digests #1 time", "/digests #1 kinds", "/digests #1 Europe/London", "/digests #1 pause"} <= seen


def test_a_deleted_digest_is_gone_and_can_be_brought_back_as_it_was(desk: Desk, say: Say) -> None:
    say("/subscribe 09:00")
    say("/digests 1 length long")
    (before,) = kept(desk)
    assert "[復原：每天 09:00: /digests #1 restore]" in say("/unsubscribe")
    assert kept(desk) == []
    assert say("/unsubscribe").startswith("這裡還沒有定時要點。")
    assert say("/digests #1 restore").startswith("復原了：")
    assert kept(desk) == [before]


def test_where_there_are_several_unsubscribe_asks_which(desk: Desk, say: Say) -> None:
    for typed in ("09:00", "10:00", "11:00"):
        say(f"/subscribe {typed}")
    assert say("/unsubscribe").startswith("要刪掉哪一個？")
    say("/unsubscribe 2")
    assert [of.times for of in kept(desk)] == [(540,), (660,)]
    say("/unsubscribe 全部")
    assert kept(desk) == []


def test_unsubscribe_in_a_topic_means_the_digest_of_that_topic(desk: Desk, say: Say) -> None:
    say("/subscribe 09:00", thread_id=5)
    say("/subscribe 09:00", thread_id=6)
    say("/unsubscribe", thread_id=6)
    assert [of.thread_id for of in kept(desk)] == [5]


def test_another_chats_digest_can_be_neither_seen_nor_changed(desk: Desk, say: Say) -> None:
    say("/subscribe 09:00", chat_id=8)
    for line in ("/digests #1", "/digests #1 pause", "/unsubscribe #1", "/digests #1 restore", "/digest #1"):
        assert "每天 09:00" not in say(line)
    assert len(kept(desk, 8)) == 1
    assert kept(desk, 8)[0].paused_at is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.sampled_from(
        ["/subscribe", "/digests", "/digests 1", "/digests 1 kinds", "/unsubscribe", "/digest", "/status resend"]
    ),
    st.text(st.characters(codec="utf-8"), max_size=30)
    | st.sampled_from(["#", "#-1", "#²", "#" + "9" * 400, "1 restore"]),
)
def test_whatever_is_typed_behind_a_command_is_answered_in_words(desk: Desk, command: str, typed: str) -> None:
    respond(request("/subscribe 09:00"), desk)
    assert as_text(respond(replace(request(command), args=f"{command.partition(' ')[2]} {typed}".strip()), desk))


def at_noon(desk: Desk, days: int = 1) -> Desk:
    return replace(desk, now=lambda: NOON + timedelta(days=days))


def with_news(desk: Desk, say: Say, typed: str = "09:00") -> tuple[Subscription, Desk]:
    """A subscription and an article that came after it."""
    say(f"/subscribe {typed}")
    desk.store._now = lambda: NOON + timedelta(hours=1)
    desk.store.put_article(BATTERY, shelf=7, stem="news", parser_version="1")
    return kept(desk)[0], at_noon(desk)


def test_a_preview_shows_headline_outlet_and_best_facts_and_counts_as_nothing(desk: Desk, say: Say) -> None:
    _, later = with_news(desk, say)
    text = as_text(respond(request("/digest"), later))
    assert text.startswith(
        "要點｜1 篇新文章\n這是預覽，不算送過。\n\n晴川固態電池亮相 充電只要八分鐘\n島嶼科技報 · 2031-05-06\n【引述】\n1. "
    )
    assert [f"【{kind}】" in text for kind in ("限制", "行業", "數字")] == [True] * 3
    assert as_text(respond(request("/digest"), later)) == text


@pytest.mark.parametrize(
    ("words", "told"), [("儲能", "要點｜1 篇新文章\n只要提到：儲能\n"), ("足球", "這次沒有新的要點。")]
)
def test_a_preview_can_be_filtered(desk: Desk, say: Say, words: str, told: str) -> None:
    _, later = with_news(desk, say)
    assert as_text(respond(request(f"/digest {words}"), later)).startswith(told)
    assert [of.words for of in kept(desk)] == [()]


def test_a_preview_needs_no_subscription_and_looks_back(say: Say) -> None:
    text = say("/digest")
    assert text.startswith("要點｜沒有新文章，回顧還沒看過的：\n這是預覽，不算送過。\n\n")
    assert [f"【{kind}】" in text for kind in ("引述", "限制", "行業")] == [True] * 3


def test_a_digest_that_is_sent_is_whole_and_its_buttons_open_the_facts(desk: Desk, say: Say) -> None:
    of, later = with_news(desk, say)
    sent = drafted(of, later)
    (message,) = sent.messages
    assert plain(message.html).startswith("要點｜1 篇新文章\n\n晴川固態電池亮相 充電只要八分鐘\n島嶼科技報")
    numbers = [button for row in message.buttons for button in row if button[0].isdecimal()]
    assert [label for label, _, _ in numbers] == [str(n) for n in range(1, len(numbers) + 1)]
    for _, line, article_id in numbers:
        assert line.startswith("/source ")
        shown = as_text(respond(request(line, article_id=article_id), later))
        assert shown.startswith("原文｜晴川固態電池亮相")
    assert sent.shown[0] == (numbers[0][2], "")
    assert drafted(of, later) == sent


def test_a_digest_speaks_the_chats_language_and_script(desk: Desk, say: Say) -> None:
    of, later = with_news(desk, say)
    desk.store.set_chat(7, language="en", script="hans")
    (message,) = drafted(of, later).messages
    assert plain(message.html).startswith("1 new article\n\n晴川固态电池亮相 充电只要八分钟\n")


def test_a_late_digest_says_when_it_was_due(desk: Desk, say: Say) -> None:
    of, later = with_news(desk, say)
    (message,) = drafted(of, later, hours=3).messages
    assert plain(message.html).startswith("要點｜1 篇新文章\n原定 11月23日 週一 09:00，遲到了。\n")


def test_a_long_digest_is_parts_that_are_each_valid_alone(desk: Desk, say: Say) -> None:
    say("/subscribe 09:00")
    desk.store._now = lambda: NOON + timedelta(hours=1)
    for n in range(12):
        body = "".join(chr(0x4E00 + (n * 991 + at * 37) % 20000) for at in range(250))
        quotes = [f"⟦{body[at : at + 45]}{body}⟧" for at in (0, 50)]
        article = an_article(
            f"第{n}號<b>\n{body}。\n{'。'.join(quotes)}。",
            quotes=[{"kind": "reported", "speaker": "甲"}, {"kind": "reported"}],
        )
        desk.store.put_article(article, shelf=7, stem=f"n{n}", parser_version="1")
    sent = drafted(kept(desk)[0], at_noon(desk))
    messages, items = sent.messages, sent.shown
    assert len(messages) > 1
    for n, message in enumerate(messages, 1):
        assert utf16(plain(message.html)) <= 4096
        assert message.html.count("<blockquote>") == message.html.count("</blockquote>")
        assert plain(message.html).startswith(f"要點｜12 篇新文章 ({n}/{len(messages)})")
    numbers = [b[0] for m in messages for row in m.buttons for b in row if b[0].isdecimal()]
    assert numbers == [str(n) for n in range(1, 25)]
    assert len([item for item in items if not item.item]) == 12


@pytest.mark.parametrize(("empty", "told"), [("nothing", []), ("line", ["這次沒有新的要點。"])])
def test_when_all_has_been_shown_nothing_is_sent_or_one_line(desk: Desk, say: Say, empty: str, told: list[str]) -> None:
    say("/subscribe 09:00 沒有這個詞")
    say(f"/digests 1 empty {empty}")
    sent = drafted(kept(desk)[0], desk)
    assert ([plain(message.html) for message in sent.messages], sent.shown) == (told, ())


def test_why_says_what_it_would_hold_and_what_is_left_out(desk: Desk, say: Say) -> None:
    _, later = with_news(desk, say, "09:00 沒有這個詞")
    say("/subscribe 10:00 儲能")
    text = as_text(respond(request("/why"), later))
    assert "每天 09:00\n只要提到：沒有這個詞\n下一次：" in text
    assert "現在沒有可送的。\n不符合篩選而略過 1 篇：《晴川固態電池亮相 充電只要八分鐘》" in text
    assert "只要提到：儲能" in text
    assert "現在有 1 篇新文章：《晴川固態電池亮相 充電只要八分鐘》" in text


def drafted(of: Subscription, desk: Desk, hours: int = 0) -> Draft:
    """What is sent for a slot so many hours ago."""
    at = desk.now() - timedelta(hours=hours)
    return drafter(desk, "zh-hant")(of, Slot(at.date(), 540, at), desk.now())


def planned(desk: Desk, how: str, **fields: object) -> None:
    """A slot of the first subscription, yesterday at nine, dealt with."""
    (of, *_) = kept(desk)
    plan = Plan(
        subscription_id=of.id,
        day=NOON.date(),
        minute=540,
        due_at=NOON - timedelta(hours=3),
        planned=how,
        was_next_at=of.next_at,
        next_at=of.next_at,
        not_after=NOON + timedelta(days=1),
        **fields,
    )
    with desk.store.write() as db:
        assert outbox.plan(db, plan, NOON)


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("skipped", "11月22日 週日 09:00：太晚了，沒有送"),
        ("empty", "11月22日 週日 09:00：沒有新的，沒有送"),
        ("timely", None),
    ],
)
def test_why_says_why_a_slot_was_not_sent(desk: Desk, say: Say, how: str, told: str | None) -> None:
    say("/subscribe 09:00")
    planned(desk, how)
    assert (told or "11月22日") in say("/why") if told else "11月22日" not in say("/why")


def uncertain(desk: Desk) -> int:
    """A message of which nobody knows whether it arrived; returns its number."""
    planned(desk, "timely", messages=(Message("一"), Message("二")))
    with desk.store.write() as db:
        (claim,) = outbox.claim(db, "me", NOON, timedelta(seconds=90), 10)
        outbox.begin(db, claim.id, "me", NOON, timedelta(seconds=90))
        outbox.settle(db, claim.id, "me", NOON, {"state": "uncertain", "error": "TimedOut"})
    return claim.id


def test_status_shows_what_is_uncertain_and_resends_it_once(desk: Desk, say: Say) -> None:
    say("/subscribe 09:00")
    number = uncertain(desk)
    answer = say("/status")
    assert "不確定有沒有送到：11月22日 週日 09:00 第 1 則\nTimedOut" in answer
    assert f"[重送 11月22日 週日 09:00 第 1 則: /status resend {number}]" in answer
    assert "好，馬上重送。" in say(f"/status resend {number}")
    assert "不確定" not in say("/status")
    assert "那一則已經送出或不在了。" in say(f"/status resend {number}")
    assert "那一則已經送出或不在了。" in say(f"/status resend {number}", chat_id=8)


def test_status_says_when_it_was_last_looked_what_is_due_and_what_waits(desk: Desk, say: Say) -> None:
    assert "還沒有檢查過。\n沒有排定的要點。" in say("/status")
    say("/subscribe 09:00")
    with desk.store.write() as db:
        status.ticked(db, "me", NOON - timedelta(seconds=20), 0.1)
        outbox.pause_chat(db, 7, NOON + timedelta(minutes=5), NOON + timedelta(hours=6))
    answer = say("/status")
    assert "上次檢查：11月22日 週日 11:59\n下一次：11月23日 週一 09:00（Asia/Taipei），進行中的定時要點 1" in answer
    assert "Telegram 要我等到 11月22日 週日 12:05 才能再發。" in answer
    say("/digests 1 pause")
    assert "每天 09:00：暫停中" in say("/status")
    assert "已經停了一陣子" in as_text(respond(request("/status"), at_noon(desk)))


@pytest.mark.parametrize(
    ("chat_type", "standing", "told"),
    [
        ("supergroup", Standing(), "需要的權限都有。\n隱私模式：開（我只看得到指令和回覆）"),
        (
            "group",
            Standing(("send",), reads_all=True),
            "我在這裡缺少的權限：發送訊息\n隱私模式：關（我看得到所有訊息）",
        ),
        ("channel", Standing(("post",)), "我在這裡缺少的權限：發布貼文"),
    ],
)
def test_status_says_what_the_bot_may_not_do(say: Say, chat_type: str, standing: Standing, told: str) -> None:
    assert told in say("/status", chat_type=chat_type, standing=standing)


TEXT = "晴川材料昨天宣布新的固態電池工廠。\n「我們等這一天等了十二年。」執行長沈若溪說，工廠明年動工，後年量產。\n"


@pytest.mark.parametrize(
    "fields",
    [
        {"args": TEXT},
        {"attached": Attached(TEXT)},
        {"attached": Attached(TEXT.encode(), "news.txt")},
        {"attached": Attached(TEXT.encode("big5"), "news.txt")},
    ],
)
def test_a_text_becomes_an_article_of_this_chat_alone_and_only_once(desk: Desk, fields: dict[str, object]) -> None:
    def add() -> Reply:
        return respond(Request(7, "private", "add", **{"args": "", **fields}, language="zh-hant", script="hant"), desk)

    assert as_text(add()).startswith("加好了，只有這裡看得到：\n")
    assert (desk.store.shelf_size(7), desk.store.shelf_size(8)) == (4, 3)
    current = desk.store.current_article(7)
    assert current
    assert current.article.text.startswith("晴川材料昨天宣布")
    assert as_text(add()).startswith("這篇已經在這裡了：\n")
    assert desk.store.shelf_size(7) == 4


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "要加一篇文章，可以："),
        ({"attached": Attached("太短了")}, "這裡只有 3 個字"),
        ({"attached": Attached(b"\x89PNG\r\n\x1a\n\0\0", "a.png")}, "這個檔案不是文字檔"),
        ({"attached": Attached("文" * 1_000_001)}, "這篇有 1000001 個字"),
    ],
)
def test_what_is_no_article_is_not_added(desk: Desk, say: Say, fields: dict[str, object], told: str) -> None:
    assert say("/add", **fields).startswith(told)
    assert desk.store.shelf_size(7) == 3
