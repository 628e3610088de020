"""Which numbers are amounts, how far each reaches, and what it is worth. ⟦ ⟧ mark the figures of a sentence."""

import re
from collections.abc import Callable

import pytest

from bot.facts.article import Article
from bot.facts.figures import Figure

Parsed = Callable[[str], Article]


def figures(article: Article) -> list[Figure]:
    return [fact for fact in article.facts["figures"] if isinstance(fact, Figure)]


@pytest.mark.parametrize(
    "marked",
    [
        # with a unit, in both scripts
        "這款耳機售價⟦1,280元⟧，重⟦4.5克⟧。",
        "公司去年营收达⟦70亿元⟧，同比增长⟦3.5%⟧。",
        "預算編列⟦1.2兆元⟧，折合約⟦370億美元⟧。",
        "工廠投資⟦1,500萬美元⟧，占地⟦３０公頃⟧。",
        "晶片採用⟦七奈米⟧製程，舊款是⟦28nm⟧。",
        "螢幕尺寸為⟦6.7英寸⟧，電池⟦5,000mAh⟧。",
        "收入超过⟦182亿元人民币⟧，融資⟦US$35億⟧、⟦$2.5億⟧。",
        "指数上升 ⟦6,300 万⟧，即 ⟦0.4 个百分点⟧。",
        # shares
        "有⟦三成五⟧的受訪者反對，⟦8成5⟧沒有意見。",
        "其中⟦百分之五⟧來自海外，⟦三分之一⟧來自歐洲。",
        "⟦一半⟧以上的商店關門，客流只有原來的⟦1/8⟧。",
        "香港的失業率約⟦百分之三點二⟧。",
        # ranges are one
        "工期需要⟦5至8年⟧，成本上升⟦30%至40%⟧。",
        "学费从⟦20万至40万元⟧不等，课程⟦2-3个月⟧。",
        "要价⟦五六万元⟧，循环⟦3、4次⟧，等了⟦半年到一年⟧。",
        # two amounts in a list or a change are two
        "分別年增⟦38.7%⟧、⟦14.2%⟧。",
        "收入上升⟦29%⟧至⟦6.46億元⟧。",
        "指數升⟦2個百分點⟧至⟦87.8%⟧，央行降息⟦25個基點⟧至⟦4.75%⟧。",
        "缺勤者增加⟦211人⟧至⟦8024人⟧，失業率降⟦0.2%⟧至⟦3.1%⟧，價格漲⟦5%至10%⟧。",
        "公司有逾⟦300⟧員工，指數跌破⟦3000⟧，成立於2003。",
        "亮度⟦1000尼特⟧，票價⟦35蚊⟧。",
        "男女比例約⟦8比2⟧，客隊以3比1獲勝。",
        # vague counts, without what says about how many
        "吸引⟦數百萬人⟧參加，超過⟦200家⟧企業到場。",
        "近⟦百家⟧工廠停工，⟦上百萬⟧工人失業。",
        "影片傳給⟦成千上萬名⟧用戶，每天有⟦幾十個⟧新帳號。",
        "推出⟦20多种⟧车型，卖了⟦三千多张⟧票。",
        # classifiers
        "計畫推廣到⟦30個⟧城市，有⟦兩家⟧廠商競標。",
        "村子里只剩下⟦一头⟧牛，制作需要⟦四步⟧。",
        "她今年⟦55歲⟧，跑了⟦3分56秒⟧。",
        # numbers that say themselves that they are amounts
        "票房突破⟦70億⟧，粉絲超過⟦十万⟧。",
        "采购经理指数为⟦54.9⟧，⟦50⟧以上意味着增长。",
        # lengths of time that measure
        "影片限制在⟦60秒⟧，製作用了⟦3週⟧。",
        "扩张达到⟦十年⟧来最快速度，工厂停产⟦两天⟧。",
        "用了Signal⟦數年⟧，遭禁止發文⟦數小時⟧，最後⟦10年⟧轉行。",
        "投資⟦40日⟧內獲利，分為期⟦30日⟧的課程，9月10日開課。",
        "冰封三尺非一日之寒，批評聲四起，打通最後一公里。",
        "他從事這一行⟦15年⟧，會議開了⟦一個半小時⟧。",
        "比賽用了⟦兩年半⟧準備，訓練⟦半年⟧。",
        "展期⟦一整年⟧，提前⟦10分鐘⟧離場，10分鐘前到場。",
        "停工⟦三週⟧後復工，失聯近⟦兩年⟧後返家，發布三週後下架，成立兩年後上市。",
        # what it is measured by belongs to the unit
        "银价报⟦31美元/盎司⟧，停车费⟦5元每小时⟧，租金⟦2元到3元每天⟧。",
        "他花了⟦5元⟧每天都来，⟦一分钱⟧也不想多付。",
        # a letter of the number begins the unit
        "发电⟦3.2亿千瓦时⟧，装机⟦500兆瓦⟧。",
        "他身高⟦1米75⟧，有⟦十来个⟧人陪同，增至⟦25⟧以上，⟦300只⟧股票下跌。",
        # what the tagger takes for a name or for another word
        "港股收盘收窄至逾⟦6%⟧；计划扩招⟦4000名⟧医科学生，抬起⟦20公斤⟧重的玻璃。",
        "华大九天发布了⟦三款⟧软件。",
    ],
)
def test_amounts(parsed: Parsed, marked: str) -> None:
    """An amount is marked with its unit as written, and nothing else in the sentence is."""
    article = parsed(re.sub("[⟦⟧]", "", marked))
    assert [article.slice(f) for f in figures(article)] == re.findall("⟦(.+?)⟧", marked)


