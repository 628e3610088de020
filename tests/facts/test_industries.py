"""Which sectors a text says are touched, under which name, by which clause, and who says so. ⟦ ⟧ mark the clause."""

import re
from collections.abc import Callable

import pytest

from bot.facts.article import Article
from bot.facts.industries import RULES, Industry

Parsed = Callable[[str], Article]
HEADLINE = "本週要聞\n"


def industries(article: Article) -> list[Industry]:
    return [fact for fact in article.facts["industries"] if isinstance(fact, Industry)]


@pytest.mark.parametrize(
    ("marked", "names", "rule"),
    [
        # something is done to it
        ("⟦新的關稅重創紡織業⟧。", ["紡織"], "is_touched"),
        ("⟦这项发明将颠覆整个影视行业⟧。", ["影视"], "is_touched"),
        ("⟦油價上漲衝擊航空、海運和物流⟧。", ["航空", "海運", "物流"], "is_touched"),
        ("⟦疫情打击零售餐饮业⟧。", ["零售", "餐饮"], "is_touched"),
        # it is where the subject is used
        ("⟦新材料已应用于医疗和航空⟧。", ["医疗", "航空"], "is_where_it_is_used"),
        # something comes to it
        ("⟦新法給補習業帶來很大壓力⟧。", ["補習"], "receives"),
        ("⟦大模型对出版商的利润造成冲击⟧。", ["出版"], "receives"),
        ("⟦这给纪录电影的前途蒙上阴影⟧。", ["电影"], "receives"),
        ("⟦技术突破为视频生成领域带来进步⟧。", ["视频生成"], "receives"),
        # how it does
        ("⟦去年觀光業營收銳減⟧。", ["觀光"], "fares"),
        ("⟦养猪、家政、养老等行业纷纷转型⟧。", ["养猪", "家政", "养老"], "fares"),
        ("⟦三年后房地产迎来寒冬⟧。", ["房地产"], "fares"),
        # what it suffers, said behind the name
        ("⟦旅行社和民宿业受到很大冲击⟧。", ["旅行社", "民宿"], "suffers"),
        ("⟦插画师正被机器取代⟧。", ["插画"], "suffers"),
        # examples of what the clause before speaks of
        ("⟦新规将影响多个行业，包括广告、游戏、教育等领域⟧。", ["广告", "游戏", "教育"], "is_among"),
        # the next clause says it
        ("⟦城里有许多平面设计师，他们的工作受到威胁⟧。", ["平面设计"], "is_resumed"),
        ("⟦特別是酒店和餐飲等行業，這些行業已經受到衝擊⟧。", ["酒店", "餐飲"], "is_resumed"),
        # a sector that uses the subject
        ("⟦汽車製造商紛紛採用這種電池⟧。", ["汽車"], "uses"),
        # news of a sector that is named as one
        ("⟦这标志着平台经济领域执法进入新阶段⟧。", ["平台经济"], "has_news"),
    ],
)
def test_touched(ruled: Parsed, marked: str, names: list[str], rule: str) -> None:
    """A sector is named as written without 业, 行业 or 商, and stands with the clause that says how it is touched."""
    article = ruled(HEADLINE + re.sub("[⟦⟧]", "", marked))
    found = industries(article)
    assert [i.name for i in found] == names
    assert {article.slice(i) for i in found} == set(re.findall("⟦(.+?)⟧", marked))
    assert rule in {i.rule for i in found}


@pytest.mark.parametrize(
    "text",
    [
        "他從事出版業，住在鄉下。",  # named, nothing said of it
        "她毕业于一所教育学院。",
        "产业工会与企业谈判失败。",  # somebody else than the sector
        "银行业监管机构受到批评。",
        "記者走訪了金融研究中心，影響不大。",
        "这种芯片短缺，电池涨价。",  # things, not sectors
        "他每天都看电影，这改变了他。",
        "新规不会影响零售业。",  # said not to happen
        "專家認為AI無法取代插畫師。",
        "就业、创业和营业都受到影响。",  # words that only end like one
        "各行各业都受到冲击，多个领域发生变化。",  # no sector is named
        "该行业面临挑战。",
        "金融风险上升，银行卡被盗。",
        "开发者和用户受到影响。",  # not sectors as such
        "手机和平板电脑受到冲击。",
    ],
)
def test_not_touched(parsed: Parsed, text: str) -> None:
    """A mere mention, a thing, a denial and a body called after a sector are none."""
    assert [i.name for i in industries(parsed(HEADLINE + text))] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("油價上漲衝擊航空、海運業者。專家表示，物流業也將受到衝擊，不少業者虧損。", {"航空", "海運", "物流"}),
        ("大模型將顛覆整個影視行業，對出版業也帶來很大的衝擊。", {"影視", "出版"}),
        ("他從事出版業，住在鄉下，最近十分忙碌。", set()),
        ("新規不會影響零售業，也沒有影響餐飲業。", set()),
    ],
)
def test_weighed(parsed: Parsed, text: str, names: set[str]) -> None:
    """The scorer, which hears the rules, keeps what they are sure of and takes nothing that is only named."""
    assert {i.name for i in industries(parsed(HEADLINE + text))} == names


def test_one_entry_a_sector(parsed: Parsed) -> None:
    """The fullest form, once, with the clause that says it most plainly."""
    article = parsed(HEADLINE + "短視頻行業面臨監管。他說，新工具將顛覆短視頻行業。視頻行業正在轉型。")
    assert [(i.name, article.slice(i)) for i in industries(article)] == [("短視頻", "新工具將顛覆短視頻行業")]


def test_who_says_so(ruled: Parsed) -> None:
    """A sector named in reported words is its speaker's claim, else the article's own."""
    article = ruled(HEADLINE + "陶器协会会长林志远表示，新税将重创陶瓷业。物流业也受到冲击。\n下雨影响了农业。")
    assert [(i.name, i.said_by) for i in industries(article)] == [
        ("陶瓷", "林志远"),
        ("物流", "林志远"),
        ("农业", None),
    ]


def test_every_rule_has_a_case() -> None:
    """Each rule is the first opinion of a sentence above."""
    cases = next(m for m in test_touched.pytestmark if m.name == "parametrize").args[1]
    assert {rule for _, _, rule in cases} == {rule.__name__ for rule in RULES}
