"""Who and what there is in the playground: users, chats, topics, memberships and files, all in memory."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Language = Literal["zh-hant", "zh-hans", "en"]
ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

GENERAL = 1  # the General topic's number; messages in it carry no thread id, and sending to 1 fails
GROUP_ANONYMOUS_BOT = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}

COMMON_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
ADMIN_RIGHTS: Mapping[ChatType, tuple[str, ...]] = {
    "group": (*COMMON_RIGHTS, "can_pin_messages"),
    "supergroup": (*COMMON_RIGHTS, "can_pin_messages", "can_manage_topics"),
    "channel": (*COMMON_RIGHTS, "can_post_messages", "can_edit_messages"),
}
RESTRICTED_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


@dataclass(slots=True)
class User:
    """A person, or the bot. `language` is what their Telegram is set to; it may change at any time."""

    id: int
    first_name: str
    username: str = ""
    language: Language = "zh-hant"
    is_bot: bool = False

    def as_json(self) -> Json:
        user: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        return user if self.is_bot else user | {"language_code": self.language}


@dataclass(frozen=True, slots=True)
class Member:
    """A user's standing in a chat; `rights` holds what differs from the usual, which is: everything allowed."""

    status: Status
    rights: Mapping[str, bool] = field(default_factory=dict)

    @property
    def is_admin(self) -> bool:
        return self.status in ("creator", "administrator")

    @property
    def is_inside(self) -> bool:
        return self.status not in ("left", "kicked")

    def may(self, right: str) -> bool:
        """Whether a right of administrators or of restricted members is there."""
        return self.status == "creator" or self.rights.get(right, True)

    def as_json(self, user: User, chat_type: ChatType) -> Json:
        """A ChatMember of the kind that fits the status."""
        member: Json = {"status": self.status, "user": user.as_json()}
        if self.status == "creator":
            return member | {"is_anonymous": False}
        if self.status == "administrator":
            rights = {right: self.may(right) for right in ADMIN_RIGHTS[chat_type]}
            return member | {"can_be_edited": False, "is_anonymous": False} | rights
        if self.status == "restricted":
            rights = {right: self.may(right) for right in RESTRICTED_RIGHTS}
            return member | {"is_member": True, "until_date": 0} | rights
        return member | {"until_date": 0} if self.status == "kicked" else member


@dataclass(slots=True)
class Topic:
    """A topic of a forum; its number is the id of the message that opened it."""

    id: int
    name: str
    closed: bool = False


@dataclass(slots=True)
class Chat:
    """A chat with its members (by user id), topics (by number) and messages (by id, Message objects as sent)."""

    id: int
    type: ChatType
    title: str
    is_forum: bool = False
    username: str = ""
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    messages: dict[int, Json] = field(default_factory=dict)
    migrated_to: int = 0  # the supergroup that a group has become

    def as_json(self, user: User | None = None) -> Json:
        """A Chat; a private one carries the name of its `user`."""
        if user is not None:
            names = {"first_name": user.first_name} | ({"username": user.username} if user.username else {})
            return {"id": self.id, "type": self.type, **names}
        named = {"username": self.username} if self.username else {}
        forum = {"is_forum": True} if self.is_forum else {}
        return {"id": self.id, "type": self.type, "title": self.title, **named, **forum}

    def member(self, user_id: int) -> Member:
        return self.members.get(user_id, Member("left"))


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file somebody sent; `path` is where /file/bot<token>/ serves it."""

    id: str
    path: str
    name: str
    mime_type: str
    content: bytes

    def as_document(self) -> Json:
        return self.as_file() | {"file_name": self.name, "mime_type": self.mime_type}

    def as_file(self) -> Json:
        return {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": len(self.content)}


@dataclass(slots=True)
class World:
    """Everybody and everything. Ids look like Telegram's: users positive, groups negative, supergroups below -10**12."""

    me: User
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    _last_message: dict[int, int] = field(default_factory=dict)

    def add_user(self, first_name: str, language: Language = "zh-hant", username: str = "") -> User:
        """A new person, with a private chat with the bot."""
        user = User(100_001 + len(self.users), first_name, username, language)
        self.users[user.id] = user
        members = {user.id: Member("member"), self.me.id: Member("member")}
        self.chats[user.id] = Chat(user.id, "private", first_name, members=members)
        return user

    def add_chat(self, chat_type: ChatType, title: str, owner: User, *, bot_is: Status = "administrator") -> Chat:
        """A new group, supergroup or channel that `owner` created and put the bot into."""
        number = len(self.chats) + 1
        chat_id = -(4_000_000 + number) if chat_type == "group" else -(1_002_000_000_000 + number)
        chat = Chat(chat_id, chat_type, title, members={owner.id: Member("creator"), self.me.id: Member(bot_is)})
        self.chats[chat.id] = chat
        if chat_type == "supergroup":
            self._last_message[chat.id] = (
                1  # the first said that the chat was created, so no topic has General's number
            )
        return chat

    def chat_named(self, name: str) -> Chat | None:
        """The public chat of that name, written @name; None for a number or a name that nobody has."""
        return next((c for c in self.chats.values() if c.username and f"@{c.username}".lower() == name.lower()), None)

    def creator(self, chat: Chat) -> User:
        return next(self.users[user_id] for user_id, member in chat.members.items() if member.status == "creator")

    def chat_json(self, chat: Chat) -> Json:
        return chat.as_json(self.users.get(chat.id))

    def add_file(self, name: str, mime_type: str, content: bytes) -> StoredFile:
        number = len(self.files) + 1
        suffix = "." + name.rpartition(".")[2] if "." in name else ""
        path = f"documents/file_{number}{suffix if suffix.isascii() and suffix[1:].isalnum() else ''}"
        file = StoredFile(f"BQACAgUAAxk{number:06d}", path, name, mime_type, content)
        self.files[file.id] = file
        return file

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count their own messages; private chats and groups share one count."""
        key = chat.id if chat.type in ("supergroup", "channel") else 0
        self._last_message[key] = self._last_message.get(key, 0) + 1
        return self._last_message[key]
