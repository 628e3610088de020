"""What each command says about the invented articles of build.py; the newest, about a battery, is the current one."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.answers.commands import COMMANDS, respond
from bot.answers.desk import Desk
from bot.answers.markup import plain
from bot.answers.paging import pages
from bot.answers.reply import Reply
from bot.answers.text import as_json, as_text
from bot.facts.kinds import KINDS
from bot.facts.limits import Limit
from bot.store.store import Store
from tests.answers.build import BATTERY, FERRY, HOSTILE, article, by, said
from tests.answers.conftest import request, shelf
from tests.answers.test_markup import Balance

Ask = Callable[..., Reply]
ARTICLES = {"battery": BATTERY, "ferry": FERRY, "hostile": HOSTILE}


def items(reply: Reply) -> list[str]:
    return [block.html for block in reply.blocks]


def lines(reply: Reply) -> list[str]:
    return [choice.line for row in reply.choices for choice in row]


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (
            "/quotes",
            "<b>沈若溪</b>（晴川材料執行長）\n<blockquote>青石對電動車行業有巨大的影響，也會改變儲能產業。</blockquote>",
        ),
        ("/limits", "文章敘述\n<blockquote>青石的成本是現有電池的3倍</blockquote>"),
        ("/capabilities", "文章敘述\n<blockquote>充電只要8分鐘</blockquote>"),
        # One clause names two sectors: one item.
        (
            "/industries",
            "<b>電動車、儲能</b> · <b>沈若溪</b>（晴川材料執行長）\n<blockquote>青石對電動車行業有巨大的影響，也會改變儲能產業</blockquote>",
        ),
        ("/advice", "<b>顧維哲</b>（海島大學教授）\n<blockquote>應該先從機車電池做起</blockquote>"),
        ("/people", "<b>林予安</b>"),
        ("/organisations", "<b>晴川材料</b>"),
        ("/products", "<b>青石</b>"),
        # The amounts of one sentence are one item, each marked where it stands.
        (
            "/figures",
            (
                "<b>8分鐘、600公里</b> · 文章敘述\n<blockquote>晴川材料昨天發表固態電池「青石」，充電只要<b><u>8分鐘</u></b>，"
                "可以讓電動車跑<b><u>600公里</u></b>。</blockquote>"
            ),
        ),
    ],
)
def test_each_kind_says_who_with_the_role_and_then_the_words(ask: Ask, line: str, first: str) -> None:
    assert items(ask(line))[0] == first


def test_the_role_of_who_says_a_limit_comes_from_the_people_or_the_quotes(ask: Ask) -> None:
    assert items(ask("/limits"))[2].startswith("<b>沈若溪</b>（晴川材料執行長）")
    assert items(ask("/limits", article_id=2))[0].startswith("<b>羅大江</b>（雲港漁會會長）")


@pytest.mark.parametrize(
    ("script", "direct"),
    [
        ("hant", "<blockquote>「我們等這一天等了十二年。」</blockquote>"),
        ("hans", "<blockquote>“我们等这一天等了十二年。”</blockquote>"),
    ],
)
def test_direct_words_have_the_marks_of_the_script_and_reported_ones_none(ask: Ask, script: str, direct: str) -> None:
    reported, said, *_ = items(ask("/quotes", script=script))
    assert direct in said
    assert "「" not in reported
    assert "“" not in reported


def test_a_figure_in_a_quote_has_its_speaker(ask: Ask) -> None:
    assert items(ask("/figures", article_id=1))[0].split("\n")[0].endswith("（&lt;記者&gt; &amp; 編輯）")


@pytest.mark.parametrize(
    ("asked", "articles"),
    [
        ("沈若溪", ["battery", "battery", "battery", "ferry"]),  # the newest article first
        ("沈若", ["battery", "battery", "battery", "ferry"]),  # a part of the name
        ("晴川材料沈若溪", ["battery", "battery", "battery", "ferry"]),  # a name within what was asked
        ("罗大江", ["ferry"]),
        ("羅大江", ["ferry"]),  # in the other script
        ("渔会", ["ferry"]),  # by the role
        ("教授", ["battery"]),
    ],
)
def test_quotes_of_a_name_come_from_the_whole_shelf(ask: Ask, asked: str, articles: list[str]) -> None:
    assert [source.stem for block in ask(f"/quotes {asked}").blocks for source in block.sources] == articles


def test_a_role_is_found_beside_a_name_that_holds_the_same_words(desk: Desk) -> None:
    """隊長 is in the name of one speaker and the role of the other; an article of its own for each, the newest first."""
    old = article("老隊長說，路不好走。", quotes=[said("路不好走。", "老隊長")])
    new = article("隊長高子安說，路修好了。", quotes=[said("路修好了。", "高子安", "隊長")])
    reply = respond(request("/quotes 隊長"), replace(desk, store=shelf(old=old, new=new)))
    assert [source.text for block in reply.blocks for source in block.sources] == ["路修好了。", "路不好走。"]


def test_a_brief_takes_readable_quotes_of_speakers_with_a_role_and_no_words_twice(desk: Desk) -> None:
    text = "甲說，好。乙說，這一句話剛好夠長了。丙說，這一句話也剛好夠長。隊長丁說，這一句話是隊長說的。風險是價格會漲一倍以上。風險是價格會漲一倍以上。"
    first = text.index("價格")
    twice = [Limit(at, at + 9, None) for at in (first, text.index("價格", first + 1))]
    quotes = [
        said("好。", "甲"),
        said("這一句話剛好夠長了。", "乙"),
        said("這一句話也剛好夠長。", "丙"),
        said("這一句話是隊長說的。", "丁", "隊長"),
    ]
    made = article(text, quotes=quotes)
    made = replace(made, facts={**made.facts, "limits": tuple(twice)})
    reply = respond(request("/brief"), replace(desk, store=shelf(one=made)))
    assert [source.text for block in reply.blocks for source in block.sources] == [
        "這一句話剛好夠長了。",
        "這一句話是隊長說的。",
        "價格會漲一倍以上。",
    ]


def test_items_from_several_articles_stand_under_their_titles(ask: Ask) -> None:
    assert [block.heading for block in ask("/quotes 沈若溪").blocks] == [
        "《晴川固態電池亮相 充電只要八分鐘》",
        "",
        "",
        "《無人渡輪明年試航》",
    ]
    assert [block.heading for block in ask("/quotes 羅大江").blocks] == [""]


def test_a_name_nobody_has_is_answered_with_the_names_there_are(ask: Ask) -> None:
    reply = ask("/quotes 王小明")
    assert reply.head == "在「引述」裡找不到「王小明」。這裡有："
    assert lines(reply)[:2] == ["/quotes 沈若溪", "/quotes 顧維哲"]


def test_one_character_is_no_name(ask: Ask) -> None:
    assert ask("/quotes 沈").blocks == ()
    assert "/quotes 沈若溪" in lines(ask("/quotes 沈"))


def test_a_kind_the_article_has_none_of_is_answered_with_what_there_is(ask: Ask) -> None:
    reply = ask("/figures", article_id=2)
    assert reply.head == "《無人渡輪明年試航》裡沒有找到「數字」。可以看看這些："
    assert [(c.label, c.line) for row in reply.choices for c in row] == [
        ("要點", "/brief"),
        ("引述 2", "/quotes"),
        ("限制 1", "/limits"),
        ("人物 1", "/people"),
        ("大綱", "/outline"),
        ("原文", "/source"),
    ]


def test_a_brief_has_headline_byline_counts_and_the_best_of_four_kinds(ask: Ask) -> None:
    reply = ask("/brief")
    assert plain(reply.head).splitlines() == [
        "晴川固態電池亮相 充電只要八分鐘",
        "島嶼科技報 · 林予安 · 2031-05-06",
        "引述 5 · 限制 4 · 行業 2 · 數字 4",
    ]
    assert [plain(block.heading) for block in reply.blocks] == ["引述", "", "限制", "", "", "行業", "數字"]


def test_an_outline_has_headings_and_first_sentences_without_title_and_byline(ask: Ask) -> None:
    assert [(plain(block.heading), plain(block.html)) for block in ask("/outline").blocks] == [
        ("", "晴川材料昨天發表固態電池「青石」，充電只要8分鐘，可以讓電動車跑600公里。"),
        ("短板還有哪些?", "不過，青石的成本是現有電池的3倍，目前每月只能生產2000顆。"),
        ("投資人怎麼看?", "晴川材料的股價昨天上漲7%。"),
    ]


def test_an_outline_without_headings_has_the_first_sentence_of_each_paragraph(ask: Ask) -> None:
    assert [plain(block.html) for block in ask("/outline", script="hans", article_id=2).blocks] == [
        "云港海事局宣布，无人渡轮“海风”明年试航，头发花白的老船长们发展出新的工作。",
        "晴川材料执行长沈若溪说，渡轮将使用该公司的电池。",
    ]


def test_the_source_is_the_whole_text_with_its_headings_bold(ask: Ask) -> None:
    reply = ask("/source")
    text = [block.html for block in reply.blocks if block.sources]
    assert "\n".join(map(plain, text)) == BATTERY.text
    assert [plain(html) for html in text if html.startswith("<b>")] == ["短板還有哪些?", "投資人怎麼看?"]


@pytest.mark.parametrize("stem", ARTICLES)
@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
@pytest.mark.parametrize("script", ["hant", "hans"])
def test_the_button_of_an_item_shows_its_words_marked_in_their_paragraph(
    desk: Desk, stem: str, kind: str, script: str
) -> None:
    """Also in the other script, where every mark must stand on the same characters."""
    for block in respond(
        request(f"/{kind}", script=script, article_id=list(ARTICLES)[::-1].index(stem) + 1), desk
    ).blocks:
        assert block.step
        view = respond(request(block.step.line, script=script, article_id=block.step.article_id), desk)
        original = respond(
            request(block.step.line, script=ARTICLES[stem].script, article_id=block.step.article_id), desk
        )
        assert [len(plain(b.html)) for b in view.blocks] == [len(plain(b.html)) for b in original.blocks]
        for source in block.sources:
            assert any(plain_mark == source.text for plain_mark in marks(original))
        assert [len(mark) for mark in marks(view)] == [len(mark) for mark in marks(original)]


def marks(reply: Reply) -> list[str]:
    return [plain(part.split("</u></b>")[0]) for block in reply.blocks for part in block.html.split("<b><u>")[1:]]


def test_a_long_paragraph_is_cut_to_whole_sentences_around_the_words(desk: Desk) -> None:
    text = "前面的句子很長很長。" * 300 + "這裡有一個限制。" + "後面的句子也很長。" * 300
    long = article(text, limits=[by("這裡有一個限制")])
    (block,) = respond(request("/source 3000-3007"), replace(desk, store=shelf(long=long))).blocks
    shown = plain(block.html)
    assert shown.startswith("…前面的句子很長很長。")
    assert shown.endswith("後面的句子也很長。…")
    assert "<b><u>這裡有一個限制</u></b>。" in block.html
    assert 1000 < len(shown) <= 1202


@pytest.mark.parametrize("args", ["quotes 3", "5-2", "0-0", "99999-100000", "1-2-3", "周"])
def test_a_source_that_is_no_span_is_the_whole_text(ask: Ask, args: str) -> None:
    assert len(ask(f"/source {args}").blocks) == len(ask("/source").blocks)


def test_articles_are_listed_newest_first_and_the_current_one_is_named(ask: Ask) -> None:
    assert [plain(html).splitlines() for html in items(ask("/articles"))] == [
        ["晴川固態電池亮相 充電只要八分鐘", "島嶼科技報 · 2031-05-06 · 目前這篇"],
        ["無人渡輪明年試航", "雲港日報 · 2031-04-01"],
        ["<b>標題</b> & 其他", "<i>報社</i> · 2031-01-01"],
    ]


def test_a_typed_number_counts_from_the_newest_and_picks_for_good(ask: Ask) -> None:
    assert "無人渡輪明年試航" in ask("/articles 2").head
    assert "無人渡輪明年試航" in ask("/limits").head


def test_a_button_picks_its_article_although_the_numbers_have_moved(ask: Ask, store: Store) -> None:
    step = ask("/articles").blocks[1].step
    assert step
    store.put_article(FERRY, shelf=None, stem="newer", parser_version="1")
    assert ask(step.line, article_id=step.article_id).article_id == 2


@pytest.mark.parametrize("number", ["0", "4", "-1", "99999999999", "²", "兩"])
def test_a_number_that_is_none_of_the_list_is_answered_with_the_list(ask: Ask, number: str) -> None:
    reply = ask(f"/articles {number}")
    assert plain(reply.head) == f"找不到「{number}」。可以打清單上的號碼，或標題、媒體裡的詞。"
    assert lines(reply) == ["/articles", "/help"]


@pytest.mark.parametrize(
    ("typed", "kept", "head"),
    [
        ("zh-hans", ("zh-hans", "hans"), "好，之后都用简体中文。"),
        ("简体", ("zh-hans", "hans"), "好，之后都用简体中文。"),
        ("繁體中文", ("zh-hant", "hant"), "好，之後都用繁體中文。"),
        ("English", ("en", None), "Done: English from now on."),  # articles stay in their script
        ("法文", (None, None), "現在是繁體中文。要換成哪一種？"),
        ("", (None, None), "現在是繁體中文。要換成哪一種？"),
    ],
)
def test_lang_keeps_the_language_and_answers_in_it(
    ask: Ask, store: Store, typed: str, kept: tuple[str | None, str | None], head: str
) -> None:
    assert plain(ask(f"/lang {typed}").head) == head
    assert (store.chat(7).language, store.chat(7).script) == kept


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/limit", ["/limits", "/help"]),
        ("/qoutes", ["/quotes", "/help"]),
        ("/語路", ["/quotes", "/help"]),
        ("/行页", ["/industries", "/help"]),
        ("/zzz", ["/help"]),
    ],
)
def test_an_unknown_command_is_answered_with_the_nearest(ask: Ask, typed: str, offered: list[str]) -> None:
    reply = ask(typed)
    assert f"/{typed[1:]}" in plain(reply.head)
    assert set(offered) <= set(lines(reply))


def test_help_names_every_command(ask: Ask) -> None:
    text = as_text(ask("/help"))
    assert [command.name for command in COMMANDS if f"/{command.name}（" not in text] == []


NEEDING_AN_ARTICLE = [c.name for c in COMMANDS if c.group in {"reading", "facts"} or c.name in {"articles", "digest"}]


@pytest.mark.parametrize("command", NEEDING_AN_ARTICLE)
def test_an_empty_shelf_is_said_and_leads_on(desk: Desk, command: str) -> None:
    reply = respond(request(f"/{command}"), replace(desk, store=shelf()))
    assert plain(reply.head).startswith("這裡還沒有文章。")
    assert "/help" in lines(reply)


@pytest.mark.parametrize("line", ["/quotes 沈若溪", "/quotes 執行長", "/articles 2", "/products 青石"])
def test_an_empty_shelf_has_no_names_and_no_numbers_either(desk: Desk, line: str) -> None:
    reply = respond(request(line), replace(desk, store=shelf()))
    assert (reply.blocks, reply.choices != ()) == ((), True)


def test_an_article_that_is_gone_is_said(ask: Ask) -> None:
    assert plain(ask("/limits", article_id=99).head) == "這篇文章已經不在了。請從清單裡挑一篇。"


LINES = [f"/{command.name}" for command in COMMANDS] + [
    "/quotes alert",
    "/quotes <b>",
    "/articles <i>",
    "/<",
    "/lang <b>",
    "/b&b",
]


@pytest.mark.parametrize("language", ["zh-hant", "zh-hans", "en"])
@pytest.mark.parametrize("script", ["hant", "hans"])
@pytest.mark.parametrize("line", LINES)
def test_nothing_from_an_article_or_a_chat_becomes_html_and_every_page_leads_on(
    desk: Desk, language: str, script: str, line: str
) -> None:
    """The hostile article has tags in its title, byline, names, roles and text."""
    asked = request(line, language, script, article_id=1) if line != "/articles" else request(line, language, script)
    reply = respond(asked, desk)
    for page in pages(reply, asked, desk):
        Balance(page.html)
        assert "<script" not in page.html
        assert "<i>" not in page.html
        assert page.buttons
    for block in reply.blocks:
        for source in block.sources:
            assert source.text == ARTICLES[source.stem].text[source.start : source.end]


def test_as_json_has_the_slices_of_the_original_in_the_order_of_the_items(ask: Ask) -> None:
    """The words are shown in the chat's script, the slices are the article's own."""
    given = as_json(ask("/quotes", article_id=2))
    assert given["text"] == as_text(ask("/quotes", article_id=2))
    assert given["answers"] == [
        {"text": "渡轮将使用该公司的电池。", "article": "ferry", "start": 72, "end": 84},
        {"text": "后面的风险没有人说清楚。", "article": "ferry", "start": 96, "end": 108},
    ]


def test_as_text_has_every_item_numbered_and_the_commands_of_the_buttons(ask: Ask) -> None:
    assert as_text(ask("/people")).splitlines() == [
        "人物 4｜晴川固態電池亮相 充電只要八分鐘",
        "",
        "1. 林予安",
        "2. 沈若溪（晴川材料執行長） · 引述 3",
        "3. 顧維哲（海島大學教授） · 引述 1",
        "4. 周以恩（分析師） · 引述 1",
        "",
        "[要點: /brief]  [引述 5: /quotes]  [限制 4: /limits]",
        "[能力 2: /capabilities]  [大綱: /outline]  [原文: /source]",
    ]
