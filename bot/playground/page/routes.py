"""What the page asks for: its files, the state of the world, the stream of events, and a person's acts."""

import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.playground.errors import PlaygroundError
from bot.playground.page.acts import Acts
from bot.playground.world import Chat, Json

if TYPE_CHECKING:
    from bot.playground.playground import Playground

HERE = Path(__file__).parent
SCRIPT, STYLE = "text/javascript", "text/css"
FILES = {
    "page.css": STYLE,
    "page.js": SCRIPT,
    "inline.js": SCRIPT,
    "menu.js": SCRIPT,
    "render.js": SCRIPT,
    "words.js": SCRIPT,
    "world.js": SCRIPT,
}
HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
FARTHEST = 366 * 86_400.0  # seconds the clock is set forward at most, in one go
UPLOAD_LIMIT = 50 * 1024 * 1024  # bytes


def page_routes(playground: "Playground") -> list[BaseRoute]:
    page = Page(playground)
    return [
        Route("/", page.index),
        Route("/page/{name}", page.file),
        Route("/playground/state", page.state),
        Route("/playground/menu", page.menu),
        Route("/playground/events", page.events),
        Route("/playground/documents/{file_id}", page.download),
        Route("/playground/documents", page.upload, methods=["POST"]),
        Route("/playground/clock", page.set_clock, methods=["POST"]),
        Route("/playground/inline", page.inline, methods=["POST"]),
        Route("/playground/{act}", page.act, methods=["POST"]),
    ]


