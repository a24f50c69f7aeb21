"""All that one run of the benchmark found out, as values."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from benchmarks.search.building import Built, Opened
from benchmarks.search.changes import Changed
from benchmarks.search.costs import Spread, Taken
from benchmarks.search.peers import OURS


@dataclass(slots=True)
class Stage:
    """Some engines on one corpus; what was not measured is missing.

    `times` are by class, then by engine, None for one without such a query. `differences` say by
    class which engines counted otherwise than most, in how many of how many answers.
    """

    documents: int
    built: dict[str, Built] = field(default_factory=dict)
    opened: dict[str, Opened] = field(default_factory=dict)
    times: dict[str, dict[str, Spread | None]] = field(default_factory=dict)
    differences: dict[str, dict[str, tuple[int, int]]] = field(default_factory=dict)
    changed: dict[str, Changed] = field(default_factory=dict)
    merged: dict[str, Taken | None] = field(default_factory=dict)

    def milliseconds(self, engine: str, name: str) -> float | None:
        """The median of an engine on a class."""
        found = self.times.get(name, {}).get(engine)
        return found.median if found else None

    def ratio(self, engine: str, to: str, name: str) -> float | None:
        """How many times longer one engine takes than another."""
        one, other = self.milliseconds(engine, name), self.milliseconds(to, name)
        return one / other if one is not None and other else None

    def ratios(self, engine: str, to: str, without: tuple[str, ...] = ()) -> list[float]:
        """The same over all classes that both have."""
        found = (self.ratio(engine, to, name) for name in self.times if name not in without)
        return [one for one in found if one is not None]

    def engines(self) -> list[str]:
        """The engines whose times there are."""
        return list(dict.fromkeys(engine for times in self.times.values() for engine in times))


@dataclass(slots=True)
class Outcome:
    """The stages of a run, by name: `main`, `small` with haystack, or `million` by itself."""

    stages: dict[str, Stage] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def stage(self, name: str) -> Stage:
        """A stage; an empty one where it was left out."""
        return self.stages.get(name) or Stage(0)

    def as_object(self) -> dict[str, Any]:
        """Everything, for a file."""
        return _rounded(asdict(self))


def middle(figures: list[float]) -> float | None:
    """The median of some; None of none."""
    return median(figures) if figures else None


def ours_alone(stage: Stage, without: tuple[str, ...]) -> Iterator[float]:
    """Our milliseconds on all classes but some."""
    for name in stage.times:
        found = stage.milliseconds(OURS, name)
        if name not in without and found is not None:
            yield found


def _rounded(value: Any) -> Any:  # noqa: ANN401 -- whatever JSON holds
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value
