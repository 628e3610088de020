"""getUpdates and the webhook methods."""

from typing import Any

from bot.playground.errors import bad_request
from bot.playground.params import Params
from bot.playground.state import State

LONGEST_POLL = 50  # seconds


async def get_updates(state: State, params: Params) -> list[dict[str, Any]]:
    remember_allowed(state, params)
    limit = min(max(params.integer("limit", 100), 1), 100)
    timeout = min(max(params.integer("timeout"), 0), LONGEST_POLL)
    return await state.updates.poll(params.integer("offset"), limit, timeout)


def remember_allowed(state: State, params: Params) -> None:
    """An omitted list keeps the one from before, an empty one goes back to the usual kinds."""
    allowed = params.json("allowed_updates")
    if isinstance(allowed, list):
        state.updates.allowed = [str(kind) for kind in allowed]


def set_webhook(state: State, params: Params) -> bool:
    url = params.text("url")
    if url and not url.startswith("https://"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    remember_allowed(state, params)
    state.updates.set_webhook(url, drop_pending=params.flag("drop_pending_updates"))
    return True


def delete_webhook(state: State, params: Params) -> bool:
    state.updates.set_webhook("", drop_pending=params.flag("drop_pending_updates"))
    return True


def get_webhook_info(state: State, params: Params) -> dict[str, Any]:  # noqa: ARG001 (the signature of every method)
    info: dict[str, Any] = {
        "url": state.updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(state.updates.pending),
    }
    return info | {"allowed_updates": state.updates.allowed} if state.updates.allowed else info
