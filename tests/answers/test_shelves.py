"""What a chat says to its shelf: its list, taking an article off, how much it keeps. Other chats have another."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.answers.commands import respond
from bot.answers.desk import Desk
from bot.answers.markup import plain
from bot.answers.paging import pages
from bot.answers.reply import Page, Reply
from bot.answers.text import as_text
from bot.facts.article import Byline
from bot.facts.display import folded
from bot.intake.arrivals import take_in
from bot.store import shelves
from bot.store.shelves import Limits
from bot.store.store import Store
from tests.answers.build import BATTERY, article
from tests.answers.conftest import NOON, Ask, request

CHAT = 7  # the one that `request` asks for
BODY = """
雨港港務局昨天啟用新的起重機，一小時可以吊四十個貨櫃，比舊的快一倍。局長江予安表示，碼頭工人要先受訓兩個月，才能上機操作。
工會理事長方以樂說，起重機再快，船期還是要看潮水；他希望港務局公布每個月的事故次數。新起重機由島上的船廠組裝，花了三年。
"""


@pytest.fixture
def store() -> Iterator[Store]:
    """A bundled article, and twenty of the chat's own, the newest with the highest number; ids from 2 on."""
    with Store.open("sqlite://", folded, lambda: NOON - timedelta(days=1)) as store:
        store.put_article(BATTERY, shelf=None, stem="battery", parser_version="1")
        for n in range(1, 21):
            made = article(f"第{n}艘渡輪", title=f"第{n}艘渡輪", byline=Byline("云港日报" if n % 2 else "島嶼科技報"))
            store.put_article(made, shelf=CHAT, stem=f"{n}", parser_version="1")
        store.put_article(article("別人的"), shelf=8, stem="theirs", parser_version="1")
        yield store


def turned(desk: Desk, line: str, page: int = 1) -> Page:
    asked = replace(request(line), page=page)
    (shown,) = pages(respond(asked, desk), asked, desk)
    return shown


def lines(reply: Reply) -> list[str]:
    return [choice.line for row in reply.choices for choice in row]


def text(page: Page) -> list[str]:
    return plain(page.html).splitlines()


def test_the_list_is_turned_page_by_page_and_its_numbers_run_on(desk: Desk) -> None:
    first, last = turned(desk, "/articles"), turned(desk, "/articles", 3)
    assert text(first)[0] == "文章 21 (1/3)"
    assert text(first)[2:4] == ["1. 第20艘渡輪", "島嶼科技報 · 目前這篇"]
    assert text(last)[0] == "文章 21 (3/3)"
    assert [line for line in text(last) if line.startswith(("17.", "21.", "22."))] == [
        "17. 第4艘渡輪",
        "21. 晴川固態電池亮相 充電只要八分鐘",
    ]
    assert [[button.label for button in row] for row in last.buttons[:2]] == [["17", "18", "19", "20", "21"], ["◀"]]
    assert [button.step.page for button in last.buttons[1]] == [2]
    # Way back from what a number opens to the page where it stood.
    assert last.buttons[0][0].step.back is not None
    assert last.buttons[0][0].step.back.page == 3


def test_a_page_that_is_no_longer_there_is_the_last(desk: Desk) -> None:
    assert text(turned(desk, "/articles", 99)) == text(turned(desk, "/articles", 3))


def test_on_the_terminal_the_list_is_one_page(desk: Desk) -> None:
    everything = replace(desk, measures=replace(desk.measures, items=1000))
    assert "21. 晴川固態電池亮相" in as_text(respond(request("/articles"), everything))


@pytest.mark.parametrize(
    ("words", "head", "first"),
    [
        ("雲港日報", "「雲港日報」：文章 10 (1/2)", "1. 第19艘渡輪"),  # the outlet, in the other script
        ("第2艘", "「第2艘」：文章 1", "1. 第2艘渡輪"),
        ("渡轮 岛屿", "「渡轮 岛屿」：文章 10 (1/2)", "1. 第20艘渡輪"),  # all of the words
        ("晴川", "「晴川」：文章 1", "1. 晴川固態電池亮相 充電只要八分鐘"),  # the bundled ones too
    ],
)
def test_articles_are_found_by_title_and_outlet_in_either_script(desk: Desk, words: str, head: str, first: str) -> None:
    found = text(turned(desk, f"/articles {words}"))
    assert (found[0], found[2]) == (head, first)


@pytest.mark.parametrize("words", ["別人的", "%", "_", "第99艘", "30"])
def test_what_is_not_found_is_said_with_what_can_be_typed(ask: Ask, words: str) -> None:
    assert plain(ask(f"/articles {words}").head) == f"找不到「{words}」。可以打清單上的號碼，或標題、媒體裡的詞。"


def test_a_number_in_a_title_is_found_where_the_list_is_shorter(ask: Ask, store: Store) -> None:
    store.put_article(article("預算2031出爐", title="預算2031出爐"), shelf=CHAT, stem="budget", parser_version="1")
    assert [plain(block.html) for block in ask("/articles 2031").blocks] == ["預算2031出爐\n目前這篇"]


