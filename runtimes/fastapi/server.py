"""Entry of the FastAPI runtime: uvicorn workers as processes. The contract is in ../README.md."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python-contract"))

from tailrace_contract.ending import complain
from tailrace_contract.processes import serve_in_processes
from tailrace_contract.settings import Knobs, Settings, SettingsError, read_address
from tailrace_contract.sockets import listener_kind

RUNTIME = "fastapi"


def read_settings() -> Settings:
    address = read_address(os.environ)
    knobs = Knobs(os.environ.get("TAILRACE_KNOBS", "{}"))
    return Settings(
        runtime=RUNTIME,
        host=address.host,
        port=address.port,
        workers=knobs.count("workers"),
        loop=knobs.choice("loop", "asyncio", "uvloop"),
        http_parser=knobs.choice("httpParser", "httptools", "h11"),
        offload=knobs.choice("offload", "inline", "to_thread", "thread_pool", "process_pool"),
        pool_size=knobs.count("poolSize"),
        handler=knobs.choice("handler", "async", "sync"),
        listener=listener_kind(),
        seed=address.seed,
    )


def main() -> int:
    try:
        settings = read_settings()
    except SettingsError as error:
        complain(RUNTIME, f"cannot serve: {error}")
        return 1
    return serve_in_processes(settings)


if __name__ == "__main__":
    sys.exit(main())
