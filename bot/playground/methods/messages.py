"""Sending, editing and deleting messages, documents, and answers to pressed buttons."""

from typing import Any

from bot.playground.errors import bad_request
from bot.playground.keyboard import reply_markup
from bot.playground.params import ATTACH, Params, Upload
from bot.playground.state import QUERY_LIFETIME, State
from bot.playground.text import CAPTION_LIMIT, MESSAGE_LIMIT, message_text
from bot.playground.world import GENERAL, Chat, Json, StoredFile

ACTIONS = (
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
)
ANSWER_LIMIT = 200  # UTF-16 units of a callback answer
DOWNLOAD_LIMIT = 20 * 1024 * 1024  # bytes getFile hands out


def send_message(state: State, params: Params) -> Json:
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = message_text(params, MESSAGE_LIMIT)
    markup = reply_markup(params)
    chat = state.chat(params, write=True)
    place = thread_and_reply(chat, params)
    check_may_send(state, chat, "can_send_messages", "text messages", place)
    return post(state, chat, **place, text=text, entities=entities, reply_markup=markup)


def send_document(state: State, params: Params) -> Json:
    document = sent_file(state, params)
    caption, entities = message_text(params, CAPTION_LIMIT, field="caption")
    markup = reply_markup(params)
    chat = state.chat(params, write=True)
    place = thread_and_reply(chat, params)
    check_may_send(state, chat, "can_send_documents", "documents", place)
    return post(
        state,
        chat,
        **place,
        document=document.as_document(),
        caption=caption,
        caption_entities=entities,
        reply_markup=markup,
    )


def sent_file(state: State, params: Params) -> StoredFile:
    """The file of a request: uploaded with it, by field or by attach://name, or a file_id known from before."""
    value = params.text("document")
    upload: Upload | None = params.files.get(value.removeprefix(ATTACH) if value else "document")
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        return state.world.add_file(upload.name, upload.mime_type, upload.content)
    if not value:
        raise bad_request("there is no document in the request")
    return known_file(state, value)


def known_file(state: State, file_id: str) -> StoredFile:
    if file_id not in state.world.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return state.world.files[file_id]


def thread_and_reply(chat: Chat, params: Params) -> Json:
    """The fields that say where in the chat a message stands: its topic and what it replies to."""
    thread = params.integer("message_thread_id")
    if thread and (chat.is_forum or chat.type == "private") and (thread == GENERAL or thread not in chat.topics):
        raise bad_request("message thread not found")
    given = params.json("reply_parameters")
    answered: Json | None = None
    if isinstance(given, dict):
        answered = chat.messages.get(int(given.get("message_id", 0)))
        if answered is None and not given.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
    if answered is not None and answered.get("is_topic_message"):
        thread = thread or answered["message_thread_id"]
    return {**in_topic(chat, thread), "reply_to_message": quoted(answered)}


def in_topic(chat: Chat, thread: int) -> Json:
    """What marks a message of a topic; the General topic is not marked."""
    return {"message_thread_id": thread, "is_topic_message": True} if chat.is_forum and thread > GENERAL else {}


def quoted(message: Json | None) -> Json | None:
    """A message as it stands inside its answer: without the one it answers itself."""
    return message and {name: value for name, value in message.items() if name != "reply_to_message"}


def check_may_send(state: State, chat: Chat, right: str, what: str, place: Json) -> None:
    member = state.bot_in(chat)
    if chat.type == "channel" and not (member.is_admin and member.may("can_post_messages")):
        raise bad_request("need administrator rights in the channel chat")
    if member.status == "restricted" and not member.may(right):
        raise bad_request(f"not enough rights to send {what} to the chat")
    topic = chat.topics.get(place.get("message_thread_id", GENERAL))
    if topic is not None and topic.closed and not (member.is_admin and member.may("can_manage_topics")):
        raise bad_request("TOPIC_CLOSED")


def post(state: State, chat: Chat, **fields: Any) -> Json:
    """A message of the bot; in a channel it is the channel's."""
    sender = (
        {"sender_chat": state.world.chat_json(chat)} if chat.type == "channel" else {"from": state.world.me.as_json()}
    )
    message = state.post(chat, **sender, **fields)
    state.own.setdefault(chat.id, set()).add(message["message_id"])
    return message


def edit_message_text(state: State, params: Params) -> Json:
    if not params.text("text"):
        raise bad_request("message text is empty")
    text, entities = message_text(params, MESSAGE_LIMIT)
    changes: Json = {"text": text, "entities": entities, "reply_markup": reply_markup(params)}
    chat, message = message_to_edit(state, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return edit(state, chat, message, changes)


def edit_message_reply_markup(state: State, params: Params) -> Json:
    markup = reply_markup(params)
    chat, message = message_to_edit(state, params)
    return edit(state, chat, message, {"reply_markup": markup})


def message_to_edit(state: State, params: Params) -> tuple[Chat, Json]:
    if params.text("inline_message_id"):
        raise bad_request("MESSAGE_ID_INVALID")
    chat = state.chat(params, write=True)
    message = state.message(chat, params, "message to edit")
    if not state.may_edit(chat, message):
        raise bad_request("message can't be edited")
    return chat, message


def edit(state: State, chat: Chat, message: Json, changes: Json) -> Json:
    if all((message.get(name) or None) == (value or None) for name, value in changes.items()):
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same as a current "
            "content and reply markup of the message"
        )
    edited = {name: value for name, value in {**message, **changes}.items() if value not in (None, [])}
    if "text" in changes:
        edited["edit_date"] = int(state.now())
    return state.replace(chat, edited)


def delete_message(state: State, params: Params) -> bool:
    chat = state.chat(params, write=True)
    message = state.message(chat, params, "message to delete")
    own = message["message_id"] in state.own.get(chat.id, ())
    member = state.bot_in(chat)
    if not (own or chat.type == "private" or (member.is_admin and member.may("can_delete_messages"))):
        raise bad_request("message can't be deleted")
    del chat.messages[message["message_id"]]
    state.events.add("deleted", {"chat_id": chat.id, "message_id": message["message_id"]})
    return True


def send_chat_action(state: State, params: Params) -> bool:
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = state.chat(params, write=True)
    place = thread_and_reply(chat, params)
    thread = place.get("message_thread_id", 0)
    state.events.add("action", {"chat_id": chat.id, "thread": thread, "action": params.text("action")})
    return True


def answer_callback_query(state: State, params: Params) -> bool:
    query = state.queries.get(params.text("callback_query_id"))
    if query is None or query.answer is not None or state.now() - query.pressed_at > QUERY_LIFETIME:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(params.text("text")) > ANSWER_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {"query_id": query.id, "text": params.text("text"), "show_alert": params.flag("show_alert")}
    state.events.add("answered", query.answer)
    return True


def get_file(state: State, params: Params) -> Json:
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    file = state.world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return file.as_file() | {"file_path": file.path}
