"""One worker: a uvicorn server on its own loop, its ready line, its telemetry, its clean stop.

Knows nothing of how many there are, nor whether it is a process or a thread.
"""

import asyncio
import contextlib
import logging
import socket
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn

from .app import create_app
from .identity import identity, thread_id
from .offload import Offload
from .settings import Settings
from .sockets import BACKLOG
from .telemetry import Probes, Reporter, write_line
from .vitals import ProcessVitals
from .waits import Uniform

# Longer than any pause of a load test, so that no request races the close of an idle connection.
_KEEP_ALIVE_SECONDS = 120
_STOP_GRACE_SECONDS = 0.5


class WorkerServer(uvicorn.Server):
    """Stop it by setting `should_exit`; signals are its owner's business."""

    def __init__(
        self, settings: Settings, index: int, vitals: ProcessVitals, *, reports_pauses: bool = True
    ) -> None:
        self._settings = settings
        self._worker = str(index)
        self._vitals = vitals
        self._reports_pauses = reports_pauses
        self._offload = Offload(settings)
        self._identity: dict[str, Any] = {}
        self._reporter: Reporter | None = None
        # Called on the loop when every import is done, before it listens; raises to refuse to serve.
        self.check: Callable[[], None] = lambda: None
        # Asked every 0.1 s; true ends this worker.
        self.abandoned: Callable[[], bool] = lambda: False
        uniform = Uniform(settings.seed + index)
        app = create_app(settings.handler, self._offload, uniform, self._health)
        super().__init__(_config(settings, self._worker, app))

    def run_on(self, listener: socket.socket) -> None:
        """Serves until told to stop. Any thread may call it."""
        self.run(sockets=[listener])

    def kill_pool(self) -> None:
        self._offload.kill()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        self.server_state.default_headers = self.config.encoded_headers
        await self._offload.warm_up()
        self._identity = identity(self._settings, self._worker, self._parser())
        self.check()
        await super().startup(sockets)
        ready = {
            "type": "ready",
            "version": 1,
            "threadId": thread_id(),
            "workers": self._settings.workers,
        }
        write_line(ready | self._identity)
        state = self.server_state
        probes = Probes(
            worker=self._worker,
            pool_queue=lambda: self._offload.queued,
            open_connections=lambda: len(state.connections),
            requests=lambda: state.total_requests,
            reports_pauses=self._reports_pauses,
        )
        self._reporter = Reporter(probes, self._vitals)

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self.abandoned()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        # What is still in flight is cut off, and that is not worth a traceback.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        if self._reporter is not None:
            self._reporter.stop()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_STOP_GRACE_SECONDS):
                await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def _health(self) -> dict[str, Any]:
        return {"status": "ready"} | self._identity

    def _parser(self) -> str:
        """From the class that answers: uvicorn.protocols.http.h11_impl gives h11."""
        module: str = self.config.http_protocol_class.__module__
        return module.rpartition(".")[2].removesuffix("_impl")


def _config(settings: Settings, worker: str, app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop=settings.loop,
        http=settings.http_parser,
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        headers=[("x-worker", worker)],
        backlog=BACKLOG,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
    )
