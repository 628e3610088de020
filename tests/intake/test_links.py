"""Which addresses are the same page, and how one is shown."""

import pytest

from bot.intake.links import address, cleaned, host_of

# Rows of addresses of one article, as sites, their apps and those who share them write it.
SAME = [
    ("https://www.thepaper.cn/newsDetail_forward_2650", "https://m.thepaper.cn/newsDetail_forward_2650"),
    (
        "https://www.thepaper.cn/newsDetail_forward_2650",
        "https://www.thepaper.cn/newsDetail_forward_2650?from=timeline&isappinstalled=0",
    ),
    (
        "https://mp.weixin.qq.com/s?__biz=MzA5&mid=2650&idx=1&sn=abcdef",
        "http://mp.weixin.qq.com/s?__biz=MzA5&mid=2650&idx=1&sn=abcdef&chksm=12&scene=27&key=9#wechat_redirect",
    ),
    ("https://mp.weixin.qq.com/s/AbC-dEf_123", "https://mp.weixin.qq.com/s/AbC-dEf_123?poc_token=xx"),
    ("https://baijiahao.baidu.com/s?id=179", "https://baijiahao.baidu.com/s?id=179&wfr=spider&for=pc"),
    (
        "https://finance.sina.com.cn/tech/2024-02-16/doc-inaix123.shtml",
        "https://finance.sina.com.cn/tech/2024-02-16/doc-inaix123.shtml?cre=tianyi&mod=pchp&loc=1&r=0",
    ),
    (
        "https://k.sina.cn/article_1_2.html",
        "https://k.sina.cn/article_1_2.html?from=tech&sudaref=www.baidu.com&display=0",
    ),
    ("https://36kr.com/p/2650", "https://www.36kr.com/p/2650?f=rss"),
    ("https://www.huxiu.com/article/2650.html", "https://m.huxiu.com/article/2650.html?f=app_ios&share_from=abc"),
    ("https://www.toutiao.com/article/7336/", "https://m.toutiao.com/article/7336?log_from=abc&wid=17"),
    ("https://www.163.com/dy/article/IR0A.html", "https://3g.163.com/dy/article/IR0A.html?f=recommends&spss=pc"),
    ("https://www.sohu.com/a/123_456", "https://m.sohu.com/a/123_456?spm=smpc.home.1&scm=10.8"),
    ("https://www.zhihu.com/question/1/answer/4", "https://www.zhihu.com/question/1/answer/4?utm_id=0&utm_psn=1"),
    ("https://www.ithome.com/0/750/123.htm", "HTTP://WWW.Ithome.com:80/0/750/123.htm#comments"),
    ("https://weibo.com/ttarticle/p/show?id=23", "https://weibo.com/ttarticle/p/show?id=23&luicode=1&lfid=10"),
    ("https://udn.com/news/story/7240/777", "https://udn.com/news/amp/story/7240/777?from=udn-ch1_breaknews-1"),
    ("https://www.cna.com.tw/news/ait/2024.aspx", "https://www.cna.com.tw/amp/news/ait/2024.aspx"),
    ("https://news.ltn.com.tw/news/life/458", "https://news.ltn.com.tw/amp/news/life/458"),
    ("https://technews.tw/2024/02/16/sora/", "https://technews.tw/2024/02/16/sora/amp/"),
    ("https://technews.tw/2024/02/16/sora/", "https://technews.tw/2024/02/16/sora/?amp&fbclid=IwAR0"),
    ("https://www.bnext.com.tw/article/78/sora", "https://www.bnext.com.tw/article/78/sora?utm_source=line"),
    ("https://www.chinatimes.com/a/2024-26", "https://www.chinatimes.com/a/2024-26?chdtv"),
    ("https://example.cn/新聞/文章?id=甲", "https://example.cn/%E6%96%B0%e8%81%9e/%e6%96%87%E7%AB%A0?id=%e7%94%b2"),
    ("https://例子.cn/a", "https://xn--fsqu00a.cn/a"),
    ("https://example.cn/a?id=1&page=2", "https://example.cn//a/?page=2&id=1"),
    ("https://example.cn", "https://user:secret@example.cn:443/"),
]
# Rows of addresses that are different articles.
OTHER = [
    ("https://mp.weixin.qq.com/s?__biz=MzA5&mid=2650&idx=1", "https://mp.weixin.qq.com/s?__biz=MzA5&mid=2650&idx=2"),
    ("https://mp.weixin.qq.com/s/AbC", "https://mp.weixin.qq.com/s/abc"),
    ("https://baijiahao.baidu.com/s?id=179", "https://baijiahao.baidu.com/s?id=180"),
    ("https://example.cn/show.asp?12345", "https://example.cn/show.asp?12346"),
    ("https://example.cn/show.php?cid=1", "https://example.cn/show.php?cid=2"),
    ("https://example.cn/a?page=1", "https://example.cn/a?page=2"),
    ("https://example.cn/forum.php?mod=viewthread&tid=1", "https://example.cn/forum.php?mod=viewthread&tid=2"),
    ("https://example.cn/#/article/1", "https://example.cn/#/article/2"),
    ("https://example.cn/%D0%C2", "https://example.cn/%CE%C5"),  # in GBK, which is no UTF-8
    ("https://example.cn:8443/a", "https://example.cn/a"),
    ("https://tech.example.cn/1", "https://example.cn/1"),
    ("https://m.tw/1", "https://www.tw/1"),
    ("https://example.cn/camp/1", "https://example.cn/c/1"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_forms_of_an_address_are_the_same_page(one: str, other: str) -> None:
    assert address(one) == address(other) == address(cleaned(other) or "")


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_names_another_article_is_another_page(one: str, other: str) -> None:
    assert address(one) != address(other)
    assert address(cleaned(one) or "") != address(cleaned(other) or "")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        # Who shared it is nobody's business.
        ("https://a.cn/x?id=3&utm_source=line&sharer_shareid=9#top", "https://a.cn/x?id=3"),
        ("https://user:secret@a.cn/x", "https://a.cn/x"),
        # What is left stands as it was written, and leads where it led.
        ("http://m.a.cn/%D0%C2/?b=2&a=%CE", "http://m.a.cn/%D0%C2/?b=2&a=%CE"),
        ("https://a.cn/#/news/12", "https://a.cn/#/news/12"),
        ("HTTPS://A.CN:443", "https://a.cn/"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        ("https://a.cn/新聞 一", "https://a.cn/%E6%96%B0%E8%81%9E%20%E4%B8%80"),
        # What leads to no page is no link.
        ("javascript:alert(1)", None),
        ("/news/12", None),
        ("https://", None),
        ("https://a.cn:99999/", None),
        ("http://[::1", None),
        ("http://a b/", None),
    ],
)
def test_an_address_is_shown_without_tracking_and_secrets(url: str, shown: str | None) -> None:
    assert cleaned(url) == shown


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.m.thepaper.cn/1", "thepaper.cn"),
        ("https://news.qq.com/", "news.qq.com"),
        ("https://m.tw/", "m.tw"),
    ],
)
def test_a_site_is_called_by_its_name(url: str, site: str) -> None:
    assert host_of(url) == site
