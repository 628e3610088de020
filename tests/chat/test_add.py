"""Articles come in from where they are found: links, replies, forwards, files and pasted texts, over real HTTP."""

import gzip
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.intake.fetch import Fetcher
from bot.playground.errors import bad_request
from bot.playground.faults import Fault
from bot.playground.world import Chat
from tests.chat.live import House, data, labels, talk
from tests.web import Site, after, bomb, content, endless, moved, never, site, status

TITLE = "晴川港擴建延到明年春天"
TEXT = (
    "晴川市政府昨天宣布，港口擴建工程將延到明年春天才完工，費用增加到三億元。\n"
    "「我們寧可慢一點，也要把防波堤做好。」市長沈若溪說，設計在颱風之後全部重新檢查過。\n"
    "漁會理事長高遠山表示，工程期間漁船無法進港，每天的損失超過五十萬元，市府卻沒有任何補償。\n"
    "市府預計下個月公布補償辦法，並邀請漁民參加說明會，讓大家對新的時程提出意見。\n"
)
PAGE = (
    f"<html><head><title>{TITLE} - 晴川日報</title><meta property='og:site_name' content='晴川日報'>"
    "<meta name='author' content='林望舒'><meta property='article:published_time' content='2026-11-20T08:00:00+08:00'>"
    f"</head><body><nav>首頁 政治 財經</nav><h1>{TITLE}</h1>"
    + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    + "<footer>版權所有 不得轉載</footer></body></html>"
)
LIST = (
    "<title>晴川日報</title><ul>" + "".join(f"<li><a href='/{n}'>港口新聞第{n}則</a></li>" for n in range(40)) + "</ul>"
)
ADDED = "加好了，只有這裡看得到：\n"
HOST = "127.0.0.1"


@dataclass(slots=True)
class Scene:
    """The house and a web server beside it."""

    house: House
    web: Site

    def titles(self, chat: Chat) -> list[str]:
        """What the chat has added itself."""
        return [row.title for row in self.house.store.shelf(chat.id, 99) if row.shelf is not None]

    async def told(self, chat: Chat, say: Callable[[], Any], *, kind: str = "message") -> dict[str, Any]:
        """The bot's next message in a chat (`kind` edited: its next edit), after somebody said something."""
        play = self.house.play
        before = play.state.events.last
        say()
        event = await play.wait_for(
            lambda e: (
                e.kind == kind
                and e.data["chat"]["id"] == chat.id
                and e.data["message_id"] in play.state.own.get(chat.id, ())
            ),
            after=before,
        )
        return event.data


def act(directory: Path, scene: Callable[[Scene], Awaitable[None]], *, soon: float = 60.0, **options: Any) -> None:
    """Plays a scene; pages here come soon unless the test holds them up, however busy the machine is."""

    async def play(house: House) -> None:
        await scene(Scene(house, web))

    with site({"/news": content(PAGE)}) as web, Fetcher(allow=[HOST], **options) as fetcher:
        talk(directory, play, fetcher=fetcher, soon=soon)


@pytest.mark.parametrize(
    "words", ["/add {}", "/新增 {}", "{}", "看看這篇 {}", "{} 很重要", "晴川港擴建延到明年春天\n{}"]
)
def test_a_link_becomes_an_article_with_the_buttons_to_its_facts(tmp_path: Path, words: str) -> None:
    async def scene(s: Scene) -> None:
        private = s.house.play.private
        answer = await s.house.play.ask(private, words.format(f"{s.web.url}/news"))
        assert answer["text"].startswith(f"{ADDED}{TITLE}\n晴川日報 · 林望舒 · 2026-11-20\n")
        assert "我們寧可慢一點" in answer["text"]
        assert any(label.startswith("引述 ") for row in labels(answer) for label in row)
        source = await s.house.play.ask(private, "/source")
        assert source["text"].endswith(TEXT.strip().replace("\n", "\n\n"))
        assert s.titles(private) == [TITLE]

    act(tmp_path, scene)


