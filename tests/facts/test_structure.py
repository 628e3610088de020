"""What each line is there for; headline, byline, date and sections."""

import pytest

from bot.facts.article import Byline
from bot.facts.lexicon import Lexicon
from bot.facts.structure import structure

PROSE = "港口擴建工程今天動工，預計三年後完成，市府說將創造許多就業機會。"


def roles(text: str, lexicon: Lexicon) -> list[str]:
    return [p.role for p in structure(text, lexicon).paragraphs]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("圖為港口一景。", "caption"),
        ("资料图片：2020年11月，上海，一艘货轮驶入港口。", "caption"),
        ("資料照：工人在碼頭工作", "caption"),
        ("一艘貨輪駛入港口。（記者王小明攝）", "caption"),
        ("一艘貨輪駛入港口。中央社記者王小明攝　110年7月8日", "caption"),
        ("码头上正在录制视频 李某 摄", "caption"),
        ("港口一景（2019年2月26日）", "caption"),
        ("图/受访者提供", "caption"),
        ("記者 王小明", "byline"),
        ("来源：海港晚报 责编：DD001", "byline"),
        ("2024-02-16 10:23:00", "byline"),
        ("2024年2月16日 星期五", "byline"),
        ("ANNA LEE,BEN CHO", "byline"),
        ("責任編輯：王小明", "byline"),
        ("王五/李六（法新社、路透社等）", "byline"),
        ("（原標題：港口要擴建了）", "notice"),
        ("未经授权，不得转载。", "notice"),
        ("法院说，公司因员工未经许可请假而解雇了他。", "body"),
        ("1", "notice"),
        ("（應受訪者要求，文中人名為化名。）", "notice"),
        ("延伸閱讀：漁民為什麼反對", "link"),
        ("相關新聞： 港口三十年", "link"),
        ("https://example.com/a", "link"),
        ("漁民為什麼反對？", "heading"),
        ("「擴建」之後", "heading"),
        ("他說：", "body"),
        ("漁民說，不知道怎麼辦。", "body"),
        ("业内人士指出,成本不会下降.", "body"),  # ASCII stops of a converted text
        ("創作者集結：港口音樂節", "heading"),  # 作者 inside a word labels nothing
    ],
)
def test_roles(lexicon: Lexicon, line: str, role: str) -> None:
    """A line says what it is for."""
    assert roles(f"港口擴建\n{line}\n{PROSE}", lexicon) == ["headline", role, "body"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"港口擴建今動工\n{PROSE}", "港口擴建今動工"),
        (f"“一年扩建两次”，渔民不敢出海了\n{PROSE}", "“一年扩建两次”，渔民不敢出海了"),
        (f"資料照：港口一景\n港口擴建今動工\n{PROSE}", "港口擴建今動工"),
        (
            f"文 | 海港新聞 王小明\n“天哪！”\n{PROSE}",
            PROSE.removesuffix("。"),
        ),  # none: the first sentence that is more than quoted words
        (f"港口擴建今動工--海港日報\n{PROSE}", "港口擴建今動工"),
        (f"港口扩建今动工 - 今日经济\n{PROSE}", "港口扩建今动工"),
    ],
)
def test_title(lexicon: Lexicon, text: str, title: str) -> None:
    """The headline, without the site's name behind it."""
    assert structure(text, lexicon).title == title


