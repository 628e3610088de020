"""From a web page to the article on it: trafilatura finds the body, rules take off what Chinese news sites leave around it."""

import re

import trafilatura
from lxml import etree, html

from bot.intake.masthead import read_head

CONTROL = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # none of XML's characters
DECLARATION = re.compile(r"\s*<\?xml[^<>]{0,200}\?>")
# Names that sites give to what surrounds an article. Must not match what wraps the article itself: `article-share-box` does, `article-body` does not.
AROUND = re.compile(
    r"(?:^|[-_ ])(?:related|recommend\w*|recom|hot(?:news|list)?|rank(?:ing|list)?|copyright|statement|disclaimer|share\w*|social|qr-?code|weixin|wechat|"
    r"breadcrumb\w*|crumbs?|caption|figcaption|pic-?info|img-?desc|advert\w*|ad|ads|banner|subscribe\w*|newsletter|app-?(?:download|banner|guide)|"
    r"comment\w*|editor|tags|keywords?|nav\w*|footer|sidebar|aside|side-?bar|tuijian|guess|more-?news|read-?more|next-?page|pager|login|video-?list)(?:$|[-_ \d])",
    re.IGNORECASE,
)
DROPPED = [
    "script",
    "style",
    "noscript",
    "iframe",
    "form",
    "button",
    "select",
    "aside",
    "nav",
    "footer",
    "figcaption",
    "svg",
    "template",
]
BLOCKS = frozenset(["div", "section", "ul", "ol", "dl", "p", "table", "header", "figure", "article"])
LARGEST = 20_000  # elements and comments: large pages of news sites have some thousands
LARGEST_SHARE = 0.3  # of the page's text: what holds more than that is the article, whatever its name

# Lines that sites leave in an article's text. Each is a whole line; must not match a sentence of an article that speaks of such things.
LEFTOVER = re.compile(
    r"^(?:"
    r".{0,40}(?:版权所有|版權所有|未经授权|未經授權|非經授權|不得转载|不得轉載|All Rights Reserved|Copyright ©).{0,60}"
    r"|.{0,40}(?:扫描|掃描|扫码|掃碼).{0,12}(?:二维码|二維碼|关注|關注).{0,40}"
    r"|.{0,30}(?:举报电话|舉報電話|举报邮箱|舉報郵箱|客服电话).{0,60}"
    r"|(?:更多|欢迎|歡迎|收看|請|请|点击|點擊).{0,12}(?:订阅|訂閱|关注|關注|下载|下載|追蹤|按讚).{0,40}"
    r"|.{0,20}(?:网友|網友)(?:评论|評論|跟贴|跟帖|留言).{0,40}立[场場].?"
    r"|.{0,300}[【\[](?:详细|詳細|全文|更多|查看更多)[】\]]"
    r"|(?:廣告|广告|字号|字號|分享|收藏|评论|評論|打印|列印|推荐|推薦)"
    r"|(?:关键词|關鍵詞|关键字|關鍵字|标签|標籤)[ 　]*(?:>>|[:：]).{0,80}"
    r"|(?:图|圖)(?:片)?[ 　]*[:：/／].{0,30}"
    r")$"
)
# A heading over links to other articles: all that follows it at the end of a page is not the article.
TAIL_HEADING = re.compile(
    r"^[【\[]?(?:相关|相關|延伸|推荐|推薦|热点|熱點|热门|熱門|猜你|更多|最新|精彩|大家都在看|编辑推荐|編輯推薦|往期|今日)(?:新闻|新聞|阅读|閱讀|报道|報導|推荐|推薦|文章|喜欢|喜歡|資訊|资讯|内容|內容|热点|关注|回顾|· ?推荐)?[】\]]?[:：]?$"
)
# A sentence that tells something. Must not match 請開啟 JavaScript 以繼續。, 登入後即可閱讀全文。 or a row of headlines.
PROSE = re.compile(r"[^\n。！？!?]{18,}[。！？!?]|[^\n]{60,}")
LINK_LINE = re.compile(r"^[-•·] ?.{1,60}$")


def article_text(page: str) -> str:
    """The text of the article on a page, a paragraph a line, under what the page says of it; empty where there is none."""
    tree = _parsed(page)
    if tree is None:
        return ""
    imprint = read_head(tree)
    _prune(tree)
    found = trafilatura.extract(tree, include_comments=False, include_tables=False) or ""
    text = "\n".join(_without_leftovers([line.strip() for line in found.split("\n") if line.strip()]))
    return imprint.over(text) if PROSE.search(text) else ""


def _parsed(page: str) -> html.HtmlElement | None:
    """The page as a tree under <html>; None where it holds nothing, or more than a page that somebody wrote.

    The encoding that XHTML declares says nothing of a text, and lxml refuses it. Control characters (&#x1F; makes one) it
    reads and then refuses to write, so that they go before anything is moved.
    """
    declared = DECLARATION.match(page)
    try:
        tree = html.document_fromstring(page[declared.end() :] if declared else page)
    except etree.ParserError:  # nothing but blanks
        return None
    for count, node in enumerate(tree.iter()):
        if count == LARGEST:
            return None
        if node.text and CONTROL.search(node.text):
            node.text = CONTROL.sub("", node.text)
        if node.tail and CONTROL.search(node.tail):
            node.tail = CONTROL.sub("", node.tail)
    etree.strip_elements(tree, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    return tree


def _prune(tree: html.HtmlElement) -> None:
    for name in DROPPED:
        etree.strip_elements(tree, name, with_tail=False)
    everything = len(tree.text_content())
    for element in list(tree.iter()):
        if element.tag not in BLOCKS or element.getparent() is None:
            continue
        names = f"{element.get('class', '')} {element.get('id', '')}"
        if AROUND.search(names) and len(element.text_content()) <= LARGEST_SHARE * everything:
            element.drop_tree()


def _without_leftovers(lines: list[str]) -> list[str]:
    lines = [line for line in lines if not LEFTOVER.match(line)]
    for at, line in enumerate(lines):
        if at * 2 > len(lines) - at and TAIL_HEADING.match(line):
            lines = lines[:at]
            break
    while lines and LINK_LINE.match(lines[-1]):
        lines.pop()
    return lines
