"""Who says what: every case is an article of ours, with what is said marked as {d Speaker: …} or {r Speaker: …}."""

import re
from collections.abc import Callable

import pytest

from bot.facts import names, speech
from bot.facts.article import Article
from bot.facts.layout import Paragraph, lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.saying.scene import Part
from bot.facts.speech import Speech, disjoint

MARKED = re.compile(r"\{(?P<kind>[dr]) (?P<speaker>[^:]+):(?P<text>[^}]*)\}")
KINDS = {"d": "direct", "r": "reported"}
PLAIN = "这是一篇介绍新能源产业发展情况的报道。\n"  # so that the first line of a case is no headline


def said(parsed: Callable[[str], Article], text: str) -> list[tuple[str, str | None, str]]:
    article = parsed(PLAIN + text)
    return [(q.kind, q.speaker, article.slice(q)) for q in article.facts["quotes"]]  # type: ignore[attr-defined]


def expected(text: str) -> list[tuple[str, str | None, str]]:
    return [(KINDS[m["kind"]], m["speaker"], m["text"]) for m in MARKED.finditer(text)]


REPORTED = {
    "a cue with a comma": "王建国表示，{r 王建国:公司明年会扩大产能。}",
    "a cue without a comma": "王建国认为{r 王建国:这项技术还不成熟。}",
    "a setting and an addressee between": "王建国昨天在发布会上对记者表示，{r 王建国:新工厂将在年底投产。}",
    "a person told": "王建国告诉记者，{r 王建国:订单已经排到明年三月。}",
    "an interview": "王建国接受本报采访时说，{r 王建国:价格不会再涨。}",
    "a relative clause before the name": "出席会议的财政部长王建国指出，{r 王建国:税率不会调整。}",
    "a chain of verbs": "王建国回应此事称，{r 王建国:公司没有裁员计划。}",
    "a cue at the end": "{r 王建国:产能明年将会提高一倍}，王建国说。",
    "the subject left out": "王建国至今没有离开公司，但也坦言{r 王建国:压力非常大。}",
    "a cue that hands on: the inner source speaks": "据新华社报道，王建国表示，{r 王建国:公司将继续招人。}",
    "a medium quoting a person": "路透社援引知情人士说，{r 知情人士:交易可能在下周完成。}",
    "a described group": "多名专家认为，{r 多名专家:房价明年会下跌。}",
    "a source there is": "但也有业内人士指出，{r 业内人士:成本仍然太高。}",
    "a document of a named body": "世界银行的报告显示，{r 世界银行:全球经济明年将增长百分之三。}",
    "an account without a verb": "根据世界银行的数据，{r 世界银行:去年有三亿人失去工作。}",
    "in the words of": "用王建国的话说，{r 王建国:这只是刚刚开始。}",
    "in the view of": "在专家看来，{r 专家:这不是一件坏事。}",
    "an announcement with a clause": "丰田汽车公司宣布，{r 丰田汽车公司:两座工厂将在下月停工。}",
    "a wish for what somebody should do": "专家呼吁{r 专家:政府尽快出台补贴政策。}",
    "a concession ends where the article turns": "尽管王建国曾表示，{r 王建国:公司不会涨价}，但新车还是贵了不少。",
    "two speakers in one sentence": "王建国认为，{r 王建国:市场已经饱和}，李志强则指出，{r 李志强:需求还会增长。}",
    "a claim within what is said": "王建国表示，{r 王建国:有人认为电动车不安全，这完全没有根据。}",
    "analysts by their analysis": "分析认为，{r 分析:出口会继续放缓。}",
    "a claim without a comma": "王建国批评{r 王建国:竞争对手不守规矩。}",
    "a promise without its subject": "丰田汽车公司承诺{r 丰田汽车公司:将在明年重开两座工厂。}",
    "an announcement that leaves its subject out": "王建国昨天召开了发布会，宣布{r 王建国:两座工厂已经停工。}",
    "whom it was learnt from": "记者从知情人士处获悉，{r 知情人士:两座工厂下月停工。}",
    "a clause that begins with 不": "王建国认为{r 王建国:不值得为此冒险。}",
    "a verb cut through by the tagger": "有企业负责人称，{r 企业负责人:订单已经排到明年。}",
    "who brought the document out": "海港渔业协会此前发布的预制菜消费调查报告显示，{r 海港渔业协会:三成的顾客不满意。}",
    "two bodies and their survey": "南海大学和招聘平台联合进行的调查发现，{r 南海大学和招聘平台:毕业生的工作少了三成。}",
    "another behind a semicolon, at an interview": "行政院曾提到，{r 行政院:发放现金会被存起来}；教授王建国接受采访时摇了头，他说，{r 王建国:储蓄率没有下降。}",
    "urged in a post": "王建国曾发文建议，{r 王建国:春节假期增加至九天。}",
    "what ought to be, without a comma": "对此王建国建议{r 王建国:要以人为本，加大投入。}",
    "a medium's piece": "《经济学人》批评了这项政策。其中一篇文章指出，{r 经济学人:物价会继续上涨。}",
    "of whom the paper reports": "《华尔街日报》指，{r 华尔街日报:王建国的看法不那么悲观。}他说，{r 王建国:就业会好转。}",
    "a person by the name of a place before": "研究言论自由的巴尔的摩教授王建国撰文说，{r 王建国:港口会停工。}",
    "by the data of a name alone": "据LMC的数据，{r LMC:去年的产量增长了三成。}",
    "what others say of him is left out": "丰田汽车公司称，{r 丰田汽车公司:工厂已经停工}，但没有透露具体原因。",
    "another source behind a semicolon": "王建国表示，{r 王建国:订单很多}；丰田汽车公司宣布，{r 丰田汽车公司:两座工厂将在下月停工。}",
    "who goes by a name in marks": "“老猫”坦言，{r 老猫:自己早就想离开。}",
    "who goes by a name on the net": "微博昵称“老猫”的车主坦言，{r 老猫:自己早就想离开。}据老猫介绍，{r 老猫:车卖得很便宜。}",
    "how it is said": "王建国自嘲地告诉记者，{r 王建国:自己早就想离开。}",
    "those who were asked": "所有被访者都认为{r 所有被访者:学费太高。}",
    "what somebody saw": "多名用户注意到，{r 多名用户:新版本少了三个按钮。}",
    "an example without a comma": "王建国举例{r 王建国:隔壁的工厂去年多招了三百人。}",
    "a place that a description ends in": "该公司的总部所在地横滨宣布，{r 该公司的总部所在地横滨:明年减税。}",
    "another behind a dash": "多家银行表示，{r 多家银行:风险正在上升}——丰田汽车公司提醒，{r 丰田汽车公司:债务占了三成。}",
    "an estimate behind a semicolon": "王建国表示，{r 王建国:订单很多}；丰田汽车公司评估，{r 丰田汽车公司:明年还会增长。}",
    "a noun that the tagger glues to the verb": "丰田汽车公司代表指，{r 丰田汽车公司:两座工厂已经停工。}",
    "plain words, without a comma": "王建国明言{r 王建国:新税会影响出口。}",
    "in the eyes of": "在王建国眼中，{r 王建国:这不是一件坏事。}",
    "another behind a semicolon and 同时": "王建国表示，{r 王建国:订单很多}；同时，丰田汽车公司宣布，{r 丰田汽车公司:两座工厂将在下月停工。}",
    "the words of a person, handed on": "路透社援引王建国的话说，{r 王建国:交易可能在下周完成。}",
    "what somebody does not hold": "王建国也{r 王建国:不认为房价明年会下跌。}",
    "what others are talked into": "王建国劝导{r 王建国:年轻人要先存钱再买车。}",
    "a subject brought up as a clause": "王建国也谈到{r 王建国:公司要多培养新人。}",
    "the same body goes on": "世界银行认为，{r 世界银行:需求正在恢复}，该机构预计{r 世界银行:明年会增长三成。}",
    "another reacts": "王建国主张，{r 王建国:税率应当下调}，丰田汽车公司对此也十分赞同，正在准备材料。",
    "what researchers find": "南海大学的研究人员跟踪了三百户家庭，发现{r 南海大学的研究人员:收入越高存得越多。}",
    "what a view is": "多名专家近年的看法是，{r 多名专家:房价会慢慢下跌。}",
    "a conclusion and a colon": "但研究人员已得出结论：{r 研究人员:这种做法没有效果。}",
    "a view that is kept": "王建国也持相同的观点，{r 王建国:税率应当尽快下调。}",
    "so many reasons": "世界银行点出三大原因，{r 世界银行:首先，原料一直在涨价。}",
    "the word taken up again with 也": "世界银行认为{r 世界银行:需求正在恢复}，但也提醒，{r 世界银行:风险正在上升。}",
    "what is explained, then the explanation": "世界银行进一步分析明年前景，{r 世界银行:因原料涨价，订单会减少三成。}",
    "what was answered": "多位受访者给出的答案是{r 多位受访者:确实有影响，但是不大。}",
    "what somebody advises whom": "王建国给准备入行的年轻人的建议是：{r 王建国:先学会存钱。}",
    "who is brought up behind a setting": "王建国在报告中，提及{r 王建国:这项条例是其中一个例子。}",
    "what a paper says it noticed": "世界银行昨天发文，说{r 世界银行:注意到近日市场上有些疑虑。}",
    "who is reminded is to do it": "王建国也提醒{r 王建国:人们要保持谨慎，不要急着出手。}",
    "a marked document": "据2020年“海港人口年鉴”显示，{r 2020年“海港人口年鉴”:平均婚龄是二十八岁。}",
    "what a paper reports and says": "新华社批评了这项政策。报道并说，{r 新华社:物价会继续上涨。}",
    "a surname that the tagger glues to its verb": "王建国表示，{r 王建国:工人还不够。}对于订单，王说，{r 王建国:已经排到明年。}",
    "Traditional script": "王建國坦言，{r 王建國:這次調整來得太晚。}",
}
DIRECT = {
    "the cue in front": "王建国说：“{d 王建国:我们已经准备好了。}”",
    "the cue behind": "“{d 王建国:我们已经准备好了，}”王建国说。",
    "the cue behind the sentence": "“{d 王建国:我们已经准备好了。}”王建国说。",
    "the cue between the halves": "“{d 王建国:我们准备好了，}”王建国说，“{d 王建国:工厂随时可以开工。}”",
    "what is quoted, then what is reported": "“{d 王建国:时间很紧。}”王建国表示，{r 王建国:工厂要在年底前完工。}",
    "what is reported, then what is quoted": "王建国指出，{r 王建国:市场正在变化}，“{d 王建国:我们必须跑得比别人更快。}”",
    "a sentence of its own goes on": "王建国表示，{r 王建国:订单很多。}“{d 王建国:工人每天都在加班，仓库也满了。}”",
    "a paragraph of its own goes on": "王建国说，{r 王建国:订单很多。}\n“{d 王建国:工人每天都在加班，仓库也满了。}”",
    "the speaker comes next": "“{d 王建国:这车刚买就降价，谁受得了？}”在北京开出租车的王建国十分无奈。",
    "short marked pieces stay inside": "王建国认为，{r 王建国:这只会让双方“两败俱伤”。}",
    "terms stay inside": "王建国认为，{r 王建国:公司背后“最大的问题”是缺少资金。}",
    "what something will be": "王建国表示，{r 王建国:如果停工，结果将是}“{d 王建国:一场漫长的灾难}”。",
    "corner brackets": "王建国表示，「{d 王建国:我們會認真考慮大家的意見。}」",
    "straight marks": '王建国说："{d 王建国:我们已经准备好了。}"',
    "a label and a colon": "网友：“{d 网友:这个价格谁买得起。}”",
    "an audience without a verb": "视频引来网友惊叹，“{d 网友:这画面也太真实了，完全看不出来！}”",
    "who the speaker is, not what is said": "“{d 王建国:这个方向没有错，}”王建国说，他是清华大学的教授。",
    "marks that close with the opening mark": "“{d 王建国:我们已经准备好了。}“王建国说。",
    "a quotation over two paragraphs": "王建国说：“{d 王建国:我们已经准备好了。}\n“{d 王建国:明天就可以开工。}”",
    "a colon behind another verb": "王建国这样形容自己的决定：“{d 王建国:与其等待，不如现在就走。}”",
    "a sentence behind a comma": "王建国表示，{r 王建国:订单很多。}工厂每天都在加班，“{d 王建国:今年会是公司最好的一年}”。",
    "the subject of the sentence before": "王建国并不同意。“{d 王建国:这个说法没有任何根据，我们早就解释过了。}”",
    "whom the sentence before came to in the end": "同学会上来的人很多，王建国就是其中之一。“{d 王建国:这个说法没有任何根据，我们早就解释过了。}”",
    "several quotations, of whom the words work on": "王建国想了很久。这句话也让他下定决心，“{d 王建国:想要做一点更有意义的事情}”、“{d 王建国:不想一直做一样的事情}”。",
    "behind a conjunction": "店长王建国只想着哪里有办法，因为“{d 王建国:开店时已下定决心，不会再回去上班}”；后来店活了下来。",
    "a few words of a person's": "王建国想起当时的情形，“{d 王建国:当场直接哭出来}”，心里很乱。",
    "what somebody condemns": "就连新华社也采访了王建国，并谴责“{d 新华社:畸形加班文化}”。",
    "somebody that the paragraph was about": "一名研究员等了很久。雨没有停。“{d 一名研究员:这个说法没有任何根据，我们早就解释过了。}”",
    "behind words of the article's own": "王建国说，{r 王建国:订单很多。}\n从长期看，问题会更严重。“{d 王建国:这个说法没有任何根据，我们早就解释过了。}”",
    "a quotation that is never closed": "王建国说，{r 王建国:订单很多。}“{d 王建国:工人每天都在加班，仓库也满了。}",
    "two papers that are told": "店长告诉《海港日报》·《南湾晚报》记者“{d 店长:一人一半}”。",
    "a clause whose main clause is quoted": "王建国表示，由于原料短缺，“{d 王建国:工厂下周只能开工三天}”。",
    "a subject whose verb is quoted": "王建国表示，拖慢生产速度的原料短缺状况，“{d 王建国:可以在年底前缓解}”。",
    "a condition with its main clause": "王建国表示，{r 王建国:只要照着做就可以}，“{d 王建国:别的都不用担心}”。",
    "a comparison, then what is quoted": "王建国认为，{r 王建国:观看比赛的人永远比选手多}，“{d 王建国:吸引他们才是更大的商机}”。",
    "Cantonese": "王建國話：「{d 王建國:呢件事唔會再發生。}」",
}
NOTHING = {
    "a gesture": "王建国对来宾表示感谢。",
    "a condition": "如果王建国表示反对，计划就会取消。",
    "what may be said": "王建国可能会认为价格太高。",
    "a noun": "王建国对这份报告进行了分析，结果还没有公布。",
    "what somebody said, as an attribute": "王建国所说的那家工厂去年已经关闭。",
    "by nobody's account": "据了解，新工厂将在年底投产。",
    "by the figures": "根据财报，公司去年净亏损三亿元。",
    "a point of view": "从长远的角度说，这不是坏事。",
    "scare quotes and slogans": "这家“百年老店”提出了“顾客第一”的口号。",
    "a matter that somebody brings up": "王建国提到工厂停工三天一事。",
    "a few words of nobody's": "会场很热闹，“大家一起来”，气氛很好。",
    "a work": "他最喜欢的书是《三国演义》。",
    "the reporter": "记者注意到，店里已经没有顾客。",
    "the reporters of a paper": "海港日报注意到，店里已经没有顾客。",
    "what is said of a thing by others": "尽管公司的安全措施受人质疑，不过用户仍在增加。",
    "what is hoped for": "并非每个人都看好，市场依然冷清。",
    "a rumour": "丰田汽车公司去年停工。有消息称，工厂已经卖掉。",
    "a condition put as a clause": "严重的话，整个系统都会停止运行。",
    "a subject brought up before somebody speaks": "谈到公司要裁员，会场一片安静。",
    "what may displease": "工厂一定会不满，认为政策帮助了对手。",
    "a question that an article hands on": "据《海港日报》报道，房价还有上涨的空间吗？",
    "a view without its words": "王建国发表了意见，会场一片安静。",
    "a view that nobody holds": "更可靠的答案是，工厂需要更多订单。",
    "an explanation without its words": "王建国分析了明年前景，带着客人走进厂房。",
    "what others are made to think": "这让人认为价格还会上涨。",
}


