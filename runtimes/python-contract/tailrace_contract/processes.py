"""Workers as processes: a small parent starts them, and ends them all when one fails or when told to.

Only the workers import the web framework; the parent serves nothing.
"""

import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Sequence
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import NoReturn

from .ending import complain, on_stop_signal
from .settings import Settings
from .sockets import bind_sockets

_KILL_AFTER_SECONDS = 0.8


def serve_in_processes(settings: Settings) -> int:
    """Returns the exit code: 0 after a stop signal, 1 where a worker ended of itself."""
    try:
        listeners = bind_sockets(settings.host, settings.port, settings.workers)
    except OSError as error:
        complain(settings.runtime, f"cannot serve on {settings.host}:{settings.port}: {error.strerror}")
        return 1
    # Forking before any import is cheap and safe on Linux; elsewhere the system's own libraries dislike it.
    multiprocessing.set_start_method("fork" if sys.platform == "linux" else "spawn")
    workers = [
        multiprocessing.Process(target=_serve, args=(settings, index, listener, os.getpid()))
        for index, listener in enumerate(listeners)
    ]
    stop = _StopFlag()
    for worker in workers:
        worker.start()
    # The parent must hold no listener: the kernel would hand it connections that nobody accepts.
    for listener in listeners:
        listener.close()
    ended = wait([worker.sentinel for worker in workers] + [stop.reader])
    code = 0 if stop.asked or stop.reader in ended else _tell_failure(settings, workers)
    _end(workers)
    return code


class _StopFlag:
    """Set by SIGTERM or SIGINT; `reader` wakes a wait."""

    def __init__(self) -> None:
        self.asked = False
        self.reader, self._writer = multiprocessing.Pipe(duplex=False)
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if not self.asked:
            self.asked = True
            self._writer.send_bytes(b"stop")


def _tell_failure(settings: Settings, workers: Sequence[BaseProcess]) -> int:
    for index, worker in enumerate(workers):
        if not worker.is_alive():
            complain(settings.runtime, f"worker {index} ended with exit code {worker.exitcode}")
    return 1


def _end(workers: Sequence[BaseProcess]) -> None:
    for worker in workers:
        worker.terminate()
    deadline = time.monotonic() + _KILL_AFTER_SECONDS
    for worker in workers:
        worker.join(max(0.0, deadline - time.monotonic()))
    for worker in workers:
        if worker.is_alive():
            worker.kill()
        worker.join()


def _serve(settings: Settings, index: int, listener: socket.socket, parent: int) -> NoReturn:
    from .serving import WorkerServer
    from .vitals import ProcessVitals

    server = WorkerServer(settings, index, ProcessVitals())
    server.abandoned = lambda: os.getppid() != parent

    def stop() -> None:
        server.should_exit = True

    on_stop_signal(stop)
    server.run_on(listener)
    server.kill_pool()
    sys.stdout.flush()
    code = 0 if server.should_exit or server.abandoned() else 1
    if settings.offload == "process_pool":
        # The pool's semaphores are given back on the way out.
        sys.exit(code)
    # Threads of a pool may still compute, and the interpreter would wait for them.
    os._exit(code)