@pytest.mark.parametrize(
    ("text", "outlet", "author"),
    [
        (f"文 | 海港新聞 王小明\n{PROSE}", "海港新聞", "王小明"),
        (f"港口擴建\n（中央社記者張小伶上海27日電）{PROSE}", "中央社", "張小伶"),
        (f"港口擴建\n（中央社記者王明紐約8日專電）{PROSE}", "中央社", "王明"),
        (f"港口擴建\n（中央社記者王小明、李四台北8日電）{PROSE}", "中央社", "王小明、李四"),
        (f"港口擴建\n（中央社記者王小明不萊梅8日電）{PROSE}", "中央社", "王小明"),  # a place that no list has
        (f"港口擴建\n（中央社台北8日電）{PROSE}", "中央社", None),
        (f"港口扩建\n路透上海4月10日 - {PROSE}", "路透", None),
        (f"港口扩建\n路透上海/香港4月10日 - {PROSE}", "路透", None),
        (f"港口扩建\n新华社合肥4月9日电（记者王小明 欧阳四）{PROSE}", "新华社", "王小明 欧阳四"),
        (f"港口扩建\n海港经纬3月31日电 (刘小玉){PROSE}", "海港经纬", "刘小玉"),
        (f"港口擴建\n【記者王小明／台北報導】{PROSE}", None, "王小明"),
        (f"港口擴建\n記者王小明／綜合報導\n{PROSE}", None, "王小明"),
        (f"港口扩建\n【环球时报综合报道】{PROSE}", "环球时报", None),
        (f"港口扩建\n（彭博）{PROSE}", "彭博", None),
        (f"港口扩建\n（德国之声中文网）{PROSE}", "德国之声中文网", None),
        (f"港口扩建\n海港科技讯 {PROSE}", "海港科技", None),
        (f"港口扩建\n作者：王小明\n{PROSE}", None, "王小明"),
        (f"港口擴建\n文／王小明\n{PROSE}", None, "王小明"),
        (f"港口擴建\n撰文：王小明\n{PROSE}", None, "王小明"),
        (f"港口扩建\n{PROSE}\n海港晚报/紫海新闻记者 王小明\n来源：海港晚报 责编：DD001", "海港晚报", "王小明"),
        (f"港口扩建\n{PROSE}（海港晚报）", "海港晚报", None),
        (f"港口擴建--海港日報\n{PROSE}", "海港日報", None),
        (f"港口扩建\nANNA LEE,ANNA LEE\n{PROSE}", None, "ANNA LEE"),
        (f"港口扩建\n责任编辑：王小明\n{PROSE}", None, None),  # editors are not the author
        (f"港口扩建\n图片来源：摄影网\n{PROSE}", None, None),  # nor is a picture's source the outlet
        (f"港口扩建\n据路透社报道，{PROSE}", None, None),  # a source is not the outlet
    ],
)
def test_byline(lexicon: Lexicon, text: str, outlet: str | None, author: str | None) -> None:
    """Who published and who wrote it, as written; a label counts more than a house's name alone."""
    assert structure(text, lexicon).byline == Byline(outlet, author)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"港口擴建\n2024-02-16 10:23\n{PROSE}", "2024-02-16"),
        (f"港口扩建\n来源：海港网 2024年2月6日\n{PROSE}", "2024-02-06"),
        (f"港口擴建\n{PROSE}（編輯：王小明）1091105", "2020-11-05"),
        (f"港口擴建\n港口在2024年2月6日動工，到2030年10月10日才會完成。{PROSE}", None),
    ],
)
def test_published(lexicon: Lexicon, text: str, published: str | None) -> None:
    """The date the article gives for itself, not one it tells of."""
    assert structure(text, lexicon).published == published


def test_sections(lexicon: Lexicon) -> None:
    """One section before the first heading, then one a heading, which together cover the text."""
    text = f"港口擴建\n{PROSE}\n為什麼擴建？\n{PROSE}\n誰反對？\n{PROSE}"
    sections = structure(text, lexicon).sections
    assert [s.heading for s in sections] == [None, "為什麼擴建？", "誰反對？"]
    assert "".join(text[s.start : s.end] for s in sections) == text


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["美中關係", "漁業危機", "造船補助", PROSE],
            ["link", "link", "heading", "body"],
        ),  # the last one leads its prose
        (["美中關係", "漁業危機", PROSE], ["heading", "heading", "body"]),
        ([PROSE, "美中關係", "漁業危機", "造船補助"], ["body", "link", "link", "link"]),
        ([PROSE, "Related", "美中關係", "漁業危機"], ["body", "link", "link", "link"]),
    ],
)
def test_runs_of_headings_are_links(lexicon: Lexicon, lines: list[str], expected: list[str]) -> None:
    """Headings without prose of their own lead to other articles."""
    assert roles("\n".join(["港口擴建", *lines]), lexicon) == ["headline", *expected]
