"""The FastAPI application, written as an application is: typed queries, plain answers. One per worker."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Annotated, Any

from fastapi.exceptions import RequestValidationError
from fastapi.requests import Request
from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from fastapi import FastAPI
from fastapi import Query as InQuery

from .offload import Offload
from .queries import BlockingQuery, CpuQuery, JsonQuery, MixedQuery, WaitQuery
from .waits import Uniform
from .work import Outcome, transform_document

Health = Callable[[], dict[str, Any]]


def create_app(handler: str, offload: Offload, uniform: Uniform, health: Health) -> FastAPI:
    """`handler` is async or sync; sync handlers run in Starlette's 40 threads and block there."""
    app = FastAPI(openapi_url=None)
    app.add_exception_handler(RequestValidationError, _refuse_query)
    app.add_exception_handler(HTTPException, _refuse_request)

    @app.get("/healthz")
    async def healthz() -> dict[str, Any]:
        return health()

    @app.get("/work/blocking")
    async def blocking(query: Annotated[BlockingQuery, InQuery()]) -> Outcome:
        # The blunder on purpose: the loop stands still.
        time.sleep(query.ms / 1000)
        return {"checksum": str(round(query.ms * 1000))}

    if handler == "sync":
        _add_sync_work(app, _Waits(uniform))
    else:
        _add_async_work(app, offload, _Waits(uniform))
    return app


class _Waits:
    """Draws from the worker's generator, also where several threads ask."""

    def __init__(self, uniform: Uniform) -> None:
        self._uniform = uniform
        self._lock = threading.Lock()

    def draw(self, query: WaitQuery) -> tuple[float, Outcome]:
        """Milliseconds to wait, and the answer to give afterwards."""
        with self._lock:
            draw = self._uniform.drawn
            ms = query.draw_ms(self._uniform)
        wait_us = round(ms * 1000)
        return ms, {"checksum": str(wait_us), "waitUs": wait_us, "draw": draw}


def _add_async_work(app: FastAPI, offload: Offload, waits: _Waits) -> None:
    @app.get("/work/hello", response_class=PlainTextResponse)
    async def hello() -> str:
        return "hello, world"

    @app.get("/work/wait")
    async def wait(query: Annotated[WaitQuery, InQuery()]) -> Outcome:
        ms, answer = waits.draw(query)
        await asyncio.sleep(ms / 1000)
        return answer

    @app.get("/work/cpu")
    async def cpu(query: Annotated[CpuQuery, InQuery()]) -> Outcome:
        return await offload.run(query.perform)

    @app.get("/work/mixed")
    async def mixed(query: Annotated[MixedQuery, InQuery()]) -> Outcome:
        await asyncio.sleep(query.wait_ms / 1000)
        return await offload.run(query.perform)

    @app.get("/work/json")
    async def json_document(query: Annotated[JsonQuery, InQuery()]) -> Outcome:
        return await offload.run(transform_document, query.items)


def _add_sync_work(app: FastAPI, waits: _Waits) -> None:
    @app.get("/work/hello", response_class=PlainTextResponse)
    def hello() -> str:
        return "hello, world"

    @app.get("/work/wait")
    def wait(query: Annotated[WaitQuery, InQuery()]) -> Outcome:
        ms, answer = waits.draw(query)
        time.sleep(ms / 1000)
        return answer

    @app.get("/work/cpu")
    def cpu(query: Annotated[CpuQuery, InQuery()]) -> Outcome:
        return query.perform()

    @app.get("/work/mixed")
    def mixed(query: Annotated[MixedQuery, InQuery()]) -> Outcome:
        time.sleep(query.wait_ms / 1000)
        return query.perform()

    @app.get("/work/json")
    def json_document(query: Annotated[JsonQuery, InQuery()]) -> Outcome:
        return transform_document(query.items)


async def _refuse_query(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    message = f"{where}: {first['msg']}" if where else str(first["msg"])
    return JSONResponse({"code": "bad-parameter", "message": message}, status_code=400)


async def _refuse_request(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    code = {404: "not-found", 405: "method-not-allowed"}.get(error.status_code, "refused")
    message = f"{request.method} {request.url.path}: {error.detail}"
    return JSONResponse({"code": code, "message": message}, status_code=error.status_code)
