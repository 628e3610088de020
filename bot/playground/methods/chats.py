"""Chats and who is in them."""

from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.state import State
from bot.playground.world import Chat, Json, Member, User

NO_GIFTS = {
    "unlimited_gifts": False,
    "limited_gifts": False,
    "unique_gifts": False,
    "premium_subscription": False,
    "gifts_from_channels": False,
}


def get_chat(state: State, params: Params) -> Json:
    chat = state.chat(params)
    full = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": NO_GIFTS}
    return state.world.chat_json(chat) | full


def get_chat_member(state: State, params: Params) -> Json:
    chat = state.chat(params)
    user = known_user(state, params.integer("user_id"))
    if user is None:
        raise bad_request("user not found")
    return chat.member(user.id).as_json(user, chat.type)


def known_user(state: State, user_id: int) -> User | None:
    return state.world.me if user_id == state.world.me.id else state.world.users.get(user_id)


def get_chat_administrators(state: State, params: Params) -> list[Json]:
    """The administrators; other bots are left out, there being none."""
    chat = state.chat(params)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    people = [(known_user(state, user_id), member) for user_id, member in chat.members.items() if member.is_admin]
    return [member.as_json(user, chat.type) for user, member in people if user is not None]


def leave_chat(state: State, params: Params) -> bool:
    chat = state.chat(params)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    change_bot(state, chat, Member("left"), by=state.world.me)
    return True


def change_bot(state: State, chat: Chat, member: Member, *, by: User) -> None:
    """Gives the bot another standing in the chat and tells it (my_chat_member), also when it was thrown out."""
    me = state.world.me
    old, chat.members[me.id] = state.bot_in(chat), member
    state.updates.push(
        "my_chat_member",
        {
            "chat": state.world.chat_json(chat),
            "from": by.as_json(),
            "date": int(state.now()),
            "old_chat_member": old.as_json(me, chat.type),
            "new_chat_member": member.as_json(me, chat.type),
        },
    )
    state.events.add("chat", {"chat_id": chat.id, "status": member.status})
