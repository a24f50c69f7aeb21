"""What a piece of work takes: CPU of all threads of this process, the clock, and memory."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

MEBIBYTE = 2**20


@dataclass(slots=True)
class Taken:
    """Milliseconds of CPU and of the clock on the wall."""

    cpu: float = 0.0
    wall: float = 0.0


@contextmanager
def taken() -> Iterator[Taken]:
    """Measure a block, without garbage collection in it."""
    found = Taken()
    was_enabled = gc.isenabled()
    gc.disable()
    wall, cpu = time.perf_counter(), time.process_time()
    try:
        yield found
    finally:
        found.cpu = (time.process_time() - cpu) * 1_000
        found.wall = (time.perf_counter() - wall) * 1_000
        if was_enabled:
            gc.enable()


def measured(work: Callable[[], Any]) -> Taken:
    """Measure a call."""
    with taken() as found:
        work()
    return found


@dataclass(frozen=True, slots=True)
class Spread:
    """Median and 95th percentile of milliseconds, and of how many measurements."""

    median: float
    p95: float
    count: int


def spread(milliseconds: list[float]) -> Spread | None:
    """The spread of some measurements; None of none."""
    if not milliseconds:
        return None
    if len(milliseconds) == 1:
        return Spread(milliseconds[0], milliseconds[0], 1)
    highest = quantiles(milliseconds, n=20, method="inclusive")[-1]
    return Spread(median(milliseconds), highest, len(milliseconds))


def own_memory() -> int:
    """Bytes that are this process' alone, in memory now: not what is mapped and shared."""
    return _bytes_of("/proc/self/smaps_rollup", ("Private_Clean", "Private_Dirty"))


def peak_memory() -> int:
    """The most bytes that this process ever had in memory, what it mapped among them."""
    return _bytes_of("/proc/self/status", ("VmHWM",))


def folder_size(folder: Path) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _bytes_of(path: str, names: tuple[str, ...]) -> int:
    lines = Path(path).read_text(encoding="ascii").splitlines()
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(names))
