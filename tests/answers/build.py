"""Articles made by hand: invented news, its facts placed by finding their words in the text."""

from typing import Any

from bot.facts.article import Article, Byline, Script, Section
from bot.facts.kinds import KIND_BY_NAME

NO_BYLINE = Byline()


def article(
    text: str,
    script: Script = "hant",
    *,
    title: str = "",
    byline: Byline = NO_BYLINE,
    published: str | None = None,
    headings: tuple[str, ...] = (),
    **facts: list[tuple[str, dict[str, Any]]],
) -> Article:
    """`facts`: a kind's name and its facts as (words, the other fields); the words must stand in the text."""
    text = text.strip()
    starts = [0, *(text.index(f"\n{heading}\n") + 1 for heading in headings)]
    ends = [*starts[1:], len(text)]
    sections = zip((None, *headings), starts, ends, strict=True)
    return Article(
        source=text,
        text=text,
        title=title,
        byline=byline,
        published=published,
        script=script,
        sections=tuple(Section(*section) for section in sections),
        facts={kind: tuple(_fact(text, kind, *fact) for fact in found) for kind, found in facts.items()},
    )


def _fact(text: str, kind: str, words: str, fields: dict[str, Any]) -> Any:
    start = text.index(words)
    return KIND_BY_NAME[kind].fact(start, start + len(words), **fields)


def said(
    words: str, speaker: str | None, role: str | None = None, kind: str = "reported"
) -> tuple[str, dict[str, Any]]:
    return words, {"kind": kind, "speaker": speaker, "role": role}


def by(words: str, said_by: str | None = None) -> tuple[str, dict[str, Any]]:
    return words, {"said_by": said_by}


BATTERY = article(
    """
晴川固態電池亮相 充電只要八分鐘
文/島嶼科技報 林予安
晴川材料昨天發表固態電池「青石」，充電只要8分鐘，可以讓電動車跑600公里。
晴川材料執行長沈若溪表示，青石對電動車行業有巨大的影響，也會改變儲能產業。「我們等這一天等了十二年。」
短板還有哪些?
不過，青石的成本是現有電池的3倍，目前每月只能生產2000顆。沈若溪坦言，低溫時容量會掉兩成，可能難以滿足寒帶市場的需求。
海島大學教授顧維哲認為，固態電池的良率仍然偏低；業者應該先從機車電池做起，並且公開測試資料。
投資人怎麼看?
晴川材料的股價昨天上漲7%。分析師周以恩說：「故事很好，但訂單還沒來。」
""",
    title="晴川固態電池亮相 充電只要八分鐘",
    byline=Byline("島嶼科技報", "林予安"),
    published="2031-05-06",
    headings=("短板還有哪些?", "投資人怎麼看?"),
    quotes=[
        said("青石對電動車行業有巨大的影響，也會改變儲能產業。", "沈若溪", "晴川材料執行長"),
        said("我們等這一天等了十二年。", "沈若溪", "晴川材料執行長", "direct"),
        said("低溫時容量會掉兩成，可能難以滿足寒帶市場的需求。", "沈若溪", "晴川材料執行長"),
        said("固態電池的良率仍然偏低；業者應該先從機車電池做起，並且公開測試資料。", "顧維哲", "海島大學教授"),
        said("故事很好，但訂單還沒來。", "周以恩", "分析師", "direct"),
    ],
    limits=[
        by("青石的成本是現有電池的3倍"),
        by("目前每月只能生產2000顆"),
        by("低溫時容量會掉兩成", "沈若溪"),
        by("固態電池的良率仍然偏低", "顧維哲"),
    ],
    capabilities=[by("充電只要8分鐘"), by("可以讓電動車跑600公里")],
    industries=[
        ("青石對電動車行業有巨大的影響，也會改變儲能產業", {"name": "電動車", "said_by": "沈若溪"}),
        ("青石對電動車行業有巨大的影響，也會改變儲能產業", {"name": "儲能", "said_by": "沈若溪"}),
    ],
    advice=[by("應該先從機車電池做起", "顧維哲"), by("公開測試資料", "顧維哲")],
    people=[
        ("林予安", {"name": "林予安", "role": None}),
        ("沈若溪", {"name": "沈若溪", "role": "晴川材料執行長"}),
        ("顧維哲", {"name": "顧維哲", "role": "海島大學教授"}),
        ("周以恩", {"name": "周以恩", "role": "分析師"}),
    ],
    organisations=[("晴川材料", {"name": "晴川材料"}), ("海島大學", {"name": "海島大學"})],
    products=[("青石", {"name": "青石"})],
    figures=[
        ("8分鐘", {"value": 8.0, "unit": "分鐘"}),
        ("600公里", {"value": 600.0, "unit": "公里"}),
        ("3倍", {"value": 3.0, "unit": "倍"}),
        ("7%", {"value": 7.0, "unit": "%"}),
    ],
)

FERRY = article(
    """
无人渡轮明年试航
云港日报 记者 唐晓渔
云港海事局宣布，无人渡轮“海风”明年试航，头发花白的老船长们发展出新的工作。
晴川材料执行长沈若溪说，渡轮将使用该公司的电池。云港渔会会长罗大江表示，后面的风险没有人说清楚。
""",
    "hans",
    title="无人渡轮明年试航",
    byline=Byline("云港日报", "唐晓渔"),
    published="2031-04-01",
    quotes=[
        said("渡轮将使用该公司的电池。", "沈若溪", "晴川材料执行长"),
        said("后面的风险没有人说清楚。", "罗大江", "云港渔会会长"),
    ],
    people=[("罗大江", {"name": "罗大江", "role": "云港渔会会长"})],
    limits=[by("后面的风险没有人说清楚", "罗大江")],
)

HOSTILE = article(
    "<b>標題</b> & 其他\n記者<script>alert(1)</script>表示，<i>5 < 6 && 7 > 6</i>的行業會倒。",
    title="<b>標題</b> & 其他",
    byline=Byline("<i>報社</i>", "A&B"),
    published="2031-01-01",
    quotes=[said("<i>5 < 6 && 7 > 6</i>的行業會倒。", "<script>alert(1)</script>", "<記者> & 編輯", "direct")],
    limits=[by("5 < 6 && 7 > 6", "<script>alert(1)</script>")],
    industries=[("<i>5 < 6 && 7 > 6</i>的行業會倒", {"name": "<i>", "said_by": "<script>alert(1)</script>"})],
    people=[("<script>alert(1)</script>", {"name": "<script>alert(1)</script>", "role": "<記者> & 編輯"})],
    figures=[("5 <", {"value": 5.0, "unit": "<"})],
)
