"""What the whole process uses: memory, CPU time, collector pauses. Shared by workers that are its threads."""

import gc
import multiprocessing
import os
import time
from pathlib import Path
from typing import Any

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
# Reading it walks the page tables, so not every second.
_PSS_EVERY_SECONDS = 5.0
_MOST_PAUSES = 200

Pause = dict[str, Any]


class ProcessVitals:
    """One per process."""

    def __init__(self) -> None:
        self._pauses: list[Pause] = []
        self._collection_started_ns = 0
        self._pss: int | None = None
        self._pss_read_at = -_PSS_EVERY_SECONDS
        gc.callbacks.append(self._on_collection)

    def take_pauses(self) -> list[Pause]:
        """Pauses since the last call; of too many the longest."""
        taken, self._pauses = self._pauses, []
        if len(taken) > _MOST_PAUSES:
            taken = sorted(taken, key=lambda pause: -pause["durationUs"])[:_MOST_PAUSES]
        return taken

    def rss_bytes(self) -> int:
        try:
            return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE
        except OSError:
            return _peak_rss_bytes()

    def pss_bytes(self) -> int | None:
        """Memory with each shared page split among its users; None where the system does not tell."""
        now = time.monotonic()
        if now - self._pss_read_at >= _PSS_EVERY_SECONDS:
            self._pss_read_at = now
            self._pss = _read_pss()
        return self._pss

    def cpu_us(self) -> int:
        """CPU time of this process and of its pool processes, where the system tells theirs."""
        used = time.process_time_ns() // 1000
        for child in multiprocessing.active_children():
            used += _child_cpu_us(child.pid)
        return used

    def _on_collection(self, phase: str, info: dict[str, int]) -> None:
        now = time.monotonic_ns()
        if phase == "start":
            self._collection_started_ns = now
            return
        started = self._collection_started_ns
        kind = f"generation-{info.get('generation', 0)}"
        self._pauses.append(
            {"kind": kind, "startNs": started, "durationUs": round((now - started) / 1000, 1)}
        )


def _read_pss() -> int | None:
    try:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    except OSError:
        return None
    found = [line.split()[1] for line in lines if line.startswith("Pss:")]
    return int(found[0]) * 1024 if found else None


def _child_cpu_us(pid: int | None) -> int:
    try:
        # utime and stime are fields 14 and 15; the name in field 2 may hold spaces (proc_pid_stat(5)).
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return (int(fields[11]) + int(fields[12])) * 1_000_000 // _TICKS


def _peak_rss_bytes() -> int:
    """Where there is no /proc: the highest so far (macOS counts bytes)."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
