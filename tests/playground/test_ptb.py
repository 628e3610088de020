"""The unmodified python-telegram-bot against the playground: its own classes read every answer."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from bot.playground import Fault, Member, Playground

pytestmark = pytest.mark.anyio


async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_message is not None
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("下一頁", callback_data="2")]])
    await update.effective_message.reply_html(f"<b>{update.effective_message.text}</b>", reply_markup=markup)


async def turn(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("好")
    await update.callback_query.edit_message_text("第二頁")


@pytest.fixture
async def application(playground: Playground) -> AsyncIterator[Application]:
    builder = Application.builder().token(playground.token)
    application = builder.base_url(playground.base_url).base_file_url(playground.base_file_url).build()
    application.add_handlers([CallbackQueryHandler(turn), MessageHandler(filters.ALL, answer)])
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(poll_interval=0)
        yield application
        await application.updater.stop()
        await application.stop()


@pytest.mark.usefixtures("application")
async def test_a_conversation_in_every_kind_of_chat(playground: Playground) -> None:
    places = [(playground.private, None), (playground.group, None), (playground.forum, 2), (playground.channel, None)]
    for chat, thread in places:
        message = await playground.ask(chat, "/limits", thread=thread)
        assert message["text"] == "/limits"
        assert message["entities"][0] == {"type": "bold", "offset": 0, "length": 7}
        assert message.get("message_thread_id") == thread
        assert (await playground.press_and_wait(message, "2"))["text"] == "好"
        edited = await playground.wait_for(lambda event: event.kind == "edited" and event.data.get("text") == "第二頁")
        assert "reply_markup" not in edited.data


async def test_refusals_arrive_as_the_librarys_errors(
    application: Application, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else reading retry_after warns of its coming change
    client = application.bot
    with pytest.raises(BadRequest, match="Can't parse entities"):
        await client.send_message(playground.owner.id, "<x>", parse_mode=ParseMode.HTML)
    playground.set_bot(playground.group, Member("kicked"))
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await client.send_message(playground.group.id, "好")
    playground.faults.add(Fault("flood", "sendMessage", seconds=3), Fault("drop", "sendMessage"))
    with pytest.raises(RetryAfter):
        await client.send_message(playground.owner.id, "好")
    with pytest.raises(NetworkError):
        await client.send_message(playground.owner.id, "好")


async def test_files_and_chats_are_read_by_the_library(application: Application, playground: Playground) -> None:
    client = application.bot
    said = playground.send_document(playground.private, "新聞.txt", "全文".encode())
    file = await client.get_file(said["document"]["file_id"])
    assert bytes(await file.download_as_bytearray()).decode() == "全文"
    sent = await client.send_document(playground.owner.id, b"a,b", filename="表.csv")
    assert sent.document is not None
    assert sent.document.file_name == "表.csv"
    chat = await client.get_chat(playground.forum.id)
    assert chat.is_forum
    administrators = await client.get_chat_administrators(playground.forum.id)
    assert [member.user.id for member in administrators] == [playground.owner.id, client.id]


async def test_a_wrong_token_is_the_librarys_invalid_token(playground: Playground) -> None:
    with pytest.raises(InvalidToken):
        async with Bot("70001:wrong", base_url=playground.base_url):
            pass
