"""Who and what an article names: each row a sentence of ours, what is expected of it beside it."""

from collections.abc import Callable

import pytest

from bot.facts.article import Article
from bot.facts.layout import Layout, lay_out
from bot.facts.lexicon import Lexicon
from bot.facts.names import Names, find
from bot.facts.structure import structure

Parsed = Callable[[str], Article]


@pytest.fixture(scope="session")
def named(lexicon: Lexicon) -> Callable[[str], Names]:
    def read(text: str) -> Names:
        return find(laid_out(text, lexicon))

    return read


def laid_out(text: str, lexicon: Lexicon) -> Layout:
    return lay_out(text, structure(text, lexicon).paragraphs, lexicon)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("市議員歐陽明哲表示，橋樑年久失修。", ["歐陽明哲"]),  # a family name of two characters
        ("經濟學者林陳秀雲認為，房價仍高。", ["林陳秀雲"]),  # two family names
        ("首相高橋健一表示，将推动改革。", ["高橋健一"]),  # Japanese, in mixed script
        ("记者安娜·彼得罗娃说，港口已经关闭。", ["安娜·彼得罗娃"]),  # transliterated, · inside
        ("工程師馬可‧羅西表示，水壩安全。", ["馬可‧羅西"]),  # Taiwan's ‧
        ("分析师史密斯-琼斯指出，油价会涨。", ["史密斯-琼斯"]),  # a hyphen that joins two parts
        ("分析师MARTIN LEE认为，油价会涨。", ["MARTIN LEE"]),  # Latin, behind a title
        ("博主@城南修表匠說，齒輪磨損了。", ["城南修表匠"]),  # a handle
        ("邮件请寄@someone，逾期不候。", []),  # a bare account is none
        (
            "（中央社記者方雅婷台南3日電）漁港今天啟用。",
            ["方雅婷"],
        ),  # the place behind the reporter is no part of the name
        ("漁港今天啟用。（編輯：沈志明/高遠）", []),  # editors in brackets are left out
        ("漁港啟用\n港報編輯：沈志明\n漁港今天啟用。\n責任編輯：高遠", ["沈志明"]),  # one who signs at the head counts
        (
            "南海資本首席人才官：Nora\xa0Lindqvist\n他們缺人。",
            ["Nora Lindqvist".replace(" ", "\xa0")],
        ),  # a no-break space
        ("有人稱它為馬歇爾計劃，也叫貝克曼法案。", []),  # what is called after somebody
        ("經濟學家余廣安在微博評論，風險很高。", ["余廣安"]),  # a title before it, and where he says it behind it
        ("作家「夏木木」說，新書賣光了。", ["夏木木"]),  # a pen name in marks
        ("网红「请勿打扰」很有名。", []),  # words in marks are no pen name
        ("主管部門列明要求，潘張夫婦離開。", []),  # a verb; two family names
        ("孫悟空和哆啦A夢都受歡迎。", []),  # figures of tales
        ("海风资本首席投资官：Karl Weber\n房价会跌。", ["Karl Weber"]),  # a title and a colon
        ("作者汉斯.韦伯说，书卖光了。", ["汉斯.韦伯"]),  # a full stop for the dot
        ("用戶Ella表示，新版更慢。她去了Tokyo。", ["Ella"]),  # a first name between title and verb; a city is none
        ("特首林鄭月娥出席典禮。", ["林鄭月娥"]),  # a name that the tagger cuts in two
        ("藥廠執行長康思賢（Cole Hansson）說，今年缺貨。", ["康思賢"]),  # a title and the Latin form beside a wrong cut
        ("工廠設在巴西貝慶（Betim），公園設在法國雷安（Rhean）。", []),  # a country and one Latin word: places
        ("冯先生说，店里人手不够。", ["冯先生"]),  # a family name with an address, where there is no more
    ],
)
def test_people(named: Callable[[str], Names], text: str, people: list[str]) -> None:
    """Names of every make, whole and without what stands beside them."""
    assert [name.full for name in named(text).people] == people


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("厂长郑国栋说，订单多了。老郑还说，人手不够。", ("郑国栋", "老郑")),
        ("工程师孙亚楠介绍了方案。孙女士表示，明年完工。", ("孙亚楠", "孙女士")),
        ("教授艾琳·卡特（Irene Carter）表示乐观。卡特说，药有效。", ("艾琳·卡特", "Irene Carter", "卡特")),
        ("研究员Karl Weber说，冰川在缩小。Weber认为，这不可逆。", ("Karl Weber", "Weber")),
    ],
)
def test_short_forms_of_a_person(named: Callable[[str], Names], text: str, forms: tuple[str, ...]) -> None:
    """A short form, an address and the Latin form in a bracket all mean the full name."""
    (person,) = named(text).people
    assert (person.full, person.forms) == (forms[0], forms)
    assert [text[s.start : s.end] for s in person.mentions] == list(forms)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("海港集團董事長許文山表示，航線將增加。", "海港集團董事長"),
        ("湖南省水利厅副厅长、防汛办主任罗建国说，水位下降。", "湖南省水利厅副厅长、防汛办主任"),  # 、 joins two titles
        ("出席典禮的交通部長許文山表示，航線將增加。", "交通部長"),  # a relative clause is no role
        ("许文山，海港集团董事长，昨天到访。", "海港集团董事长"),  # behind the name
        ("许文山是海港集团的首席工程师。", "海港集团的首席工程师"),
        ("许文山教授昨天到访，介绍了方案。", "教授"),  # a title at once behind it
        ("出席一個論壇的學者許文山表示，航線將增加。", "學者"),  # what he attends is no role
        ("準備挑戰時任市長許文山的人很多。", "時任市長"),
        ("記者和公司執行長余嘉川約在咖啡館。余嘉川說，生意很好。", "公司執行長"),  # the tagger cuts through the title
        (
            "“天气很热，”许文山说，他是海港研究所（Harbour Institute）的研究员。",
            "海港研究所（Harbour Institute）的研究员",
        ),
        ("许文山自称是海港集团的老股东，昨天到访。", "海港集团的老股东"),  # what he says he is
        ("许文山曾任海港集团副总裁，昨天到访。", "海港集团副总裁"),
        ("作为海港集团的副总裁，许文山感到压力很大。", "海港集团的副总裁"),  # what he is, in a clause in front
        ("作为一名父亲最重要的是陪伴，许文山说。", None),
        ("許文山昨天到訪。（海港社台北6日電）副市長許文山今天說，航線將增加。", "副市長"),  # no dateline
        ("许文山昨天到访，介绍了方案。", None),
    ],
)
def test_roles(named: Callable[[str], Names], text: str, role: str | None) -> None:
    """Title and affiliation as written, in front of the name or behind it."""
    assert [person.role for person in named(text).people] == [role]


