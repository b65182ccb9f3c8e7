"""What this worker is: facts read from the running interpreter, never from the manifest."""

import asyncio
import os
import sys
import sysconfig
import threading
from importlib import metadata

from .offload import default_threads
from .settings import Settings

_LIBRARIES = ("fastapi", "starlette", "pydantic", "pydantic_core", "uvicorn", "uvloop", "httptools", "h11")


def gil_enabled() -> bool:
    """Asked each time: importing an extension that is not declared safe turns the GIL back on."""
    probe = getattr(sys, "_is_gil_enabled", None)
    return True if probe is None else bool(probe())


def loop_class() -> str:
    kind = type(asyncio.get_running_loop())
    return f"{kind.__module__}.{kind.__qualname__}"


def identity(settings: Settings, worker: str, parser: str) -> dict[str, object]:
    """Call it on the serving loop, after all imports. `parser` is the protocol class that answers."""
    return {
        "runtime": settings.runtime,
        "worker": worker,
        "pid": os.getpid(),
        "loopClass": loop_class(),
        "gilEnabled": gil_enabled(),
        "versions": _versions(),
        "build": _build(),
        "settings": {
            "server": "uvicorn",
            "httpParser": parser,
            "workers": settings.workers,
            "listener": settings.listener,
            "handler": settings.handler,
            "offload": settings.offload,
            "poolSize": _pool_size(settings),
            "waitSeed": settings.seed + int(worker),
        },
    }


def thread_id() -> int:
    return threading.get_native_id()


def _pool_size(settings: Settings) -> int:
    if settings.offload == "to_thread":
        return default_threads()
    return 0 if settings.offload == "inline" else settings.pool_size


def _versions() -> dict[str, str]:
    loaded = {name: metadata.version(name) for name in _LIBRARIES if name in sys.modules}
    return {"python": sys.version.split()[0], "implementation": sys.implementation.name} | loaded


def _build() -> dict[str, str | bool | None]:
    arguments = sysconfig.get_config_var("CONFIG_ARGS")
    known = isinstance(arguments, str)
    return {
        "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
        "pgo": "--enable-optimizations" in arguments if known else None,
        "lto": "--with-lto" in arguments if known else None,
        "compiler": sys.version.partition("[")[2].rstrip("]") or None,
    }