def test_in_a_group_a_link_is_talk_and_a_command_reads_it(tmp_path: Path) -> None:
    async def scene(s: Scene) -> None:
        play, url = s.house.play, f"{s.web.url}/news"
        said = play.say(play.group, url)
        answer = await play.ask(play.group, "/add", reply_to=said)
        assert answer["text"].startswith(f"{ADDED}{TITLE}\n")
        assert answer["message_id"] == said["message_id"] + 2  # the link alone was not answered
        assert (await play.ask(play.group, f"/add {url}"))["text"].startswith("這篇已經在這裡了：\n")
        assert (s.titles(play.group), s.titles(play.private)) == ([TITLE], [])

    act(tmp_path, scene)


@pytest.mark.parametrize(
    ("said", "command"),
    [
        (TEXT, "/add"),
        (f"快看 {{url}}/news {TITLE}", "/add"),
        (f"{TEXT * 2}完整報導 {{url}}/none", "/add"),  # the text is the article, and the link belongs to it
        ("{url}/news", "/add 這篇"),  # a word behind the command is in nobody's way
    ],
)
def test_a_reply_reads_what_it_replies_to(tmp_path: Path, said: str, command: str) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        message = play.say(play.forum, said.replace("{url}", s.web.url))
        answer = await play.ask(play.forum, command, reply_to=message)
        assert answer["text"].startswith(ADDED)
        assert len(s.titles(play.forum)) == 1

    act(tmp_path, scene)


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("news.txt", TEXT.encode()),
        ("news.txt", TEXT.encode("big5")),
        ("news.md", f"---\ntitle: {TITLE}\nauthor: 林望舒\n---\n## 工程\n\n{TEXT}".encode()),
        ("news.html", PAGE.encode()),
        ("NEWS.HTM", PAGE.encode("gb18030")),
    ],
)
def test_a_file_needs_no_command(tmp_path: Path, name: str, body: bytes) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        answer = await s.told(play.private, lambda: play.send_document(play.private, name, body))
        assert answer["text"].startswith(ADDED)
        current = s.house.store.current_article(play.private.id)
        assert current
        assert "漁會理事長高遠山表示" in current.article.text
        assert not current.article.text.startswith(("---", "#"))

    act(tmp_path, scene)


def test_a_file_in_a_group_needs_one(tmp_path: Path) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        play.send_document(play.group, "news.txt", TEXT.encode())
        answer = await s.told(
            play.group, lambda: play.send_document(play.group, "a.txt", TEXT.encode(), caption="/add")
        )
        assert answer["text"].startswith(ADDED)
        assert len(s.titles(play.group)) == 1

    act(tmp_path, scene)


def test_a_pasted_text_and_a_forwarded_one_need_no_command(tmp_path: Path) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        assert (await play.ask(play.private, TEXT * 2))["text"].startswith(ADDED)
        said = play.say(play.group, TEXT.splitlines()[1] + TEXT.splitlines()[2])
        answer = await s.told(play.private, lambda: play.forward(said, play.private))
        assert answer["text"].startswith(ADDED)
        assert len(s.titles(play.private)) == 2

    act(tmp_path, scene)


@pytest.mark.parametrize("post", [TEXT, "{url}/news"])
def test_a_forwarded_post_is_read_and_its_channel_can_be_set_up(tmp_path: Path, post: str) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        said = play.say(play.channel, post.replace("{url}", s.web.url))
        answer = await s.told(play.private, lambda: play.forward(said, play.private))
        assert answer["text"].startswith(ADDED)
        offered = "把要點送到《測試頻道》"
        assert labels(answer)[-1] == [offered]
        asked = await s.told(play.private, lambda: play.press(answer, data(answer, offered)))
        assert asked["text"].startswith("要什麼時候把要點送到《測試頻道》？")
        assert len(s.titles(play.private)) == 1

    act(tmp_path, scene)


