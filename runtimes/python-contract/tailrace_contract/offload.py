"""Where CPU work runs: on the event loop, in threads, or in processes. One object per worker."""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing.connection import wait
from typing import TypeVar, TypeVarTuple, Unpack

from .settings import Settings

Result = TypeVar("Result")
Arguments = TypeVarTuple("Arguments")


class Offload:
    """`run` awaits the work where the knob says."""

    def __init__(self, settings: Settings) -> None:
        self._kind = settings.offload
        self._executor: Executor | None = None
        self._places = settings.pool_size
        self._unfinished = 0
        if self._kind == "thread_pool":
            self._executor = ThreadPoolExecutor(settings.pool_size, thread_name_prefix="pool")
        elif self._kind == "process_pool":
            # Never a fork: it would copy a loop and its threads half-way.
            context = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(settings.pool_size, context, _end_with_parent)
        elif self._kind == "to_thread":
            # What asyncio's own default executor takes.
            self._places = default_threads()

    async def warm_up(self) -> None:
        """Every process of the pool is up before the first request."""
        if isinstance(self._executor, ProcessPoolExecutor):
            loop = asyncio.get_running_loop()
            calls = [loop.run_in_executor(self._executor, os.getpid) for _ in range(self._places)]
            await asyncio.gather(*calls)

    async def run(self, work: Callable[[Unpack[Arguments]], Result], *arguments: *Arguments) -> Result:
        if self._kind == "inline":
            return work(*arguments)
        self._unfinished += 1
        try:
            if self._executor is None:
                return await asyncio.to_thread(work, *arguments)
            return await asyncio.get_running_loop().run_in_executor(self._executor, work, *arguments)
        finally:
            self._unfinished -= 1

    @property
    def queued(self) -> int:
        """Work that waits for a place."""
        return max(0, self._unfinished - self._places)

    def kill(self) -> None:
        """Ends the pool's processes at once; threads end with the process."""
        if self._kind == "process_pool":
            for child in multiprocessing.active_children():
                child.kill()


def default_threads() -> int:
    count = getattr(os, "process_cpu_count", os.cpu_count)() or 1
    return int(min(32, count + 4))


def _end_with_parent() -> None:
    """In a pool process: a killed worker must not leave its pool behind."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    sentinel = parent.sentinel

    def watch() -> None:
        wait([sentinel])
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
