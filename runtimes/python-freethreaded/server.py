"""Entry of the free-threaded Python runtime: uvicorn workers as threads. The contract is in ../README.md."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "python-contract"))

from tailrace_contract.ending import complain
from tailrace_contract.settings import Knobs, Settings, SettingsError, read_address
from tailrace_contract.sockets import listener_kind
from tailrace_contract.threads import run_with_gil, serve_in_threads

RUNTIME = "python-freethreaded"


def read_settings(knobs: Knobs) -> Settings:
    address = read_address(os.environ)
    return Settings(
        runtime=RUNTIME,
        host=address.host,
        port=address.port,
        workers=knobs.count("threads"),
        loop="asyncio",
        http_parser=knobs.choice("httpParser", "h11"),
        offload=knobs.choice("offload", "inline", "thread_pool"),
        pool_size=knobs.count("poolSize"),
        handler="async",
        listener=listener_kind(),
        seed=address.seed,
    )


def main() -> int:
    try:
        knobs = Knobs(os.environ.get("TAILRACE_KNOBS", "{}"))
        settings = read_settings(knobs)
        gil = knobs.choice("gil", "off", "on") == "on"
    except SettingsError as error:
        complain(RUNTIME, f"cannot serve: {error}")
        return 1
    run_with_gil(gil)
    return serve_in_threads(settings, gil=gil)


if __name__ == "__main__":
    sys.exit(main())
