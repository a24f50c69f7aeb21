"""The figures that have to be reached, in the order and with the numbers of the plan for search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.search.building import Built
from benchmarks.search.costs import MEBIBYTE, Spread
from benchmarks.search.outcome import Outcome, middle, ours_alone
from benchmarks.search.peers import FTS5, HAYSTACK, IN_FULL, OURS, TANTIVY, WHOOSH

Figure = Callable[[Outcome], float | None]
FUZZY = ("fuzzy",)
MILLION = "million"


@dataclass(frozen=True, slots=True)
class Gate:
    """A figure and what it must not be below, or not above."""

    number: int
    name: str
    figure: Figure
    least: float | None = None
    most: float | None = None
    stage: str = "main"

    @property
    def limit(self) -> str:
        """The limit as it is shown."""
        return f"at most {self.most:g}" if self.least is None else f"at least {self.least:g}"

    def holds(self, figure: float) -> bool:
        """Whether a figure is within the limit."""
        return figure <= self.most if self.most is not None else figure >= (self.least or 0)


@dataclass(frozen=True, slots=True)
class Judged:
    """A gate and its figure, None where it was not measured."""

    gate: Gate
    figure: float | None

    @property
    def is_missed(self) -> bool:
        """Whether there is a figure, and beyond the limit."""
        return self.figure is not None and not self.gate.holds(self.figure)


def judged(outcome: Outcome) -> list[Judged]:
    """Every gate of the stages that were run."""
    stages = outcome.stages.keys()
    return [Judged(gate, gate.figure(outcome)) for gate in GATES if gate.stage in stages]


def faster(than: str, name: str, stage: str = "main") -> Figure:
    """How many times longer another engine takes on a class."""
    return lambda outcome: outcome.stage(stage).ratio(than, OURS, name)


def slower(than: str, name: str) -> Figure:
    """How many times longer we take on a class."""
    return lambda outcome: outcome.stage("main").ratio(OURS, than, name)


def least_faster(than: str, stage: str, without: tuple[str, ...] = ()) -> Figure:
    """The same as `faster`, of the class that is worst for us."""
    return lambda outcome: min(outcome.stage(stage).ratios(than, OURS, without), default=None)


def built(name: str, figure: Callable[[Built], float], stage: str = "main") -> Figure:
    """A figure of a build."""

    def found(outcome: Outcome) -> float | None:
        one = outcome.stage(stage).built.get(name)
        return figure(one) if one else None

    return found


def indexing(than: str, stage: str = "main") -> Figure:
    """How many times as many documents per second of CPU we index."""

    def found(outcome: Outcome) -> float | None:
        rates = outcome.stage(stage).built
        return rates[OURS].rate / rates[than].rate if {OURS, than} <= rates.keys() else None

    return found


def changing(verb: str, figure: Callable[[Spread], float]) -> Figure:
    """A figure of our changes of one document."""

    def found(outcome: Outcome) -> float | None:
        one = outcome.stage("main").changed.get(OURS)
        times = one.one_cpu.get(verb) if one else None
        return figure(times) if times else None

    return found


def _indexing_time(outcome: Outcome) -> float | None:
    rate = indexing(FTS5)(outcome)
    return 1 / rate if rate else None


def _segments(outcome: Outcome) -> float | None:
    one = outcome.stage("main").changed.get(OURS)
    return one.segments if one else None


def _slower_after(outcome: Outcome) -> float | None:
    one = outcome.stage("main").changed.get(OURS)
    return one.slower if one else None


def _merging(outcome: Outcome) -> float | None:
    one = outcome.stage("main").merged.get(OURS)
    return one.cpu / 1_000 if one else None


def _opening(outcome: Outcome) -> float | None:
    one = outcome.stage("main").opened.get(OURS)
    return one.cpu if one else None


def _own_mebibytes(outcome: Outcome) -> float | None:
    one = outcome.stage("main").opened.get(OURS)
    return one.own_bytes / MEBIBYTE if one else None


def _worst_of_million(outcome: Outcome) -> float | None:
    return max(ours_alone(outcome.stage(MILLION), FUZZY), default=None)


def _against_fts5() -> Iterator[Gate]:
    least = {"common": 60, "or_common": 60, "facets": 60, "filters": 25, "page_50": 25}
    least |= {"newest": 20, "prefix": 20, "and": 5, "and_common": 5, "rare": 1, "phrase": 1}
    for name, times in least.items():
        yield Gate(1, f"{name}, times as fast as FTS5", faster(FTS5, name), least=times)


def _against_tantivy() -> Iterator[Gate]:
    def typical(outcome: Outcome) -> float | None:
        return middle(outcome.stage("main").ratios(OURS, TANTIVY))

    def worst(outcome: Outcome) -> float | None:
        return max(outcome.stage("main").ratios(OURS, TANTIVY, FUZZY), default=None)

    yield Gate(2, "time by tantivy's, median", typical, most=1.0)
    for name in ("facets", "filtered_facets", "grouping"):
        yield Gate(2, f"{name}, time by tantivy's", slower(TANTIVY, name), most=0.6)
    yield Gate(2, "time by tantivy's, worst but fuzzy", worst, most=1.8)
    yield Gate(2, "fuzzy, time by tantivy's", slower(TANTIVY, "fuzzy"), most=5)


def _against_whoosh() -> Iterator[Gate]:
    ready_made = least_faster(HAYSTACK, "small", FUZZY)
    yield Gate(3, "times as fast as haystack, least", ready_made, least=150, stage="small")
    yield Gate(3, "times as fast as Whoosh, least", least_faster(WHOOSH, "main"), least=1)
    for name in ("common", "and_common", "or_common"):
        yield Gate(3, f"{name}, times as fast as Whoosh", faster(WHOOSH, name), least=100)


def _indexing() -> Iterator[Gate]:
    small = indexing(HAYSTACK, "small")
    yield Gate(4, "indexing, times as fast as Whoosh", indexing(WHOOSH), least=9)
    yield Gate(4, "indexing, time by FTS5's", _indexing_time, most=2.2)
    yield Gate(4, "indexing, times as fast as haystack", small, least=250, stage="small")
    rate = built(IN_FULL, lambda one: one.rate)
    yield Gate(4, "all forms, documents per CPU second", rate, least=5_000)
    for name, share in ((OURS, 0.8), (IN_FULL, 1.5)):
        peak = built(name, lambda one: one.peak_bytes / MEBIBYTE)
        yield Gate(4, f"{name}: peak MiB of a build", peak, most=400)
        size = built(name, lambda one: one.share)
        yield Gate(4, f"{name}: size by the text's", size, most=share)


def _changing() -> Iterator[Gate]:
    for verb in ("add", "change", "remove"):
        usual = changing(verb, lambda one: one.median)
        yield Gate(5, f"{verb} one, ms", usual, most=8)
        late = changing(verb, lambda one: one.p95)
        yield Gate(5, f"{verb} one, ms, 95th percentile", late, most=20)
    yield Gate(5, "segments after a thousand changes", _segments, most=10)
    yield Gate(5, "times as slow after them", _slower_after, most=1.5)
    yield Gate(5, "s to merge a fifth away", _merging, most=3)


def _opening_gates() -> Iterator[Gate]:
    yield Gate(6, "ms to open", _opening, most=5)
    yield Gate(6, "MiB of its own when open", _own_mebibytes, most=10)
    yield Gate(6, "ms of the slowest class but fuzzy", _worst_of_million, most=8, stage=MILLION)
    peak = built(OURS, lambda one: one.peak_bytes / MEBIBYTE, MILLION)
    yield Gate(4, "peak MiB of a build of a million", peak, most=400, stage=MILLION)


GATES = [
    *_against_fts5(),
    *_against_tantivy(),
    *_against_whoosh(),
    *_indexing(),
    *_changing(),
    *_opening_gates(),
]
