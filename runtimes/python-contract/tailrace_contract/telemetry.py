"""One line per second on stdout: what this worker's loop did. Must cost next to nothing."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from .identity import gil_enabled, loop_class, thread_id
from .vitals import ProcessVitals

_PERIOD_NS = 1_000_000_000
_SAMPLING_SECONDS = 0.02


@dataclass(frozen=True)
class Probes:
    """How to look into one worker."""

    worker: str
    pool_queue: Callable[[], int]
    open_connections: Callable[[], int]
    requests: Callable[[], int]
    # A pause stops the whole process: only its first worker reports it.
    reports_pauses: bool


def write_line(line: dict[str, object]) -> None:
    """One write, so that lines of several workers do not mix."""
    data = (json.dumps(line, separators=(",", ":")) + "\n").encode()
    os.write(sys.stdout.fileno(), data)


class Reporter:
    """Lives on the worker's loop. Lag is by how much a short timer comes late.

    Plain callbacks: a task that sleeps 50 times a second costs about twice as much.
    """

    def __init__(self, probes: Probes, vitals: ProcessVitals) -> None:
        self._probes = probes
        self._vitals = vitals
        self._loop = asyncio.get_running_loop()
        self._lags_us: list[float] = []
        self._written = self._due_from = time.monotonic_ns()
        self._timer = self._loop.call_later(_SAMPLING_SECONDS, self._sample)

    def stop(self) -> None:
        self._timer.cancel()

    def _sample(self) -> None:
        now = time.monotonic_ns()
        self._lags_us.append(max(0.0, (now - self._due_from) / 1000 - _SAMPLING_SECONDS * 1e6))
        elapsed = now - self._written
        if elapsed >= _PERIOD_NS:
            write_line(_line(self._probes, self._vitals, now, self._lags_us))
            # By the grid, not by the last line: one line per second over any run.
            self._written += elapsed // _PERIOD_NS * _PERIOD_NS
            self._lags_us = []
        self._due_from = time.monotonic_ns()
        self._timer = self._loop.call_later(_SAMPLING_SECONDS, self._sample)


def _line(probes: Probes, vitals: ProcessVitals, now: int, lags_us: list[float]) -> dict[str, object]:
    lags_us.sort()
    return {
        "type": "telemetry",
        "version": 1,
        "worker": probes.worker,
        "pid": os.getpid(),
        "threadId": thread_id(),
        "monotonicNs": now,
        "loopClass": loop_class(),
        "lagUs": {
            "p50": _percentile(lags_us, 0.5),
            "p99": _percentile(lags_us, 0.99),
            "max": round(lags_us[-1]),
        },
        "loopUtilisation": None,
        "gc": vitals.take_pauses() if probes.reports_pauses else [],
        "rssBytes": vitals.rss_bytes(),
        "pssBytes": vitals.pss_bytes(),
        "cpuUs": vitals.cpu_us(),
        "poolQueue": probes.pool_queue(),
        "openConnections": probes.open_connections(),
        "requests": probes.requests(),
        "gilEnabled": gil_enabled(),
    }


def _percentile(ordered: list[float], share: float) -> int:
    """Nearest rank."""
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))])
