"""The page: its endpoints over HTTP, and itself in a real browser with a bot of three lines behind it."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Page, async_playwright, expect

from bot.playground import Playground
from tests.playground.conftest import Call, Clock

pytestmark = pytest.mark.anyio

OWNER = 100_001
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
]


@pytest.fixture
async def web(playground: Playground) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=playground.url) as client:
        yield client


@pytest.fixture
async def page(playground: Playground) -> AsyncIterator[Page]:
    """The page in Chromium; whatever it logs on its console fails the test."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is missing: apt-get install chromium fonts-noto-cjk")
    complaints: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = await browser.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(playground.url)
        await expect(page.locator("#link[data-state=live]")).to_be_attached()
        yield page
        await browser.close()
    assert complaints == []


async def first_update(call: Call, offset: int = 0) -> dict[str, Any]:
    return (await call("getUpdates", timeout=10, offset=offset))["result"][0]


async def test_a_typed_command_is_answered_live_and_its_button_pressed(
    playground: Playground, page: Page, call: Call
) -> None:
    await page.get_by_role("textbox", name="輸入訊息").fill("/limits 限制")
    await page.keyboard.press("Enter")
    update = await first_update(call)
    assert update["message"]["text"] == "/limits 限制"
    markup = {"inline_keyboard": [[{"text": "下一頁", "callback_data": "2"}]]}
    html = "<b>限制</b> &lt;img src=x onerror=alert(1)&gt;\n<blockquote>「最長 60 秒」</blockquote>"
    await call("sendMessage", chat_id=OWNER, text=html, parse_mode="HTML", reply_markup=markup)
    answer = page.locator(".bubble:not(.mine)")
    await expect(answer.locator("strong")).to_have_text("限制")
    await expect(answer.locator("blockquote")).to_have_text("「最長 60 秒」")
    await expect(answer.locator("img")).to_have_count(0)  # markup in a text stays text
    await expect(answer).to_contain_text("<img src=x onerror=alert(1)>")

    await page.get_by_role("button", name="下一頁").press("Enter")
    await expect(page.locator(".key.waiting")).to_have_count(1)
    query = (await first_update(call, update["update_id"] + 1))["callback_query"]
    assert query["data"] == "2"
    await call("answerCallbackQuery", callback_query_id=query["id"], text="最後一頁了", show_alert=True)
    await expect(page.get_by_role("dialog")).to_contain_text("最後一頁了")
    await expect(page.locator(".key.waiting")).to_have_count(0)
    await page.keyboard.press("Escape")
    await call("editMessageText", chat_id=OWNER, message_id=query["message"]["message_id"], text="第二頁")
    await expect(answer.locator(".text")).to_have_text("第二頁")
    await expect(answer).to_contain_text("已編輯")


async def test_the_menu_follows_the_language_of_whoever_acts(page: Page, call: Call) -> None:
    await call("setMyCommands", commands=[{"command": "limits", "description": "Limits"}])
    await call("setMyCommands", commands=[{"command": "limits", "description": "限制"}], language_code="zh")
    box = page.locator("#text")
    await expect(page.get_by_role("button", name="指令")).to_be_visible()
    await box.fill("/")
    await expect(page.locator("#menu").get_by_role("option")).to_have_text("/limits限制")
    await page.get_by_label("語言").select_option("en")
    await expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    await box.fill("/l")
    await expect(page.locator("#menu").get_by_role("option")).to_have_text("/limitsLimits")
    await box.press("Enter")
    await expect(box).to_have_value("/limits ")


async def test_a_topic_is_a_place_of_its_own_and_others_count_as_unread(
    playground: Playground, page: Page, call: Call
) -> None:
    await call("sendMessage", chat_id=playground.forum.id, message_thread_id=3, text="早上的摘要")
    topic = page.get_by_role("button", name="摘要")
    await expect(topic.locator(".badge")).to_have_text("1")
    await topic.click()
    await expect(page.locator(".bubble .text")).to_have_text("早上的摘要")
    await page.locator("#text").fill("謝謝")
    await page.keyboard.press("Enter")
    message = (await first_update(call))["message"]
    assert (message["text"], message["message_thread_id"]) == ("謝謝", 3)


async def test_on_a_phone_the_list_and_the_chat_take_turns(playground: Playground, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 780})
    await expect(page.locator("#text")).to_be_hidden()
    await page.get_by_role("button", name="測試群組").click()
    await expect(page.locator("#text")).to_be_visible()
    await expect(page.locator("#chats")).to_be_hidden()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width == 390
    await page.get_by_role("button", name="返回對話列表").click()
    await expect(page.locator("#chats")).to_be_visible()


async def test_a_lost_connection_comes_back_with_what_was_missed(page: Page, call: Call) -> None:
    await page.context.set_offline(True)
    await call("sendMessage", chat_id=OWNER, text="你錯過的")
    await page.context.set_offline(False)
    await expect(page.locator(".bubble")).to_contain_text("你錯過的")


