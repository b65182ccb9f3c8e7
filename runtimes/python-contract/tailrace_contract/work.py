"""The CPU work of a request: the sum loop and the JSON document. Knows neither threads nor processes."""

import json
import time
import zlib
from functools import lru_cache
from typing import Any

from .waits import Uniform

# The fields of an answer. A checksum is text, since a sum may pass 2**53.
Outcome = dict[str, str | int]

# Iterations between two looks at the clock: about 50 µs.
_CHUNK = 2_000
_TAGS = ("red", "green", "blue", "grey", "gold")


def sum_to(count: int) -> Outcome:
    total = 0
    for i in range(count):
        total += i
    return {"checksum": str(total), "count": count}


def sum_for(target_ms: float) -> Outcome:
    """The same loop until this thread has used `target_ms` of CPU time."""
    target_ns = target_ms * 1e6
    start_ns = time.thread_time_ns()
    total = 0
    count = 0
    while True:
        for i in range(count, count + _CHUNK):
            total += i
        count += _CHUNK
        used_ns = time.thread_time_ns() - start_ns
        if used_ns >= target_ns:
            return {"checksum": str(total), "count": count, "cpuUs": round(used_ns / 1000)}


def transform_document(items: int) -> Outcome:
    """Parse, keep active items, price and sort them, serialise; the checksum covers every byte."""
    document = json.loads(_document_text(items))
    totals: dict[str, int] = {}
    kept: list[dict[str, Any]] = []
    for item in document["items"]:
        if not item["active"]:
            continue
        cents = item["cents"] * item["quantity"]
        for tag in item["tags"]:
            totals[tag] = totals.get(tag, 0) + cents
        kept.append(
            {
                "id": item["id"],
                "name": item["name"].upper(),
                "cents": cents,
                "tags": item["tags"],
                "note": item["note"],
            }
        )
    kept.sort(key=lambda item: (-item["cents"], item["id"]))
    data = _dump({"count": len(kept), "items": kept, "totals": totals}).encode()
    return {"checksum": f"{zlib.crc32(data):08x}", "items": len(kept), "bytes": len(data)}


@lru_cache(maxsize=4)
def _document_text(items: int) -> str:
    """Made once per size: the request is to parse and serialise it, not to invent it."""
    uniform = Uniform(1)
    return _dump({"items": [_make_item(index, uniform) for index in range(items)]})


def _make_item(index: int, uniform: Uniform) -> dict[str, Any]:
    return {
        "id": index,
        "name": f"item-{index}",
        "cents": 100 + uniform.next_uint32() % 9900,
        "quantity": 1 + uniform.next_uint32() % 9,
        "active": uniform.next_uint32() % 4 != 0,
        "tags": [_tag(uniform), _tag(uniform)],
        "note": f'"Nº {index}" – größer\n',
    }


def _tag(uniform: Uniform) -> str:
    return _TAGS[uniform.next_uint32() % len(_TAGS)]


def _dump(value: object) -> str:
    """The bytes JSON.stringify gives: no spaces, no escapes beyond what JSON demands."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