def test_a_button_of_the_list_names_its_article_for_good(ask: Ask, store: Store) -> None:
    step = ask("/articles").blocks[2].step
    assert step is not None
    store.remove(CHAT, 21)
    assert ask(step.line).article_id == 19
    store.remove(CHAT, 19)
    assert plain(ask(step.line).head) == "這篇文章已經不在了。請從清單裡挑一篇。"
    assert plain(ask("/articles #22").head) == "這篇文章已經不在了。請從清單裡挑一篇。"  # another chat's


# Taking off


def test_removing_asks_first_then_does_it_and_can_be_undone(ask: Ask, store: Store) -> None:
    assert plain(ask("/remove").head) == "要移除《第20艘渡輪》嗎？移除以後，七天內可以復原。"
    assert lines(ask("/remove")) == ["/remove #21 yes", "/articles #21"]
    assert store.shelf_size(CHAT) == 21
    done = ask("/remove #21 yes")
    assert plain(done.head) == "移除了：《第20艘渡輪》。七天內可以復原。"
    assert lines(done) == ["/remove #21 undo", "/articles"]
    assert store.shelf_size(CHAT) == 20
    back = ask("/remove #21 undo")
    assert plain(back.head).splitlines()[:2] == ["復原了：", "第20艘渡輪"]
    assert [row.id for row in store.shelf(CHAT, 1)] == [21]
    assert "第20艘渡輪" in ask("/remove #21 undo").head  # pressed twice


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("/remove 3", "要移除《第18艘渡輪》嗎？移除以後，七天內可以復原。"),  # as /articles counts
        ("/移除 3", "要移除《第18艘渡輪》嗎？移除以後，七天內可以復原。"),
        ("/remove 21", "《晴川固態電池亮相 充電只要八分鐘》是機器人附的，每個聊天室都有，不能移除。"),
        ("/remove #1 yes", "《晴川固態電池亮相 充電只要八分鐘》是機器人附的，每個聊天室都有，不能移除。"),
        ("/remove 99", "找不到「99」。可以打清單上的號碼，或標題、媒體裡的詞。"),
        ("/remove #22 yes", "這篇文章已經不在了。請從清單裡挑一篇。"),  # another chat's
        ("/remove #22 undo", "這篇移除超過七天了，找不回來。可以用 /add 再加一次。"),
        ("/remove #x undo", "這篇移除超過七天了，找不回來。可以用 /add 再加一次。"),
    ],
)
def test_what_is_removed_is_named_or_why_not(ask: Ask, store: Store, line: str, says: str) -> None:
    assert plain(ask(line).head) == says
    assert (store.shelf_size(CHAT), store.shelf_size(8)) == (21, 2)


def test_another_chat_cannot_bring_back_what_this_one_removed(desk: Desk, store: Store) -> None:
    store.remove(CHAT, 21)
    theirs = replace(request("/remove #21 undo"), chat_id=8)
    assert plain(respond(theirs, desk).head).startswith("這篇移除超過七天了")
    assert store.shelf_size(CHAT) == 20


def test_the_brief_offers_to_remove_what_the_chat_has_added(ask: Ask) -> None:
    assert "/remove" in lines(ask("/brief", article_id=2))
    assert "/remove" not in lines(ask("/brief", article_id=1))


# Where it is printed


def add(desk: Desk, store: Store, words: str, url: str | None) -> int:
    return take_in(store, desk.parser, CHAT, words, url=url).article_id


def test_the_brief_links_to_the_original_and_to_reprints(ask: Ask, desk: Desk, store: Store) -> None:
    ours = f"港口的新起重機\n{BODY}"
    bare = take_in(store, desk.parser, 9, ours).article_id
    assert "<a " not in respond(replace(request("/brief"), chat_id=9, article_id=bare), desk).head
    number = add(desk, store, f"第一版\n{ours}", "https://www.harbour.example/a/1?utm_source=line&x=%22")
    add(desk, store, f"第二版\n{ours}", "https://m.north.example/b/2")
    head = ask("/brief", article_id=number).head
    assert '<a href="https://www.harbour.example/a/1?x=%22">原文連結</a> · harbour.example' in head
    assert '也刊在：<a href="https://m.north.example/b/2">north.example</a>' in head
    assert "Also printed in: " in ask("/brief", "en", article_id=number).head


@pytest.mark.parametrize(
    ("again", "says"),
    [
        ("https://www.harbour.example/a/1?from=timeline", "這篇已經在這裡了："),
        ("https://north.example/b/2", "這裡已經有幾乎一樣的一篇，這個版本列在它下面了："),
        (None, "這篇已經在這裡了："),
    ],
)
def test_adding_it_again_says_that_it_is_there(desk: Desk, store: Store, again: str | None, says: str) -> None:
    words = f"港口的新起重機\n{BODY}"
    number = add(desk, store, words, "https://www.harbour.example/a/1")
    arrival = take_in(store, desk.parser, CHAT, words, url=again)
    assert arrival.article_id == number
    said = respond(request(f"/add {words}"), desk).head
    assert plain(said).splitlines()[0] == "這篇已經在這裡了："
    say = desk.messages.of("zh-hant")
    assert say({"there": "add.there", "reprint": "add.reprint"}[arrival.how]) == says


