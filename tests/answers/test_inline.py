"""What inline mode offers: facts with their speaker, and a message that stands alone wherever it is posted."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.answers.desk import Desk
from bot.answers.facts import RECENT
from bot.answers.inline import DESCRIPTION, PAGE, Offer, offers
from bot.answers.markup import plain, utf16
from bot.answers.reply import Request
from bot.store.prints import Print
from bot.store.store import Store
from tests.answers.build import BATTERY, HOSTILE, article, by, said
from tests.answers.conftest import shelf
from tests.answers.test_markup import Balance

USER = 7
Typed = Callable[..., tuple[Offer, ...]]


def typed(desk: Desk, text: str, *, script: str = "hant", user: int = USER) -> tuple[Offer, ...]:
    return offers(Request(user, "private", "inline", text, "zh-hant", script), desk)[0]


def seen(found: tuple[Offer, ...]) -> list[tuple[str, str]]:
    return [(offer.title, offer.description) for offer in found]


def test_a_name_offers_what_it_said_newest_article_first(desk: Desk) -> None:
    assert seen(typed(desk, "沈若溪")) == [
        ("沈若溪（晴川材料執行長） · 引述", "青石對電動車行業有巨大的影響，也會改變儲能產業。"),
        ("沈若溪（晴川材料執行長） · 引述", "「我們等這一天等了十二年。」"),
        ("沈若溪（晴川材料執行長） · 引述", "低溫時容量會掉兩成，可能難以滿足寒帶市場的需求。"),
        ("沈若溪（晴川材料執行長） · 限制", "低溫時容量會掉兩成"),
        ("電動車、儲能 · 沈若溪（晴川材料執行長） · 行業", "青石對電動車行業有巨大的影響，也會改變儲能產業"),
        ("沈若溪（晴川材料執行長） · 引述", "渡輪將使用該公司的電池。"),
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("罗大江", "後面的風險沒有人說清楚。"),  # in either script
        ("渔会会长", "後面的風險沒有人說清楚。"),  # by the role
        ("良率", "固態電池的良率仍然偏低；業者應該先從機車電池做起，並且公開測試資料。"),  # by words of a fact
        ("公里", "晴川材料昨天發表固態電池「青石」，充電只要8分鐘，可以讓電動車跑600公里。"),
        ("限制", "青石的成本是現有電池的3倍"),  # a kind of the current article
        ("限制 羅大江", "後面的風險沒有人說清楚"),  # and of a name
        ("/quotes 周以恩", "「故事很好，但訂單還沒來。」"),
        ("  顧維哲  ", "固態電池的良率仍然偏低；業者應該先從機車電池做起，並且公開測試資料。"),
    ],
)
def test_names_roles_words_and_kinds_are_understood(desk: Desk, text: str, first: str) -> None:
    assert first in [offer.description for offer in typed(desk, text)]


def test_what_is_older_than_the_newest_articles_is_found_by_search(desk: Desk) -> None:
    """Also in the other script, and by several words that stand apart."""
    old = article("老船長說，半導體的成本很高。", quotes=[said("半導體的成本很高。", "老船長")])
    newer = {f"n{n}": article(f"第{n}則消息。") for n in range(RECENT + 5)}
    with shelf(old=old, **newer) as store:
        for text in ("老船长", "成本 半导体"):
            assert seen(typed(replace(desk, store=store), text)) == [("老船長 · 引述", "半導體的成本很高。")]


def test_nothing_typed_offers_the_best_of_the_current_article(desk: Desk) -> None:
    found = seen(typed(desk, ""))
    assert ("沈若溪（晴川材料執行長） · 引述", "「我們等這一天等了十二年。」") in found
    assert {title.rpartition(" · ")[2] for title, _ in found} == {"引述", "限制", "行業", "數字"}
    desk.store.pick(USER, 2)
    assert seen(typed(desk, ""))[0] == ("沈若溪（晴川材料執行長） · 引述", "渡輪將使用該公司的電池。")


def test_what_nobody_said_offers_nothing(desk: Desk) -> None:
    assert typed(desk, "王小明") == ()


def test_the_message_is_the_fact_in_its_sentence_with_its_speaker_and_its_article(desk: Desk) -> None:
    offer = typed(desk, "掉兩成")[0]
    assert offer.html == (
        "<b>沈若溪</b>（晴川材料執行長）\n"
        "<blockquote>沈若溪坦言，<b><u>低溫時容量會掉兩成，可能難以滿足寒帶市場的需求。</u></b></blockquote>\n"
        "《晴川固態電池亮相 充電只要八分鐘》 · 島嶼科技報 · 2031-05-06"
    )


def test_the_title_leads_to_where_the_article_was_printed(desk: Desk) -> None:
    with shelf(battery=BATTERY) as store:
        made = article("顧維哲認為，價格太高。", title="價格 <高>", quotes=[said("價格太高。", "顧維哲")])
        came = Print("https://news.example/?a=1&b=2", None, None, "")
        with store.write() as db:
            store.keep(db, made, shelf=USER, stem="x", parser_version="1", came=came)
        offer = typed(replace(desk, store=store), "價格")[0]
    assert offer.html.endswith('\n<a href="https://news.example/?a=1&amp;b=2">《價格 &lt;高&gt;》</a>')


def test_only_the_askers_own_shelf_and_the_bundled_articles_are_asked(desk: Desk) -> None:
    with shelf(battery=BATTERY) as store:
        made = article("顧維哲認為，價格太高。", quotes=[said("價格太高。", "顧維哲")])
        store.put_article(made, shelf=USER, stem="mine", parser_version="1")
        desk = replace(desk, store=store)
        mine, other = ([o.description for o in typed(desk, "顧維哲", user=user)] for user in (USER, 8))
        assert [text for text in mine if text not in other] == ["價格太高。"]
        assert seen(typed(desk, "", user=8))[0][0].startswith("沈若溪")


def test_reprints_offer_the_same_words_once(desk: Desk) -> None:
    with shelf(one=BATTERY, two=BATTERY) as store:
        found = seen(typed(replace(desk, store=store), "沈若溪"))
    assert len(found) == len(set(found)) == 5


def test_more_than_a_page_is_offered_by_pages(desk: Desk) -> None:
    text = "".join(f"老王說，第{n}件事很好。" for n in range(120))
    made = article(text, quotes=[said(f"第{n}件事很好。", "老王") for n in range(120)])
    with shelf(long=made) as store:
        desk = replace(desk, store=store)
        ask, start = Request(USER, "private", "inline", "老王", "zh-hant", "hant"), 0
        pages, listed = [], []
        while start is not None:
            found, start = offers(ask, desk, start)
            pages.append(len(found))
            listed += [offer.description for offer in found]
        assert offers(ask, desk, 1000) == ((), None)
    assert pages == [PAGE, PAGE, 20]
    assert listed == [f"第{n}件事很好。" for n in range(120)]


@pytest.mark.parametrize("words", ["很長的話" * 3000, "很長的話。" * 3000, "&" * 9000])
def test_whatever_is_posted_fits_a_message_and_still_names_its_article(desk: Desk, words: str) -> None:
    name = "名" * 500
    made = article(f"{name}表示，{words}\n完。", title="題" * 300, quotes=[said(words, name)], limits=[by(words, name)])
    with shelf(long=made) as store:
        for offer in typed(replace(desk, store=store), name):
            assert utf16(plain(offer.html)) <= 4096
            assert 0 < len(offer.description) <= DESCRIPTION
            assert plain(offer.html).splitlines()[-1].startswith("《題題")
            Balance(offer.html)


def test_html_of_an_article_is_escaped(desk: Desk) -> None:
    with shelf(hostile=HOSTILE) as store:
        found = typed(replace(desk, store=store), "")
    assert found
    for offer in found:
        Balance(offer.html)
        assert "<script" not in offer.html
        assert "<i>" not in offer.html


def test_an_empty_shelf_offers_nothing(desk: Desk, store: Store) -> None:
    store.drop_bundled({"battery", "ferry", "hostile"})
    assert typed(desk, "") == typed(desk, "沈若溪") == ()