def test_longest_role_anywhere(named: Callable[[str], Names]) -> None:
    """The role may stand at any mention of the name."""
    text = "许文山昨天到访。海港集团董事长许文山说，航线会增加。"
    assert named(text).people[0].role == "海港集团董事长"


@pytest.mark.parametrize(
    ("text", "organisations"),
    [
        ("南海大学海洋经济研究中心昨天发布报告。", ["南海大学海洋经济研究中心"]),  # a body with its university, once
        ("多家科技公司表示，行业不景气。", []),  # describing words make no name
        ("一家美國網路安全公司說，攻擊增加。", []),
        ("加拿大政府宣布新规，加拿大很重视。", ["加拿大政府"]),  # governments by name, countries not
        ("《華爾街日報》報導，工廠停工。", ["華爾街日報"]),  # newspapers keep no marks
        ("據羅兵咸永道的報告，收入下跌。", ["羅兵咸永道"]),  # a listed name that begins like a person's
        ("滴滴收购了摩拜和ofo。", ["滴滴", "摩拜", "ofo"]),  # listed, in small letters
        ("時事周刊《海聲》批評政府。", ["海聲"]),  # a periodical by what stands before it
        (
            "经合组织（Organisation for Economic Co-operation and Development，简称OECD）开会。",
            ["经合组织"],
        ),  # a long gloss
        ("物流业者远岚周三宣布停运。", ["远岚"]),  # only 业者 and the verb give it away
        ("星苇科技执行长说，订单多了。", ["星苇科技"]),
        ("渔民公会担心，渔场会缩小。", ["渔民公会"]),
        ("初创公司Blue Lantern表示，产品已经下架。", ["Blue Lantern"]),  # two Latin words
        ("歐盟與世界衛生組織都表示關切。", ["歐盟", "世界衛生組織"]),
        ("可持续交通部门负责人说，公交要电气化。", []),  # 交通部 within a word of its own
        ("中国推动对美科技战，强力政府受关注。", []),  # a country's letter and describing words
        ("这是大众福利，大众很欢迎，浪潮来了。", []),  # everyday words that are companies' names too
        ("发布会由大众汽车举办，大众宣布减产。", ["大众汽车"]),
        ("阿里云和腾讯云降价，腾讯没有回应。", ["阿里云", "腾讯云", "腾讯"]),  # a daughter is a company of its own
        ("BOSS直聘和SK海力士都在招人。", ["BOSS直聘", "SK海力士"]),  # Latin and Chinese in one name
        ("据官方公众号金融时报报道，利率不变。", ["金融时报"]),  # what it is stands before the name
        ("南海大学风险研究中心（Centre for the Study of Future Risk）成立。", ["南海大学风险研究中心"]),
        ("香港警方和澳門檢方都拒絕回應。", ["香港警方", "澳門檢方"]),
        ("公司支持SA和NSA（非独立组网），参加了IFA。", []),  # capitals of a technique, a fair
        (
            "电竞餐厅「Versus Arena」和老牌酒楼「潮满」开业，「頤宮」餐廳也是。",
            ["Versus Arena", "潮满", "頤宮"],
        ),  # shops by what they are
        (
            "他向圣邦、思远、华为等企业采购，华为、小小地球等公司停业。",
            ["圣邦", "思远", "华为", "小小地球"],
        ),  # by the noun
        ("築間餐飲集團董事長許文山說，店關了。", ["築間餐飲集團"]),  # a describing ending and a word before it
        ("多數央行認為，各國央行會降息，兩國外交部沒有回應。", []),  # offices of many countries
        ("南海大学人类未来研究所研究员许文山认为，风险很低。", ["南海大学人类未来研究所"]),  # a time in the name
        ("微软的威胁分析中心总经理许文山表示，有关联。", ["微软", "威胁分析中心"]),  # the ending in two words
        ("由索尼影业与中国腾讯联合制作。", ["索尼影业", "腾讯"]),  # the tagger has its country in one word with it
        ("由於寶馳（Peugeot）停產，他在平台（Amazon）買車。", ["寶馳", "Amazon"]),  # a company's other form behind it
        ("福特（Ford）、遠駒（Yuanju）、本田和豐田都停產。", ["福特", "遠駒", "本田", "豐田"]),  # glosses in a list
        ("中国政法大学海洋法中心研究员许文山认为，渔场会缩小。", ["中国政法大学海洋法中心"]),  # a school's own
        ("助教一起安利学员升级，安利公司没有回应。", ["安利公司"]),  # a verb too
        ("与中国腾讯及美国苹果等企业并列。", ["腾讯", "苹果"]),  # its country is no part of it
        (
            "南海大學的災害與安全研究中心的研究員說，要撤離。",
            ["南海大學", "災害與安全研究中心"],
        ),  # two plain words joined
        ("腾讯系的企业市值上升。", ["腾讯"]),  # its family is no body of it
        (
            "立法院財委會今天開會，立法院經委會休會。",
            ["立法院財委會", "立法院經委會"],
        ),  # committees by their short names
        ("其中，街灯、小灯和怪鸟3家头部企业的份额上升。", ["街灯", "小灯", "怪鸟"]),  # a list of as many as are counted
        ("设计、生产和销售两家企业都做。", []),  # a list of another number
        ("監測平台Nordmetry發布的《漁業展望》出爐，Tallio數據顯示，漁獲減少。", ["Nordmetry", "Tallio"]),  # who counts
        (
            "蔚来、小鹏、理想、威马等车厂降价，理想很丰满。",
            ["蔚来", "小鹏", "理想", "威马"],
        ),  # common words among companies
    ],
)
def test_organisations(named: Callable[[str], Names], text: str, organisations: list[str]) -> None:
    """Companies, institutions, media and governments by name; kinds of companies and places are none."""
    assert [name.full for name in named(text).organisations] == organisations