def test_adding_what_was_removed_brings_it_back(ask: Ask, desk: Desk, store: Store) -> None:
    words = f"港口的新起重機\n{BODY}"
    number = add(desk, store, words, None)
    store.remove(CHAT, number)
    back = ask(f"/add {words}")
    assert plain(back.head).splitlines()[0] == "這篇之前移除過，現在放回來了："
    assert back.article_id == number


# How much it keeps


def settings(store: Store) -> tuple[int, int]:
    """Days, and articles."""
    with store.read() as db:
        of = shelves.of(db, CHAT, store.limits)
    return of.days, of.most


def test_a_full_shelf_says_so_and_offers_what_to_do(ask: Ask, store: Store) -> None:
    store.limits = Limits(articles=20)
    refused = ask(f"/add 港口的新起重機\n{BODY}")
    assert plain(refused.head) == "書架滿了，最多 20 篇，這一篇沒有加進去。可以先移除幾篇，或在 /shelf 調高上限。"
    assert lines(refused) == ["/shelf", "/articles"]
    assert "滿了：要再加，請先移除幾篇，或調高上限。" in as_text(ask("/shelf"))
    ask("/shelf 上限 21")
    assert plain(ask(f"/add 港口的新起重機\n{BODY}").head).startswith("加好了")


def test_the_shelf_says_how_full_it_is_and_where_its_articles_come_from(ask: Ask, store: Store, desk: Desk) -> None:
    take_in(store, desk.parser, CHAT, f"港口的新起重機\n{BODY}", via="feed")
    shown = ask("/shelf")
    assert plain(shown.head) == "書架：21 篇，上限 10000 篇"
    assert plain(shown.blocks[0].html).splitlines() == [
        "文章會一直留著。",
        "最近多半來自：雲港日報 10、島嶼科技報 10",
        "有 1 篇是訂閱的來源送來的；快滿的時候，最舊的會讓位給新的。",
        "另有附的文章 1 篇，不算在內。",
    ]
    assert "云港日报 10" in as_text(ask("/shelf", script="hans"))
    assert "✓ 一直留著" in as_text(shown)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("keep 90", (90, 10_000)),
        ("keep 90 days", (90, 10_000)),
        ("保留 90 天", (90, 10_000)),
        ("保留９０天", (90, 10_000)),
        ("留 3 個月", (90, 10_000)),
        ("保留 2 週", (14, 10_000)),
        ("KEEP 1 YEAR", (365, 10_000)),
        ("keep forever", (0, 10_000)),
        ("保留 永遠", (0, 10_000)),
        ("一直留著", (0, 10_000)),
        ("max 500", (0, 500)),
        ("上限 500", (0, 500)),
        ("上限500篇", (0, 500)),
    ],
)
def test_what_a_shelf_keeps_can_be_said_in_words(ask: Ask, store: Store, typed: str, kept: tuple[int, int]) -> None:
    assert plain(ask(f"/shelf {typed}").head).startswith("改好了。\n書架：")
    assert settings(store) == kept


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("keep 0", "看不懂「keep 0」"),
        ("max 0", "看不懂「max 0」"),
        ("保留 很久", "看不懂「保留 很久」"),
        ("max 500 apples", "看不懂「max 500 apples」"),
        ("上限 100001", "上限最多只能設 100000 篇，什麼都沒有改。"),
        ("keep 99999 years", "最多只能留 36500 天，什麼都沒有改。"),
    ],
)
def test_what_cannot_be_set_changes_nothing(ask: Ask, store: Store, typed: str, says: str) -> None:
    assert plain(ask(f"/shelf {typed}").head).startswith(says)
    assert settings(store) == (0, 10_000)


def test_the_houses_own_limit_goes_before_a_chats(ask: Ask, store: Store) -> None:
    store.limits = Limits(most_articles=100, most_days=60)
    assert plain(ask("/shelf").head) == "書架：20 篇，上限 100 篇"
    assert plain(ask("/shelf max 101").head).startswith("上限最多只能設 100 篇")
    for typed in ("keep 61", "keep forever"):
        assert plain(ask(f"/shelf {typed}").head).startswith("最多只能留 60 天")
    assert "文章留 60 天" in as_text(ask("/shelf"))


def test_what_would_remove_articles_is_asked_first(desk: Desk, store: Store) -> None:
    later = replace(desk, now=lambda: NOON + timedelta(days=40))
    asked = respond(request("/shelf keep 30"), later)
    assert plain(asked.head) == "有 20 篇已經放了超過 30 天，改了以後一天內就會移除。要改嗎？"
    assert lines(asked) == ["/shelf keep 30 yes", "/shelf"]
    assert settings(store) == (0, 10_000)
    respond(request("/shelf keep 30 yes"), later)
    assert settings(store) == (30, 10_000)
