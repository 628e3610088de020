"""Names that an article introduces or leaves to their neighbours; each row a sentence of ours."""

from collections.abc import Callable

import pytest

from bot.facts.article import Article
from bot.facts.layout import lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.names import Names, find
from bot.facts.structure import structure

Parsed = Callable[[str], Article]


@pytest.fixture(scope="session")
def named(lexicon: Lexicon) -> Callable[[str], Names]:
    return lambda text: find(lay_out(text, structure(text, lexicon).paragraphs, lexicon))


def fulls(names: Names) -> dict[str, list[str]]:
    kinds = {"person": names.people, "organisation": names.organisations, "product": names.products}
    return {kind: [name.full for name in found] for kind, found in kinds.items() if found}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("他创办了一家名为“蓝帆海运”的公司，业绩不错。", {"organisation": ["蓝帆海运"]}),  # the noun behind 的
        ("老板把新的语音系统命名为海铃。", {"product": ["海铃"]}),  # the noun before it
        ("这条路改名为海滨大道，居民都说好。", {}),  # no noun that says what it is
        ("全球海洋中心 (Center for Global Oceans) 公布了数据。", {"organisation": ["全球海洋中心"]}),  # written out
        ("美国渔民自由联盟（AFFU）提醒船东。", {"organisation": ["美国渔民自由联盟"]}),  # its letters
        ("公司研究通用人工智能（AGI）多年。", {}),  # letters of a thing
        ("新机采用芯片星河系列，速度更快。", {"product": ["星河"]}),  # between what it is and 系列
        ("网名叫海风的车主走了。海风明年回来。", {"person": ["海风"]}),  # what somebody goes by
        ("自称是车主的人走了。", {}),
        ("店主小禾（化名）走了。", {"person": ["小禾"]}),
        ("采访了网络作家野渡。野渡说，书卖光了。野渡表示，明年再写。", {"person": ["野渡"]}),  # speaks twice
        ("采访了网络作家野渡。书卖光了，明年再写。", {}),  # does not
        ("据海湾财经此前报道，港口停工。", {"organisation": ["海湾财经"]}),  # whose report it is
        ("据当地媒体报道，港口停工。", {}),
        ("华为、腾讯、曙光等企业参加了会议。", {"organisation": ["华为", "腾讯", "曙光"]}),  # the noun behind 等
        ("他用花呗、白条、借呗付款。", {"product": ["花呗", "白条", "借呗"]}),  # between two of a kind
        ("华为、运营商、腾讯都没有回应。", {"organisation": ["华为", "腾讯"]}),  # a plain noun is none
        ("團隊「深港工作室」推出了新書。", {"organisation": ["深港工作室"]}),  # in marks, with an ending
        ("智库“金融监管研究院”发布了数据。", {"organisation": ["金融监管研究院"]}),  # plain words behind what it is
        ("资讯网站“海声”报道，港口停工。", {"organisation": ["海声"]}),  # what reports is no product
        ("南城香创始人王国栋说，店很多。南城香明年开店。", {"person": ["王国栋"], "organisation": ["南城香"]}),
    ],
)
def test_introduced(named: Callable[[str], Names], text: str, found: dict[str, list[str]]) -> None:
    """What stands beside a name says that it is one, and of which kind."""
    assert fulls(named(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("韩国保健福祉部表示，医生不够。", ["韩国保健福祉部"]),
        ("德国南部下了大雪，美国总部关门。", []),  # a part of a country, an office
        ("据美国防部公布，导弹已经交付。", ["美国防部"]),  # one character for a country
        ("特朗普政府宣布加税。", ["特朗普政府"]),
        ("强力政府可以对抗巨头。", []),  # a describing word
        ("哈尔滨工程大学发布了成果。", ["哈尔滨工程大学"]),  # plain words between a city and its kind
        ("中国银行业利润下降，法国电信运营商亏损。", []),  # a sector
        ("国际关系和政治局势都变了。", []),  # 政治局 within words of their own
        ("飞机制造商诺思特·格兰德出席了会议。", ["诺思特·格兰德"]),  # a firm by what it is
        ("佢哋无拣游戏公司，好失望。", []),  # spoken Cantonese
        (
            "恒大集团停工。恒大新能源汽车亏损。恒大没有回应。",
            ["恒大集团", "恒大新能源汽车"],
        ),  # a group and its daughter
    ],
)
def test_bodies(named: Callable[[str], Names], text: str, found: list[str]) -> None:
    """Ministries and governments by their country or person; sectors and describing words are none."""
    assert [name.full for name in named(text).organisations] == found


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("组织者艾丹·周（Aidan Chow）表示，工时太长。", ["艾丹·周"]),  # a family name behind the dot
        ("Runway CEO Maria Valenz说，影片会更长。", ["Maria Valenz"]),  # an office between two Latin names
        ("A某这样说，他的丈夫在住院。", ["A某"]),
        ("经理让-吕克·布瓦告诉记者，机器到了。", ["让-吕克·布瓦"]),  # a first part of one character before a dash
        ("法国雷纳卫生学院发布报告。", []),  # a place behind its country
        ("比三星、雷曼163英寸电视便宜。", []),  # a brand before a size
    ],
)
def test_foreign_people(named: Callable[[str], Names], text: str, people: list[str]) -> None:
    """A foreign name is whole; what only looks like one is a place or a brand."""
    assert [name.full for name in named(text).people] == people


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("腾海投资（T&H Investment）首席投资官程正华说，油价会涨。", "腾海投资（T&H Investment）首席投资官"),
        ("智库“海洋研究院”院长程正华说，油价会涨。", "智库“海洋研究院”院长"),
        ("公司一名网名为“海风”的前工程师说，油价会涨。", "前工程师"),  # behind a nickname
        (
            "云山学会（Yunshan Institution）非常驻资深研究员程正华说，油价会涨。",
            "云山学会（Yunshan Institution）非常驻资深研究员",
        ),
        ("晴川医院急诊科、胸腔科主任程正华说，病床不够。", "晴川医院急诊科、胸腔科主任"),  # of two departments
        ("与会的有经济部、财政部部长程正华说，油价会涨。", "财政部部长"),  # of one ministry
        ("深圳市住房和建设局局长程正华说，油价会涨。", "深圳市住房和建设局局长"),  # 和 within an office
        ("《海声》总编辑程正华说，油价会涨。", "《海声》总编辑"),
        ("国家统计局高级统计师程正华说，油价会涨。", "国家统计局高级统计师"),  # a calling that no list holds
        ("签约心理咨询师程正华说，压力很大。", "签约心理咨询师"),  # a calling that the tagger takes for a person
        ("海港集团创始人之一程正华说，油价会涨。", "海港集团创始人之一"),
        ("南海大学程正华教授说，油价会涨。", "南海大学"),  # the house before, longer than the title behind
        ("海豚智库的程正华说，油价会涨。", "海豚智库"),
        ("这是海港集团的总裁程正华的原话。", "海港集团的总裁"),  # 是 is no clause that tells what he does
        ("讲者： 程正华：南海大学客座教授 许文山：海港集团主任", "南海大学客座教授"),  # a list of who is who
    ],
)
def test_roles(named: Callable[[str], Names], text: str, role: str) -> None:
    """A role reaches over a gloss or a name in marks; without a title the house is the role."""
    assert named(text).people[0].role == role


def test_role_of_the_next_in_a_list(named: Callable[[str], Names]) -> None:
    """Another's role right before a name is not its own."""
    text = "讲者： 程正华：南海大学客座教授 许文山：海港集团主任"
    assert [person.role for person in named(text).people] == ["南海大学客座教授", "海港集团主任"]
