"""How long a simulated wait lasts: the seeded generator and the distributions of runtimes/README.md.

The Node runtime holds the same formulas; a change here is a change of the contract.
"""

import math

LONGEST_WAIT_MS = 60_000
_Z99 = 2.3263478740408408
_MASK = 0xFFFF_FFFF


class Uniform:
    """Uniform numbers in (0, 1): mulberry32, one per worker, so that a run can be replayed."""

    def __init__(self, seed: int) -> None:
        self._state = seed & _MASK
        self.drawn = 0

    def next_uint32(self) -> int:
        self.drawn += 1
        self._state = (self._state + 0x6D2B79F5) & _MASK
        t = self._state
        t = ((t ^ (t >> 15)) * (t | 1)) & _MASK
        t ^= (t + ((t ^ (t >> 7)) * (t | 61))) & _MASK
        return t ^ (t >> 14)

    def next(self) -> float:
        return (self.next_uint32() + 0.5) / 4294967296


def bimodal_ms(uniform: Uniform, ms: float, slow_ms: float, slow_share: float) -> float:
    return slow_ms if uniform.next() < slow_share else ms


def lognormal_ms(uniform: Uniform, median_ms: float, p99_ms: float) -> float:
    """Box and Muller 1958: two uniform numbers give one normal one."""
    radius = math.sqrt(-2 * math.log(uniform.next()))
    normal = radius * math.cos(2 * math.pi * uniform.next())
    sigma = math.log(p99_ms / median_ms) / _Z99
    return min(LONGEST_WAIT_MS, median_ms * math.exp(sigma * normal))


def pareto_ms(uniform: Uniform, minimum_ms: float, shape: float) -> float:
    return float(min(LONGEST_WAIT_MS, minimum_ms * uniform.next() ** (-1 / shape)))