def test_of_several_links_the_first_is_read_and_that_is_said(tmp_path: Path) -> None:
    async def scene(s: Scene) -> None:
        play, url = s.house.play, s.web.url
        answer = await play.ask(play.private, f"{url}/news 還有 {url}/other、{url}/third。")
        assert answer["text"].startswith(f"這裡有 3 個連結，我讀了第一個（{HOST}）。\n{ADDED}{TITLE}\n")

    act(tmp_path, scene)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (never, "127.0.0.1 超過 1 秒還沒把網頁傳完。可以等一下再試，或把文章貼給我。"),
        (moved("/page"), "127.0.0.1 一直轉到別的網址（超過 5 次），讀不到文章。請打開網頁，把最後的網址貼給我。"),
        (
            moved("http://169.254.169.254/latest/meta-data/"),
            "169.254.169.254 在內部網路裡，我只讀公開的網頁。要讓我讀團隊自己的網站，請架設我的人把它加進 BOT_FETCH_ALLOW。",
        ),
        (
            endless(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"<p>" * 9_999, 100_000_000),
            "127.0.0.1 的這一頁太大了，最多只能讀 5 MB。可以把文章貼給我。",
        ),
        (
            content(bomb(100_000_000), content_encoding="gzip"),
            "127.0.0.1 的這一頁太大了，最多只能讀 5 MB。可以把文章貼給我。",
        ),
        (content(LIST), "在 127.0.0.1 的這一頁找不到文章。可能要登入，或是列表頁；可以把文章貼給我。"),
        (content(""), "在 127.0.0.1 的這一頁找不到文章。可能要登入，或是列表頁；可以把文章貼給我。"),
        (content(b"\x89PNG\r\n\x1a\n\0\0\xff\xff"), "127.0.0.1 給的內容不是文字，讀不出來。可以把文章貼給我。"),
        (content(b"%PDF", "application/pdf"), "127.0.0.1 給的是 application/pdf，不是網頁。我讀得懂的是網頁和純文字。"),
        (status(404), "127.0.0.1 上已經沒有這一頁了（404）。請看看網址對不對。"),
        (status(403), "127.0.0.1 不讓我讀這一頁（403）。可以把文章貼給我。"),
        (status(502), "127.0.0.1 那邊出了問題（502）。可以等一下再試，或把文章貼給我。"),
        (content(gzip.compress(b"x" * 999)[:-9], content_encoding="gzip"),
         "127.0.0.1 傳來的內容不完整。可以等一下再試，或把文章貼給我。"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_a_sentence_and_changes_nothing(tmp_path: Path, answer: Any, told: str) -> None:
    async def scene(s: Scene) -> None:
        s.web.pages["/page"] = answer
        private = s.house.play.private
        assert (await s.house.play.ask(private, f"/add {s.web.url}/page"))["text"] == told
        assert s.titles(private) == []
        assert (await s.house.play.ask(private, f"/add {s.web.url}/news"))["text"].startswith(ADDED)

    act(tmp_path, scene, seconds=1 if answer is never else 20)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://10.0.0.1/", "10.0.0.1 在內部網路裡，"),
        ("http://[::1]/", "::1 在內部網路裡，"),
        ("http://2130706433/", "這不像一個網址，或寫法特別。"),
        ("http://me:secret@127.0.0.1/", "這個網址裡夾著帳號或密碼，"),
        ("http://8.8.8.8:22/", "我不連 8.8.8.8 的 22 埠，"),
    ],
)
def test_an_address_that_is_not_gone_to_is_a_sentence(tmp_path: Path, url: str, told: str) -> None:
    async def scene(s: Scene) -> None:
        private = s.house.play.private
        assert (await s.house.play.ask(private, f"/add {url}"))["text"].startswith(told)
        assert s.titles(private) == []

    act(tmp_path, scene)


def test_a_site_that_is_out_of_reach_can_be_tried_again_with_a_button(tmp_path: Path) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        s.web.pages["/news"] = lambda *_: None  # hangs up
        failed = await play.ask(play.private, f"{s.web.url}/news")
        assert failed["text"].startswith("127.0.0.1 傳來的內容不完整。")
        s.web.pages["/news"] = content(PAGE)
        answer = await s.told(play.private, lambda: play.press(failed, data(failed, "↻ 再讀一次")))
        assert answer["text"].startswith(f"{ADDED}{TITLE}\n")

    act(tmp_path, scene)


def slow(s: Scene, path: str = "/slow") -> threading.Event:
    """A page that comes when the event is set."""
    ready = threading.Event()
    s.web.pages[path] = after(ready, content(PAGE))
    return ready