@pytest.mark.parametrize(
    ("text", "full"),
    [
        ("蔚来汽车宣布停产。蔚来说，芯片不够。", ["蔚来汽车"]),  # what is left out is a plain ending
        ("中國證監會表示關切。證監會隨後約談高層。", ["中國證監會"]),  # the country left out
        ("谷歌（Google）发布新品。Google表示，产品明年上市。", ["谷歌"]),  # the bracket gives the other form
        ("路透社报道说，工厂停工。REUTERS/李明", ["路透社"]),  # the same body by names without a common character
        (
            "立法院今天開會。立法院財政委員會審查預算。",
            ["立法院", "立法院財政委員會"],
        ),  # a superior and its body are two
        ("远岚兴业董事长许文山说，订单多。远岚公司昨天停工。", ["远岚兴业"]),  # another plain ending
        ("华夏银行和华夏证券都表示，不会裁员。", ["华夏银行", "华夏证券"]),  # different trades
    ],
)
def test_forms_of_an_organisation(named: Callable[[str], Names], text: str, full: list[str]) -> None:
    """One entry an organisation, by its fullest form."""
    assert [name.full for name in named(text).organisations] == full


@pytest.mark.parametrize(
    ("text", "products"),
    [
        ("电影《灯塔守夜人》明天上映。", ["灯塔守夜人"]),
        ("《网络安全法》明天施行。", []),  # a law is no work
        ("公司推出策略遊戲《星海計劃》。", ["星海計劃"]),  # a game, whatever its name ends in
        ("公司发布新手机Mira 9 Pro，售价三千元。", ["Mira 9 Pro"]),
        ("新机搭载麒麟9000S芯片，支持5G。", ["麒麟9000S"]),  # 5G is no model
        ("公司推出通訊軟體「海風」。", ["海風"]),  # what it is stands before the marks
        ("8月12日，PMI11月升至52，跌幅3%。", []),  # no date or index is a model
        ("他在微博和抖音上都有账号。", ["微博", "抖音"]),  # platforms
        ("公司公布《报告》和《预包装果汁》团体标准。", []),  # what a text is; a standard
        ("由海风公司開發的「雲橋」世界明天上線。", ["雲橋"]),  # who made it stands before the marks
        ("消費者用饿了么点餐，程式用pytorch寫成。", ["饿了么", "pytorch"]),  # in any case of letters
        ("平台停用了TeamMayor帳號，AWE 2024開幕。", []),  # whose account it is; a fair and its year
        ("業者推出「燒肉訂閱制」，政府推出「雙減」政策。", ["燒肉訂閱制"]),  # what is launched, but no policy
        ("公司提供“账本管家”、“催收大师”等风控产品。", ["账本管家", "催收大师"]),  # what the noun behind the list says
        ("“绿田”售卖平台停用，“垄断”平台和“动物系”网站被罚。", ["绿田"]),  # a word between; what it is like is no name
        ("很多人改用微信、Fernpost和钉钉。", ["微信", "Fernpost", "钉钉"]),  # a Latin name among listed ones
        ("縣府加發「海鮮券」，民眾說太少。", ["海鮮券"]),  # an ending that only goods have
        ("媒体质疑“断芯”和“内卷”，企业面临“出海”。", []),  # words in marks that nobody sells
        ("央视春晚收视率下降，315晚会也是。", ["央视春晚", "315晚会"]),  # programmes without marks
        (
            "他讀《2020年港口景氣簡報》和《南海時報》。",
            ["2020年港口景氣簡報"],
        ),  # a report ends like a paper, but has a year
        (
            "用戶可在PayPal電子錢包存錢，也能打開Google地圖，不必買地圖。",
            ["PayPal電子錢包", "Google地圖"],
        ),  # a company's own
        ("新款的寶獅308停產，寶馬320輛交車，寶獅2020年裁員。", ["寶獅308"]),  # a car's number, an amount, a year
        ("(圖片編號VBC31N20617106)賣給海港公司。", []),  # a code
        ("《关于某项目信访事项的答复》已经寄出。", []),  # an office's answer is no work
        ("大模型GPT-4比ChatGPT更强，GPT-4更贵。", ["GPT-4", "ChatGPT"]),
        (
            "電影《潮間帶》（Tidal Zone，又譯為《退潮》）上映。",
            ["潮間帶"],
        ),  # the bracket gives other titles of the same
    ],
)
def test_products(named: Callable[[str], Names], text: str, products: list[str]) -> None:
    """Works, models, platforms and what is named in marks beside its kind."""
    assert [name.full for name in named(text).products] == products


