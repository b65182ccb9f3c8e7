"""Ending on a signal: politely first, then for certain. Loads nothing heavy."""

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType

_CERTAIN_AFTER_SECONDS = 0.8


def on_stop_signal(stop: Callable[[], None]) -> None:
    """SIGTERM and SIGINT call `stop` once; 0.8 s later the process ends with code 0 whatever still runs."""

    def handle(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end_for_certain()
        stop()

    signal.signal(signal.SIGTERM, handle)
    signal.signal(signal.SIGINT, handle)


def end_for_certain() -> None:
    """A thread that sleeps or computes would keep the interpreter from ending."""
    timer = threading.Timer(_CERTAIN_AFTER_SECONDS, os._exit, [0])
    timer.daemon = True
    timer.start()


def complain(runtime: str, message: str) -> None:
    sys.stderr.write(f"{runtime}: {message}\n")
    sys.stderr.flush()