def test_while_a_page_is_read_the_chat_sees_so_and_others_are_answered(tmp_path: Path) -> None:
    """More slow pages than there are places in any pool, and a chat that asks something else."""

    async def scene(s: Scene) -> None:
        play = s.house.play
        ready = slow(s)
        note = await play.ask(play.private, f"{s.web.url}/slow")
        assert note["text"] == "正在讀取 127.0.0.1 …"
        people = [play.world.add_user(f"讀者{n}", "zh-hant") for n in range(40)]
        for person in people:
            play.say(play.world.chats[person.id], f"{s.web.url}/slow", user=person)
        assert (await play.ask(play.group, "/limits"))["text"].startswith("限制 20")
        shown = await s.told(play.private, ready.set, kind="edited")
        assert shown["message_id"] == note["message_id"]
        assert shown["text"].startswith(f"{ADDED}{TITLE}\n")
        assert labels(shown)
        for person in people:
            await play.wait_for(
                lambda e, n=person.id: e.data.get("chat", {}).get("id") == n and e.data["text"].startswith(ADDED)
            )

    act(tmp_path, scene, soon=0.0, seconds=60)


def test_a_refusal_takes_the_place_of_the_note(tmp_path: Path) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        s.web.pages["/slow"] = after(ready := threading.Event(), status(404))
        note = await play.ask(play.private, f"{s.web.url}/slow")
        shown = await s.told(play.private, ready.set, kind="edited")
        assert shown["message_id"] == note["message_id"]
        assert shown["text"].startswith("127.0.0.1 上已經沒有這一頁了（404）。")

    act(tmp_path, scene, soon=0.0)


def test_where_the_note_cannot_be_replaced_the_brief_is_a_new_message(tmp_path: Path) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        ready = slow(s)
        note = await play.ask(play.private, f"{s.web.url}/slow")
        gone = bad_request("message to edit not found")
        play.faults.add(Fault("refuse", "editMessageText", refusal=gone))
        shown = await s.told(play.private, ready.set)
        assert shown["message_id"] > note["message_id"]
        assert shown["text"].startswith(ADDED)

    act(tmp_path, scene, soon=0.0)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=iso-8859-1", PAGE.encode("gbk")),  # a server's default
        ("text/html; charset=utf-8", PAGE.encode("gb18030")),
        ("text/html; charset=gb2312", PAGE.encode()),
        ("text/html; charset=gb2312", PAGE.encode("big5hkscs")),
        ("text/html; charset=big5", PAGE.encode("gbk")),
        ("text/html; charset=nonsense", PAGE.encode("gbk")),
        ("text/html", PAGE.replace("<head>", "<head><meta charset='gb2312'>").encode()),
        ("text/html", PAGE.replace("<head>", "<head><meta charset=utf-8>").encode("big5hkscs")),
        ("text/plain; charset=utf-8", TEXT.encode("gbk")),
        ("", PAGE.encode()),
        ("application/xhtml+xml", f'<?xml version="1.0" encoding="gb2312"?>{PAGE}'.encode("gb18030")),
        (
            "text/html; charset=utf-8",
            PAGE.encode().replace("颱".encode(), "颱".encode()[:2]),
        ),  # one character is broken
    ],
)
def test_a_page_is_read_whatever_it_says_of_its_writing(tmp_path: Path, kind: str, body: bytes) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        s.web.pages["/page"] = content(body, kind)
        assert (await play.ask(play.private, f"{s.web.url}/page"))["text"].startswith(ADDED)
        current = s.house.store.current_article(play.private.id)
        assert current
        assert "漁會理事長高遠山表示，工程期間漁船無法進港" in current.article.text

    act(tmp_path, scene)


def test_the_address_of_a_feed_is_offered_to_be_followed(tmp_path: Path) -> None:
    async def scene(s: Scene) -> None:
        play = s.house.play
        s.web.pages["/rss"] = content("<rss version='2.0'><channel/></rss>", "application/rss+xml")
        shown = await play.ask(play.private, f"{s.web.url}/rss")
        assert shown["text"].startswith(f"{HOST} 這個網址像是訂閱來源（RSS）")
        assert labels(shown)[0] == ["追蹤來源"]
        assert s.titles(play.private) == []

    act(tmp_path, scene)