@pytest.mark.parametrize(
    ("text", "organisations", "products"),
    [
        ("市長在臉書發文說，橋修好了。", [], ["臉書"]),  # what somebody does there
        ("臉書宣布裁員，臉書員工很意外。", ["臉書"], []),  # what only a company does and has
        ("快手公司裁员，快手上有人直播。", ["快手公司"], ["快手"]),  # a common word, where it is used
        ("知乎回应说，知乎用户的账号没有泄露。", ["知乎"], ["知乎"]),
        ("Reddit表示，Reddit用户发的帖文会保留。", ["Reddit"], ["Reddit"]),
    ],
)
def test_platforms(named: Callable[[str], Names], text: str, organisations: list[str], products: list[str]) -> None:
    """A platform used is a product, the company that acts an organisation; one article may hold both."""
    names = named(text)
    found = [n.full for n in names.organisations], [n.full for n in names.products]
    assert found == (organisations, products)


def test_notices_name_nobody(named: Callable[[str], Names]) -> None:
    """Copyright lines are skipped."""
    text = "渔港今天启用\n市长许文山说，渔港今天启用，渔民都很高兴。\n海港网版权所有，未经授权不得转载，联系人李大同。"
    assert [name.full for name in named(text).people] == ["许文山"]


def test_every_mention_is_found(named: Callable[[str], Names]) -> None:
    """A name that one rule finds once is found wherever it stands."""
    text = "远岚航空董事长许文山说，远岚航空不裁员。许文山还说，远岚航空会盈利。"
    names = named(text)
    assert [len(n.mentions) for n in (*names.people, *names.organisations)] == [2, 3]


def test_names_become_facts(parsed: Parsed) -> None:
    """Each kind's facts hold the fullest form and the span of the first mention."""
    article = parsed("中國證監會主席許文山昨天用微信說，證監會會查。")
    (person,) = article.facts["people"]
    assert (person.name, person.role, article.slice(person)) == ("許文山", "中國證監會主席", "許文山")
    (body,) = article.facts["organisations"]
    assert (body.name, article.slice(body)) == ("中國證監會", "中國證監會")
    (product,) = article.facts["products"]
    assert product.name == "微信"