async def test_the_stream_goes_on_behind_the_last_event_seen(playground: Playground, web: httpx.AsyncClient) -> None:
    seen = playground.state.events.last
    for text in ("一", "二"):
        playground.say(playground.private, text)
    texts = []
    async with web.stream("GET", "/playground/events", headers={"last-event-id": str(seen + 1)}) as stream:
        async for line in stream.aiter_lines():
            if line.startswith("data:") and "text" in (data := json.loads(line.removeprefix("data:"))):
                texts.append(data["text"])
                playground.say(playground.private, "三")
            if len(texts) == 2:
                break
    assert texts == ["二", "三"]


async def test_a_document_goes_up_and_comes_down_as_a_download(playground: Playground, web: httpx.AsyncClient) -> None:
    query = {"chat": OWNER, "user": OWNER, "name": "<新聞>.html"}
    sent = await web.post(
        "/playground/documents", params=query, content=b"<script>", headers={"content-type": "text/html"}
    )
    document = sent.json()["document"]
    assert (document["file_name"], document["mime_type"]) == ("<新聞>.html", "text/html")
    down = await web.get(f"/playground/documents/{document['file_id']}")
    assert down.content == b"<script>"
    assert down.headers["content-type"] == "application/octet-stream"
    assert down.headers["content-disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    ("act", "given", "status"),
    [
        ("say", {"chat": OWNER, "user": OWNER, "text": "好"}, 200),
        ("say", {"chat": OWNER, "user": OWNER, "text": " "}, 400),
        ("say", {"chat": 5, "user": OWNER, "text": "好"}, 400),
        ("say", {"chat": OWNER, "user": OWNER}, 400),
        ("press", {"chat": OWNER, "user": OWNER, "message_id": 1, "data": "x"}, 400),
        ("language", {"user": OWNER, "language": "fr"}, 400),
        ("standing", {"chat": OWNER, "user": OWNER, "status": "kicked"}, 200),
        ("fly", {}, 404),
    ],
)
async def test_acts_are_checked(web: httpx.AsyncClient, act: str, given: dict[str, Any], status: int) -> None:
    assert (await web.post(f"/playground/{act}", json=given)).status_code == status


async def test_pages_of_other_sites_cannot_act_or_read(playground: Playground, web: httpx.AsyncClient) -> None:
    say = {"chat": OWNER, "user": OWNER, "text": "好"}
    foreign = await web.post("/playground/say", json=say, headers={"sec-fetch-site": "cross-site"})
    assert foreign.status_code == 403
    # a foreign name that resolves to this machine
    assert (await web.get("/playground/state", headers={"host": "evil.example"})).status_code == 400
    assert playground.messages(playground.private) == []


async def test_the_page_needs_nothing_from_elsewhere(web: httpx.AsyncClient) -> None:
    index = await web.get("/")
    assert "default-src 'self'" in index.headers["content-security-policy"]
    for name in ("page.js", "inline.js", "menu.js", "render.js", "words.js", "world.js", "page.css"):
        assert (await web.get(f"/page/{name}")).status_code == 200
    assert (await web.get("/page/routes.py")).status_code == 404


async def test_the_state_of_the_world_never_holds_the_token(playground: Playground, web: httpx.AsyncClient) -> None:
    for address in ("/", "/playground/state", f"/playground/menu?chat={OWNER}&user={OWNER}"):
        assert playground.token not in (await web.get(address)).text


async def test_serving_ends_although_a_stream_and_a_poll_are_open() -> None:
    playground = Playground()
    serving = playground.serve()
    async with httpx.AsyncClient(timeout=40) as client, asyncio.timeout(10):
        url = await serving.__aenter__()
        poll = asyncio.create_task(client.get(f"{playground.base_url}{playground.token}/getUpdates?timeout=30"))
        async with client.stream("GET", f"{url}/playground/events") as stream:
            await playground.polled()
            await serving.__aexit__(None, None, None)
            assert (await stream.aread()).startswith(b"retry:")
        assert (await poll).json() == {"ok": True, "result": []}


async def test_a_taken_port_is_an_error_of_the_operating_system(playground: Playground) -> None:
    with pytest.raises(OSError, match="in use"):
        async with Playground().serve(int(playground.url.rpartition(":")[2])):
            pass


async def test_the_clock_is_set_forward_on_the_page(playground: Playground, page: Page, clock: Clock) -> None:
    async def forward(seconds: float) -> None:
        clock.seconds += seconds

    await expect(page.locator("#clock")).to_be_hidden()  # nobody has lent the page a clock
    playground.forward_clock = forward
    await page.reload()
    await page.get_by_label("時鐘").fill("2025-10-12T09:00")
    await page.get_by_role("button", name="往前撥").click()
    await playground.wait_for(lambda event: event.kind == "clock")
    assert clock.seconds == await page.evaluate("new Date('2025-10-12T09:00').getTime() / 1000")
    await expect(page.get_by_label("時鐘")).to_have_value("2025-10-12T09:00")


