"""How far a run is in the bytes of its inputs, and how long the rest may take."""

from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from archive.parsing.sources import Source

# What reading a comment that came apart costs, of all that it costs until it is stored.
_READING_SHARE = 0.2


@dataclass(slots=True)
class Meter:
    """The bytes that are through with: those read, but for what waits to be stored.

    `read` counts within the input that is read now, `apart` what of it came with comments that
    wait in the spool, `waiting` how many these are and `stored` how many of them are stored.
    """

    before: int = 0
    read: int = 0
    apart: int = 0
    waiting: int = 0
    stored: int = 0
    stream: BinaryIO | None = None

    @property
    def bytes_done(self) -> int:
        """All inputs together. The heartbeat asks from another thread."""
        left = 1 - self.stored / self.waiting if self.waiting else 0.0
        return self.before + self.read - int((1 - _READING_SHARE) * self.apart * left)

    def watched(self, source: Source) -> Source:
        """The source; the last stream that is opened of it tells how far it is read."""
        return cast("Source", _Watched(source, self))

    def pass_record(self, *, is_apart: bool = False) -> None:
        """Take note that the parser is past a record."""
        if self.stream is None or self.stream.closed:
            return
        read = self.stream.tell()
        if is_apart:
            self.apart += max(0, read - self.read)
            self.waiting += 1
        self.read = read

    def end(self, size_bytes: int) -> None:
        """An input of this size is through with."""
        self.before += size_bytes
        self.read = self.apart = self.waiting = self.stored = 0
        self.stream = None


class _Watched:
    """A source of which somebody sees what is opened."""

    def __init__(self, source: Source, meter: Meter) -> None:
        self._source, self._meter = source, meter

    def open(self) -> BinaryIO:
        self._meter.stream = self._source.open()
        return self._meter.stream

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever the source has
        return getattr(self._source, name)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a run is and how long the rest takes at that; None where nobody can tell yet."""

    bytes_per_second: float | None = None
    comments_per_second: float | None = None
    seconds_left: float | None = None


def pace_of(seconds: float, bytes_done: int, bytes_total: int | None, comments: int) -> Pace:
    """The pace of a run that came so far in so many seconds."""
    if seconds < 1 or not bytes_done:
        return Pace()
    rate = bytes_done / seconds
    left = max(0, bytes_total - bytes_done) / rate if bytes_total else None
    return Pace(rate, comments / seconds, left)
