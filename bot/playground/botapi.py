"""The Bot API over HTTP: /bot<token>/<method> by GET or POST, and /file/bot<token>/<path>."""

import asyncio
import json
import secrets
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.playground.errors import ApiError, bad_request, too_many_requests
from bot.playground.faults import Fault, Faults
from bot.playground.flood import Gate
from bot.playground.methods import CANONICAL, METHODS
from bot.playground.params import Params, Upload
from bot.playground.server import drop_connection
from bot.playground.state import State

NOT_FOUND = ApiError(404, "Not Found")
UNAUTHORIZED = ApiError(401, "Unauthorized")
SERVER_ERROR = ApiError(500, "Internal Server Error")


@dataclass(frozen=True, slots=True)
class Call:
    """One call as it was made and answered; `response` is None where the connection was dropped."""

    method: str
    params: dict[str, Any]
    response: dict[str, Any] | None


@dataclass(slots=True)
class BotApi:
    """The server side of one bot's token. `latency` is seconds every call takes longer."""

    state: State
    token: str
    gate: Gate | None
    latency: float
    faults: Faults = field(default_factory=Faults)
    calls: list[Call] = field(default_factory=list)

    def routes(self) -> list[Route]:
        return [
            Route("/bot{token}/{method}", self.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.download),
        ]

    async def call(self, request: Request) -> Response:
        """One call of the API: faults, flood limits, the method, and a line in the log."""
        if not self.knows(request):
            return refusal(UNAUTHORIZED)
        method = CANONICAL.get(request.path_params["method"].lower())
        if method is None:
            return refusal(ApiError(404, "Not Found: method not found"))
        try:
            params = await read_params(request)
        except ApiError as error:
            return refusal(error)
        await asyncio.sleep(self.latency)
        fault = self.faults.take(method, params.chat_id(), params.text("text"))
        response = await self.outcome(method, params, fault)
        self.calls.append(Call(method, params.for_log(), response))
        if response is None:
            await drop_connection(request)
            return Response()
        return answer(response)

    async def outcome(self, method: str, params: Params, fault: Fault | None) -> dict[str, Any] | None:
        """The body of the answer, None for no answer at all."""
        try:
            if fault is not None and fault.when == "before" and await strikes(fault):
                return None
            result = await self.perform(method, params)
            if fault is not None and fault.when == "after" and await strikes(fault):
                return None
        except ApiError as error:
            return error.as_json()
        return {"ok": True, "result": result}

    async def perform(self, method: str, params: Params) -> Any:
        chat = params.chat_id()
        if self.gate is not None and chat is not None and (seconds := self.gate.refuse(method, chat)):
            raise too_many_requests(seconds)
        result = METHODS[method](self.state, params)
        return await result if isinstance(result, Awaitable) else result

    async def download(self, request: Request) -> Response:
        if not self.knows(request):
            return refusal(UNAUTHORIZED)
        path = request.path_params["path"]
        file = next((file for file in self.state.world.files.values() if file.path == path), None)
        return Response(file.content, media_type="application/octet-stream") if file else refusal(NOT_FOUND)

    def knows(self, request: Request) -> bool:
        return secrets.compare_digest(request.path_params["token"].encode(), self.token.encode())


async def strikes(fault: Fault) -> bool:
    """Does what the fault says; True where the connection is to be dropped."""
    if fault.outcome == "error":
        raise SERVER_ERROR
    if fault.outcome == "flood":
        raise too_many_requests(int(fault.seconds))
    if fault.outcome == "refuse" and fault.refusal:
        raise fault.refusal
    if fault.outcome == "delay":
        await asyncio.sleep(fault.seconds)
    return fault.outcome == "drop"


async def read_params(request: Request) -> Params:
    """The parameters from the query string and the body; a form's wins over the query string's."""
    values: dict[str, Any] = dict(request.query_params)
    if request.method != "POST":
        return Params(values)
    if request.headers.get("content-type", "").startswith("application/json"):
        return Params(values | json_object(await request.body()))
    async with request.form() as form:
        return await form_params(values, form)


def json_object(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body or b"{}")
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object")
    return value


async def form_params(values: dict[str, Any], form: FormData) -> Params:
    files = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            kind = value.content_type or "application/octet-stream"
            files[name] = Upload(value.filename or "file", kind, await value.read())
        else:
            values[name] = value
    return Params(values, files)


def refusal(error: ApiError) -> Response:
    return answer(error.as_json())


def answer(body: dict[str, Any]) -> Response:
    """The body with the HTTP status that goes with it."""
    retry_after = body.get("parameters", {}).get("retry_after")
    headers = {"Retry-After": str(retry_after)} if retry_after else None
    return JSONResponse(body, body.get("error_code", 200), headers)