async def test_a_file_from_the_bot_is_downloaded_under_its_own_name(page: Page, playground: Playground) -> None:
    async with httpx.AsyncClient() as client:
        sent = await client.post(
            f"{playground.base_url}{playground.token}/sendDocument",
            data={"chat_id": OWNER, "caption": "<b>限制</b> 全文", "parse_mode": "HTML"},
            files={"document": ("無人渡輪 明年試航.md", "# 無人渡輪\n".encode(), "text/markdown")},
        )
    assert sent.json()["ok"]
    answer = page.locator(".bubble:not(.mine)")
    await expect(answer.locator(".text strong")).to_have_text("限制")
    async with page.expect_download() as download:
        await page.get_by_role("link", name="下載 無人渡輪 明年試航.md").click()
    file = await download.value
    assert file.suggested_filename == "無人渡輪 明年試航.md"
    assert await asyncio.to_thread(Path(await file.path()).read_text, "utf-8") == "# 無人渡輪\n"


def offers(*numbers: int) -> list[dict[str, Any]]:
    return [
        {
            "type": "article",
            "id": str(n),
            "title": f"沈若溪 · 引述 {n}",
            "description": f"第{n}句 <i>",
            "input_message_content": {"message_text": f"<b>第{n}句</b> &lt;i&gt;", "parse_mode": "HTML"},
        }
        for n in numbers
    ]


async def test_behind_the_bots_name_offers_are_shown_and_the_picked_one_is_posted(
    playground: Playground, page: Page, call: Call
) -> None:
    await page.get_by_role("button", name="測試群組").click()
    box = page.locator("#text")
    await box.fill("@yao")
    await box.press("Enter")
    await expect(box).to_have_value("@YaodianPlaygroundBot ")
    update = await first_update(call)
    query = update["inline_query"]
    assert (query["query"], query["chat_type"]) == ("", "group")
    await call("answerInlineQuery", inline_query_id=query["id"], results=offers(0))
    await box.press_sequentially("沈若溪")
    update = await first_update(call, update["update_id"] + 1)
    query = update["inline_query"]
    assert query["query"] == "沈若溪"  # what was typed in a hurry was not asked for
    await box.press("Enter")
    assert playground.messages(playground.group) == []  # a question to the bot is no message
    await call("answerInlineQuery", inline_query_id=query["id"], results=offers(*range(50)), next_offset="50")
    options = page.locator("#menu").get_by_role("option")
    await expect(options).to_have_count(50)
    await expect(options.nth(1)).to_have_text("沈若溪 · 引述 1第1句 <i>")
    await options.nth(49).scroll_into_view_if_needed()
    query = (await first_update(call, update["update_id"] + 1))["inline_query"]
    assert query["offset"] == "50"
    await call("answerInlineQuery", inline_query_id=query["id"], results=offers(50))
    await expect(options).to_have_count(51)
    await options.nth(50).click()
    posted = page.locator(".bubble.mine")
    await expect(posted.locator(".origin")).to_have_text("透過 @YaodianPlaygroundBot")
    await expect(posted.locator(".text")).to_have_text("第50句 <i>")
    await expect(page.locator("#menu")).to_be_hidden()
    await expect(box).to_have_value("")


async def test_where_nothing_is_found_a_button_leads_to_the_private_chat(
    playground: Playground, page: Page, call: Call
) -> None:
    await page.get_by_role("button", name="測試群組").click()
    await page.locator("#text").fill("@YaodianPlaygroundBot 沒有這個人")
    update = await first_update(call)
    button = {"text": "找不到，打開要點", "start_parameter": "inline"}
    await call("answerInlineQuery", inline_query_id=update["inline_query"]["id"], results=[], button=button)
    await page.get_by_role("option", name="找不到，打開要點").click()
    await expect(page.locator(".bubble.mine .text")).to_have_text("/start inline")
    message = (await first_update(call, update["update_id"] + 1))["message"]
    assert (message["chat"]["id"], message["text"]) == (OWNER, "/start inline")


async def test_what_telegram_says_of_a_topic_stands_as_a_line_of_its_own(playground: Playground, page: Page) -> None:
    topic = next(topic for topic in playground.forum.topics.values() if topic.name == "摘要")
    await page.get_by_role("button", name="摘要").click()
    playground.close_topic(playground.forum, topic.id)
    playground.reopen_topic(playground.forum, topic.id)
    await expect(page.locator(".service")).to_have_text(["你 建立了主題「摘要」", "你 關閉了主題", "你 重新開啟了主題"])
    await expect(page.locator(".bubble")).to_have_count(0)


async def test_a_client_that_leaves_in_mid_request_is_no_error(
    playground: Playground, caplog: pytest.LogCaptureFixture
) -> None:
    for path in (f"/bot{playground.token}/sendMessage", "/playground/say", f"/playground/documents?chat={OWNER}"):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(playground.url.rpartition(":")[2]))
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
        writer.write(head.encode())
        await writer.drain()
        await asyncio.sleep(0.05)  # until the server waits for the rest
        writer.close()
        await writer.wait_closed()
        del reader
    async with httpx.AsyncClient(base_url=playground.url) as client:
        assert (await client.get("/playground/state")).status_code == 200
    assert [
        record for record in caplog.records if record.name.startswith("uvicorn") and record.levelname == "ERROR"
    ] == []
