"""Workers as threads of one process: what free-threaded Python is for. Each has its own loop and socket."""

import os
import socket
import sys
import sysconfig
import threading
import time

from .ending import complain, on_stop_signal
from .identity import gil_enabled
from .serving import WorkerServer
from .settings import Settings
from .sockets import bind_sockets
from .vitals import ProcessVitals

_STOP_GRACE_SECONDS = 0.8


def run_with_gil(enabled: bool) -> None:
    """Starts this program again, as the same process, where the interpreter runs with another GIL setting.

    "Off" means not asked for: with PYTHON_GIL=0 an unsafe extension could not switch it back on, and the
    check after the imports would prove nothing.
    """
    wanted = "1" if enabled else None
    if os.environ.get("PYTHON_GIL") == wanted:
        return
    if not hasattr(sys, "_is_gil_enabled"):
        return
    environment = {name: value for name, value in os.environ.items() if name != "PYTHON_GIL"}
    if wanted is not None:
        environment["PYTHON_GIL"] = wanted
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)


class _Worker:
    """One serving thread."""

    def __init__(self, settings: Settings, index: int, vitals: ProcessVitals, *, gil: bool) -> None:
        self.server = WorkerServer(settings, index, vitals, reports_pauses=index == 0)
        self.server.check = lambda: _check_gil(gil)
        self.failure: BaseException | None = None

    def serve(self, listener: socket.socket) -> None:
        try:
            self.server.run_on(listener)
        except (Exception, SystemExit) as error:
            self.failure = error


class GilError(Exception):
    """The GIL is not what the knob asks for."""


def serve_in_threads(settings: Settings, *, gil: bool) -> int:
    """Returns the exit code where a worker ended of itself; a stop signal ends the process with code 0."""
    try:
        listeners = bind_sockets(settings.host, settings.port, settings.workers)
    except OSError as error:
        complain(settings.runtime, f"cannot serve on {settings.host}:{settings.port}: {error.strerror}")
        return 1
    vitals = ProcessVitals()
    workers = [_Worker(settings, index, vitals, gil=gil) for index in range(settings.workers)]
    try:
        # Once here, when every module is loaded, and again on each loop and in every line under load.
        _check_gil(gil)
    except GilError as error:
        complain(settings.runtime, str(error))
        return 1
    ended = threading.Event()
    asked = threading.Event()

    def stop() -> None:
        asked.set()
        ended.set()

    on_stop_signal(stop)
    threads = [
        threading.Thread(target=_run, args=(worker, listener, ended), name=f"worker-{index}", daemon=True)
        for index, (worker, listener) in enumerate(zip(workers, listeners, strict=True))
    ]
    for thread in threads:
        thread.start()
    ended.wait()
    code = 0 if asked.is_set() else _tell_failure(settings, workers, threads)
    _stop(workers, threads)
    sys.stdout.flush()
    # Not a plain return: threads of a pool may still compute, and the interpreter would wait for them.
    os._exit(code)


def _run(worker: _Worker, listener: socket.socket, ended: threading.Event) -> None:
    worker.serve(listener)
    ended.set()


def _stop(workers: list[_Worker], threads: list[threading.Thread]) -> None:
    for worker in workers:
        worker.server.should_exit = True
    deadline = time.monotonic() + _STOP_GRACE_SECONDS
    for thread in threads:
        thread.join(max(0.0, deadline - time.monotonic()))


def _tell_failure(settings: Settings, workers: list[_Worker], threads: list[threading.Thread]) -> int:
    for index, (worker, thread) in enumerate(zip(workers, threads, strict=True)):
        if worker.failure is not None or not thread.is_alive():
            complain(settings.runtime, f"worker {index} ended: {worker.failure or 'its loop stopped'}")
    return 1


def _check_gil(wanted: bool) -> None:
    if gil_enabled() == wanted:
        return
    if wanted:
        raise GilError("the GIL is off, though the knob gil asks for it; PYTHON_GIL=1 had no effect")
    if not sysconfig.get_config_var("Py_GIL_DISABLED"):
        raise GilError(f"this Python {sys.version.split()[0]} always has a GIL; the runtime needs 3.13t")
    raise GilError("the GIL is on after the imports: an extension that is not declared safe switched it on")