class Page:
    """The endpoints; `boot` tells an open page that the playground behind it is a new one."""

    def __init__(self, playground: "Playground") -> None:
        self.playground = playground
        self.world = playground.world
        self.acts = Acts(playground)
        self.boot = secrets.token_hex(8)

    async def index(self, request: Request) -> Response:  # noqa: ARG002 (the signature of every endpoint)
        return FileResponse(HERE / "index.html", headers=HEADERS)

    async def file(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            return Response("no such file", 404)
        return FileResponse(HERE / name, media_type=FILES[name], headers=HEADERS)

    async def state(self, request: Request) -> Response:  # noqa: ARG002 (the signature of every endpoint)
        return JSONResponse(
            {
                "boot": self.boot,
                "last": self.playground.state.events.last,
                "now": self.playground.state.now(),
                "clock_moves": self.playground.forward_clock is not None,
                "bot": self.world.me.as_json(),
                "users": [user.as_json() for user in self.world.users.values()],
                "chats": [self.chat_json(chat) for chat in self.world.chats.values() if not chat.migrated_to],
            }
        )

    def chat_json(self, chat: Chat) -> Json:
        """A chat as the page needs it: with members, topics and messages."""
        return self.world.chat_json(chat) | {
            "title": chat.title,
            "bot_status": self.playground.state.bot_in(chat).status,
            "own": sorted(self.playground.state.own.get(chat.id, ())),
            "members": {user_id: member.status for user_id, member in chat.members.items()},
            "topics": [{"id": topic.id, "name": topic.name, "closed": topic.closed} for topic in chat.topics.values()],
            "messages": list(chat.messages.values()),
        }

    async def menu(self, request: Request) -> Response:
        """The bot's commands, name and description as one user sees them in one chat."""
        try:
            chat, user = self.acts.chat(request.query_params), self.acts.user(request.query_params)
        except PlaygroundError as error:
            return JSONResponse({"error": str(error)}, 400)
        profile = self.playground.state.profile
        return JSONResponse(
            {
                "commands": profile.menu(chat, user),
                "name": profile.text("name", user.language[:2]) or self.world.me.first_name,
                "description": profile.text("description", user.language[:2]),
            }
        )

    async def events(self, request: Request) -> Response:
        """Server-sent events behind the number the page has seen last, for as long as it listens."""
        seen = request.headers.get("last-event-id") or request.query_params.get("after", "0")
        after = int(seen) if seen.isdigit() else 0
        return StreamingResponse(
            self.stream(after), media_type="text/event-stream", headers={"Cache-Control": "no-cache"}
        )

    async def stream(self, after: int) -> AsyncIterator[str]:
        yield f"retry: 500\nevent: hello\ndata: {json.dumps({'boot': self.boot})}\n\n"
        async for event in self.playground.state.events.follow(after):
            own = event.data.get("message_id") in self.playground.state.own.get(
                event.data.get("chat", {}).get("id"), ()
            )
            data = json.dumps({**event.data, "own": own}, ensure_ascii=False)
            yield f"id: {event.number}\nevent: {event.kind}\ndata: {data}\n\n"

    async def download(self, request: Request) -> Response:
        """A document, always as a download: what somebody uploaded is never shown as part of the page."""
        file = self.world.files.get(request.path_params["file_id"])
        if file is None:
            return Response("no such file", 404)
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name)}", **HEADERS}
        return Response(file.content, media_type="application/octet-stream", headers=headers)

    async def upload(self, request: Request) -> Response:
        """A document as the bare body; chat, user, name and caption stand in the query string."""
        if int(request.headers.get("content-length", "0")) > UPLOAD_LIMIT:
            return JSONResponse({"error": "the file is too big"}, 413)
        content = await request.body()
        given = request.query_params

        def send(act: Mapping[str, Any]) -> Json:
            kind = request.headers.get("content-type", "application/octet-stream")
            names = {"caption": act.get("caption", ""), "mime_type": kind, **self.acts.place(act)}
            return self.playground.send_document(self.acts.chat(act), act.get("name", "file"), content, **names)

        return self.answer(request, given, send)

    async def act(self, request: Request) -> Response:
        perform = self.acts.table().get(request.path_params["act"])
        if perform is None:
            return Response("no such act", 404)
        try:
            given = await request.json()
        except ValueError:
            given = None
        if not isinstance(given, dict):
            return JSONResponse({"error": "a JSON object is expected"}, 400)
        return self.answer(request, given, perform)

    async def set_clock(self, request: Request) -> Response:
        """Sets the clock forward to `to` (seconds since the epoch) and lets everybody see the new state."""
        try:
            ahead = float((await request.json())["to"]) - self.playground.state.now()
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse({"error": f"missing or wrong: {error}"}, 400)
        forward = self.playground.forward_clock
        if forward is None or not self.own(request):
            return JSONResponse({"error": "this clock is not set from here"}, 403)
        if not 0 <= ahead <= FARTHEST:
            return JSONResponse({"error": "the clock goes forward only, and a year at most"}, 400)
        await forward(ahead)
        self.playground.state.events.add("clock", {"now": self.playground.state.now()})
        return JSONResponse({})

    async def inline(self, request: Request) -> Response:
        """What the bot offers for what is typed behind its name, as soon as it has answered."""
        if not self.own(request):
            return JSONResponse({"error": "only the playground's own page acts here"}, 403)
        try:
            given = await request.json()
            user, chat, offset = self.acts.user(given), self.acts.chat(given), str(given.get("offset", ""))
            told = await self.playground.ask_inline(str(given["text"]), user=user, chat=chat, offset=offset)
        except TimeoutError:
            return JSONResponse({"error": "the bot did not answer"}, 504)
        except (PlaygroundError, KeyError, ValueError, TypeError, AttributeError) as error:
            return JSONResponse({"error": str(error)}, 400)
        return JSONResponse(told)

    def own(self, request: Request) -> bool:
        """Whether the page itself asks; other sites' pages, which a browser lets post here too, may not act."""
        return request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")

    def answer(
        self, request: Request, given: Mapping[str, Any], perform: Callable[[Mapping[str, Any]], Any]
    ) -> Response:
        """What an act led to."""
        if not self.own(request):
            return JSONResponse({"error": "only the playground's own page acts here"}, 403)
        try:
            return JSONResponse(perform(given) or {})
        except PlaygroundError as error:
            return JSONResponse({"error": str(error)}, 400)
        except (KeyError, ValueError, TypeError) as error:
            return JSONResponse({"error": f"missing or wrong: {error}"}, 400)
