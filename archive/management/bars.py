"""How far a run is, on a terminal or in a log."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import Any, TextIO

from tqdm import tqdm

from archive.intake.meter import pace_of
from archive.intake.ongoing import Run
from archive.templatetags.archive_words import counted, lasting, sized

BAR_SECONDS, LINE_SECONDS = 0.5, 10.0


class Teller:
    """Tells problems as they come, and now and then how far a run is.

    Where the stream is a terminal that is a bar, else a line every ten seconds; where
    `is_quiet`, nothing. The stream is standard error: standard output is for the receipt.
    """

    def __init__(self, stream: Any, *, is_quiet: bool = False) -> None:
        """`stream` is a file, or Django's wrapper of one."""
        self._stream, self._is_quiet = stream, is_quiet
        self._file: TextIO = getattr(stream, "_out", stream)
        self._bar: tqdm[Any] | None = None

    def tell(self, message: str) -> None:
        """Write a line, above the bar where there is one."""
        if self._bar is None:
            self._stream.write(message)
        else:
            self._bar.write(message, file=self._file)

    @contextmanager
    def watch(self, run: Run) -> Iterator[None]:
        """Tell how far the run is while the block goes on."""
        if self._is_quiet:
            yield
            return
        is_over = Event()
        work = self._draw if self._file.isatty() else self._say
        thread = Thread(target=work, args=(run, is_over), name="progress", daemon=True)
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()

    def _draw(self, run: Run, is_over: Event) -> None:
        style: dict[str, Any] = {"unit": "B", "unit_scale": True, "dynamic_ncols": True}
        with tqdm(total=run.bytes_total, file=self._file, leave=False, **style) as self._bar:
            while not is_over.wait(BAR_SECONDS):
                progress = run.progress()
                self._bar.set_postfix_str(counted(progress.comments, "comment"), refresh=False)
                self._bar.update(progress.bytes - self._bar.n)
        self._bar = None

    def _say(self, run: Run, is_over: Event) -> None:
        begun = monotonic()
        while not is_over.wait(LINE_SECONDS):
            self._stream.write(line_of(run, monotonic() - begun))


def line_of(run: Run, seconds: float) -> str:
    """How far the run is after so many seconds, in one line."""
    progress, total = run.progress(), run.bytes_total
    pace = pace_of(seconds, progress.bytes, total, progress.comments)
    parts = [
        sized(progress.bytes) + (f" of {sized(total)}" if total else ""),
        counted(progress.articles, "article"),
        counted(progress.comments, "comment"),
    ]
    if pace.bytes_per_second is not None:
        parts.append(f"{sized(pace.bytes_per_second)} a second")
    if pace.seconds_left is not None:
        parts.append(f"about {lasting(pace.seconds_left)} left")
    return ", ".join(parts)
