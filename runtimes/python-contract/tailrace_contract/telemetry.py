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


async def report(probes: Probes, vitals: ProcessVitals) -> None:
    """Runs on the worker's loop until cancelled. Lag is by how much a short sleep comes late."""
    interval_ns = int(_SAMPLING_SECONDS * 1e9)
    lags_us: list[float] = []
    written = time.monotonic_ns()
    while True:
        before = time.monotonic_ns()
        await asyncio.sleep(_SAMPLING_SECONDS)
        now = time.monotonic_ns()
        lags_us.append(max(0.0, (now - before - interval_ns) / 1000))
        if now - written >= _PERIOD_NS:
            write_line(_line(probes, vitals, now, lags_us))
            # By the grid, not by the last line: one line per second over any run.
            written += (now - written) // _PERIOD_NS * _PERIOD_NS
            lags_us = []


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
