"""Where and how to serve, from the environment variables of the contract. Knows nothing of HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

MOST_WORKERS = 64


class SettingsError(Exception):
    """A sentence that names the variable or knob at fault."""


class Knobs:
    """The knobs of TAILRACE_KNOBS with typed access; every one the server asks for must be there."""

    def __init__(self, text: str) -> None:
        try:
            values = json.loads(text)
        except ValueError as error:
            raise SettingsError(f"TAILRACE_KNOBS: expected a JSON object, got {text!r}") from error
        if not isinstance(values, dict):
            raise SettingsError(f"TAILRACE_KNOBS: expected a JSON object, got {text!r}")
        self._values: dict[str, object] = values

    def choice(self, name: str, *choices: str) -> str:
        value = self._values.get(name)
        if isinstance(value, str) and value in choices:
            return value
        raise SettingsError(f"knob {name}: expected {' or '.join(choices)}, got {value!r}")

    def count(self, name: str, maximum: int = MOST_WORKERS) -> int:
        value = self._values.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= maximum:
            return value
        raise SettingsError(f"knob {name}: expected a whole number from 1 to {maximum}, got {value!r}")


@dataclass(frozen=True)
class Settings:
    """What the servers of one start have in common."""

    runtime: str
    host: str
    port: int
    workers: int
    loop: str  # asyncio or uvloop
    http_parser: str  # httptools or h11
    offload: str  # inline, to_thread, thread_pool or process_pool
    pool_size: int
    handler: str  # async or sync
    listener: str  # how connections reach the workers, in words
    seed: int  # of the first worker's waits; worker i uses seed + i


@dataclass(frozen=True)
class Address:
    host: str
    port: int
    seed: int


def read_address(environment: Mapping[str, str]) -> Address:
    return Address(
        host=environment.get("TAILRACE_HOST", "127.0.0.1"),
        port=_whole_number("TAILRACE_PORT", environment.get("TAILRACE_PORT", ""), 1, 65_535),
        seed=_whole_number("TAILRACE_SEED", environment.get("TAILRACE_SEED", "7"), 0, 0xFFFF_FFFF),
    )


def _whole_number(name: str, text: str, minimum: int, maximum: int) -> int:
    if text.isascii() and text.isdigit() and minimum <= int(text) <= maximum:
        return int(text)
    raise SettingsError(f"{name}: expected a whole number from {minimum} to {maximum}, got {text!r}")