@pytest.mark.parametrize("text", [*REPORTED.values(), *DIRECT.values()], ids=[*REPORTED, *DIRECT])
def test_says_what_is_attributed_and_by_whom(parsed: Callable[[str], Article], text: str) -> None:
    assert said(parsed, MARKED.sub(r"\g<text>", text)) == expected(text)


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_attributes_nothing_that_nobody_says(parsed: Callable[[str], Article], text: str) -> None:
    assert said(parsed, text) == []


SPEAKERS = {
    "他 is the person who spoke last": ("王建国说，订单很多。他还指出，原料在涨价。", ["王建国", "王建国"]),
    "他 is the person the article turned to": (
        "王建国说，订单很多。李志强去年才入行。他说，生意不好做。",
        ["王建国", "李志强"],
    ),
    "a surname with a title": ("王建国教授认为，时机未到。王教授说，还要再等等。", ["王建国", "王建国"]),
    "an office is who holds it": (
        "副总统王建国出席了会议。副总统表示，订单很多。王副总统还说，原料在涨价。",
        ["王建国", "王建国"],
    ),
    "他 may be an expert of the paragraph before": (
        "李志强去年离开了公司。\n一家银行的分析师说，订单很多。\n他还指出，原料在涨价。",
        ["一家银行的分析师", "一家银行的分析师"],
    ),
    "persons that are joined": ("王建国和总经理李志强均表示，订单很多。", ["王建国和总经理李志强"]),
    "bodies that are joined": ("丰田汽车公司和世界银行指出，订单很多。", ["丰田汽车公司和世界银行"]),
    "他 may be somebody without a name that the article turned to": (
        "王建国说，订单很多。第二天，一名送餐员当街哭了。他说，拿不到工资。",
        ["王建国", "一名送餐员"],
    ),
    "a document that somebody brought out": (
        "丰田汽车公司去年扩产。其发出的通告说，订单很多。",
        ["丰田汽车公司"],
    ),
    "the subject left out behind 但": (
        "丰田汽车公司去年扩产，但尊重世界银行撤回贷款的决定，并表示订单很多。",
        ["丰田汽车公司"],
    ),
    "其 may be a person": ("丰田汽车公司去年扩产。王建国说，订单很多。其还表示，原料在涨价。", ["王建国", "王建国"]),
    "firms are none that was named": ("丰田汽车公司说，订单很多。企业提醒，原料在涨价。", ["丰田汽车公司", "企业"]),
    "several bodies are none that was named": (
        "丰田汽车公司说，订单很多。上述芯片企业表示，原料在涨价。",
        ["丰田汽车公司", "上述芯片企业"],
    ),
    "它 is the body the sentence before was about": (
        "总部设在东京的丰田汽车公司去年扩产，强调订单很多。",
        ["丰田汽车公司"],
    ),
    "该公司 is the body that spoke last": (
        "丰田汽车公司表示，新车下月上市。该公司还称，价格不变。",
        ["丰田汽车公司", "丰田汽车公司"],
    ),
    "该行 is no product": (
        "世界银行预计，比特币还会上涨。比特币的价格波动很大。该行指出，风险在上升。",
        ["世界银行", "世界银行"],
    ),
    "该负责人 is who was described so": (
        "工厂一位负责人说，设备已经到位。该负责人表示，工人还不够。",
        ["工厂一位负责人", "工厂一位负责人"],
    ),
    "a bare 报告 is the body's that issued it": (
        "世界银行的报告指出，增长会放缓。报告还称，风险在上升。",
        ["世界银行", "世界银行"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), SPEAKERS.values(), ids=SPEAKERS)
def test_resolves_who_is_meant(parsed: Callable[[str], Article], text: str, speakers: list[str]) -> None:
    assert [speaker for _, speaker, _ in said(parsed, text)] == speakers


def test_captions_headlines_and_notices_carry_no_quotes(parsed: Callable[[str], Article]) -> None:
    text = "王建国：公司明年会扩大产能\n图为王建国在工厂说明新设备。\n王建国昨天参观了新的工厂，参观持续了两个小时。"
    assert list(parsed(text).facts["quotes"]) == []


def heard(lexicon: Lexicon, text: str) -> tuple[str, Speech]:
    """The speech of a text whose lines are all body."""
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(Paragraph(at, at + len(line), "body"))
        at += len(line) + 1
    layout = lay_out(text, tuple(lines), lexicon)
    return text, speech.find(layout, names.find(layout))


VOICES = {
    "through the paragraph": ("王建国表示，订单很多。工厂每天都在加班。", "每天", "王建国"),
    "not beyond the paragraph": ("王建国表示，订单很多。\n工厂每天都在加班。", "每天", None),
    "beyond it with a list": ("王建国表示，首先要有订单。\n其次，工厂必须加班。", "必须", "王建国"),
    "not behind quoted words": ("王建国表示：“订单真的很多。”工厂每天都在加班。", "每天", None),
    "until the speaker is spoken of again": ("王建国表示，订单很多。王建国去年刚刚接手工厂。", "刚刚", None),
    "until the article objects to a body": ("丰田汽车公司称，订单很多。但工厂已经停工。", "停工", None),
    "before anything is said": ("工厂每天都在加班。王建国表示，订单很多。", "每天", None),
}


@pytest.mark.parametrize(("text", "word", "speaker"), VOICES.values(), ids=VOICES)
def test_a_voice_carries(lexicon: Lexicon, text: str, word: str, speaker: str | None) -> None:
    text, found = heard(lexicon, text)
    utterance = found.voice_at(text.index(word))
    assert (utterance.speaker if utterance is not None else None) == speaker


def part(start: int, end: int, kind: str = "reported") -> Part:
    return Part(start, end, kind, None, "")  # type: ignore[arg-type]


DISJOINT = {
    "apart": ([part(0, 5), part(6, 9)], [part(0, 5), part(6, 9)]),
    "the next part cuts what is reported": ([part(0, 9), part(4, 9)], [part(0, 4), part(4, 9)]),
    "in quoted words nothing begins": ([part(0, 9, "direct"), part(4, 9)], [part(0, 9, "direct")]),
    "one of two at a place": ([part(0, 5), part(0, 9)], [part(0, 9)]),
}


@pytest.mark.parametrize(("found", "kept"), DISJOINT.values(), ids=DISJOINT)
def test_parts_do_not_overlap(found: list[Part], kept: list[Part]) -> None:
    assert disjoint(found) == kept