@pytest.mark.parametrize(
    "text",
    [
        "公司在2023年10月5日成立，1998年上市。",
        "會議將於5月3日上午10:30舉行，下午三點結束。",
        "民國110年2月7日攝於台北。",
        "二〇二三年的情况与九十年代不同，80后更多。",
        "14年後他回到家鄉，三天前離開。",
        "未來兩三年內將量產，過去二十年間從未發生。",
        "前9个月业绩下滑，再过三年就退休。",
        "这是第一次，第三季度和第3名都不算。",
        "周五和星期二开会，初三休息。",
        "二季度的产量好于四季度。",
        "他用的是Mate 60和iPhone 14，也试过GPT-4和5G网络。",
        "F-35战机与COVID-19无关，版本是1.2.3。",
        "360集團董事長談到三星和百度。",
        "一家公司的一位員工說，這是一個問題。",
        "他一定會來，一些人一直反對，千萬別去。",
        "客服電話是0800-123-456。",
        "几个朋友说，这两个问题都很难。",
        "數字經濟和半導體都很重要。",
        "二十一世紀是亞洲的世紀。",
        "利润实现两位数增长，前三名都是百万富翁。",
        "比賽以3:2結束。",
    ],
)
def test_no_amounts(parsed: Parsed, text: str) -> None:
    """Dates, years, times, ordinals, models, phone numbers, articles and idioms are no amounts."""
    article = parsed(text)
    assert [article.slice(f) for f in figures(article)] == []


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("投資70億元。", 7_000_000_000, "元"),
        ("占三成五。", 35, "%"),
        ("占六成半。", 65, "%"),
        ("占兩至三成。", 20, "%"),  # a range: the lower bound
        ("占百分之五。", 5, "%"),
        ("占三分之一。", pytest.approx(1 / 3), None),
        ("只剩一半。", 0.5, None),
        ("大約萬分之五。", 0.0005, None),
        ("需要5至8年。", 5, "年"),
        ("訓練半年。", 0.5, "年"),
        ("訓練兩年半。", 2.5, "年"),
        ("開了三個半小時。", 3.5, "小時"),
        ("等了十几年。", None, "年"),
        ("装机500兆瓦。", 500, "兆瓦"),
        ("花了30多億元。", 3_000_000_000, "元"),  # open upwards: the lower bound
        ("花了數百萬元。", None, "元"),
        ("成千上萬名用戶。", None, "名"),
        ("跑了3分56秒。", None, None),  # two units, so the value is in none
        ("突破七十億。", 7_000_000_000, None),
        ("重１．５公斤。", 1.5, "公斤"),
    ],
)
def test_value_and_unit(parsed: Parsed, text: str, value: float | None, unit: str | None) -> None:
    """The value counts the unit as it is written."""
    (figure,) = figures(parsed(text))
    assert (figure.value, figure.unit) == (value, unit)


def test_only_the_articles_own_lines_count(parsed: Parsed) -> None:
    """Numbers in bylines and in the house's notices are not the article's."""
    article = parsed("港口擴建\n記者 王小明\n港口花費3億元擴建。\n本站共有500家會員，版權所有，未經授權不得轉載。\n")
    assert [article.slice(f) for f in figures(article)] == ["3億元"]
