"""The query of each workload, checked by FastAPI as any application would: anything else is a 400."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from .waits import LONGEST_WAIT_MS, Uniform, bimodal_ms, lognormal_ms, pareto_ms
from .work import Outcome, sum_for, sum_to

Milliseconds = Annotated[float, Field(ge=0, le=LONGEST_WAIT_MS, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=100_000_000)]
TargetMs = Annotated[float, Field(ge=0.1, le=10_000, allow_inf_nan=False)]


class Query(BaseModel):
    model_config = ConfigDict(extra="forbid", validate_by_name=False)


class CpuQuery(Query):
    count: Count | None = None
    target_ms: TargetMs | None = Field(default=None, alias="targetMs")

    @model_validator(mode="after")
    def _one_amount(self) -> Self:
        if (self.count is None) == (self.target_ms is None):
            raise ValueError("give exactly one of count and targetMs")
        return self

    def perform(self) -> Outcome:
        if self.count is not None:
            return sum_to(self.count)
        return sum_for(self.target_ms or 0)


class MixedQuery(CpuQuery):
    wait_ms: Milliseconds = Field(alias="waitMs")


class JsonQuery(Query):
    items: Annotated[int, Field(ge=1, le=100_000)]


class BlockingQuery(Query):
    ms: Milliseconds


class WaitQuery(Query):
    distribution: Literal["fixed", "bimodal", "lognormal", "pareto"]
    ms: Milliseconds | None = None
    slow_ms: Milliseconds | None = Field(default=None, alias="slowMs")
    slow_share: Annotated[float, Field(ge=0, le=1)] | None = Field(default=None, alias="slowShare")
    median_ms: Milliseconds | None = Field(default=None, alias="medianMs")
    p99_ms: Milliseconds | None = Field(default=None, alias="p99Ms")
    minimum_ms: Milliseconds | None = Field(default=None, alias="minimumMs")
    shape: Annotated[float, Field(ge=1.05, le=10)] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        expected = _PARAMETERS[self.distribution]
        given = self.model_fields_set - {"distribution"}
        if given != expected:
            names = ", ".join(sorted(WaitQuery.model_fields[name].alias or name for name in expected))
            raise ValueError(f"{self.distribution} takes {names}")
        if self.distribution == "lognormal" and not 0 < (self.median_ms or 0) <= (self.p99_ms or 0):
            raise ValueError("p99Ms: expected at least medianMs, and medianMs above 0")
        return self

    def draw_ms(self, uniform: Uniform) -> float:
        if self.distribution == "bimodal":
            return bimodal_ms(uniform, self.ms or 0, self.slow_ms or 0, self.slow_share or 0)
        if self.distribution == "lognormal":
            return lognormal_ms(uniform, self.median_ms or 0, self.p99_ms or 0)
        if self.distribution == "pareto":
            return pareto_ms(uniform, self.minimum_ms or 0, self.shape or 0)
        return self.ms or 0


_PARAMETERS: dict[str, set[str]] = {
    "fixed": {"ms"},
    "bimodal": {"ms", "slow_ms", "slow_share"},
    "lognormal": {"median_ms", "p99_ms"},
    "pareto": {"minimum_ms", "shape"},
}
