"""A process for each engine: what is timed runs there, one thing at a time, and is sent back."""

from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from traceback import format_exc
from types import TracebackType
from typing import Any, Self

from benchmarks.search.peers import Peer, engine


class WorkerError(Exception):
    """What failed in a worker, as it was told there."""


class MissingEngineError(WorkerError):
    """An engine whose package is not installed."""


class Worker:
    """A new process with an engine in it. Raises MissingEngineError where it has no package."""

    def __init__(self, name: str) -> None:
        """Start the process; it ends with the block, or with ours."""
        spawn = get_context("spawn")  # a process that shares no memory with ours, nor a fork of it
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, name), daemon=True)
        self._process.start()
        theirs.close()
        self.ended()

    def run(self, job: Callable[..., Any], *arguments: object) -> Any:  # noqa: ANN401
        """Have a function of a module called there with the engine and these; its result.

        Raises WorkerError where it fails.
        """
        self.begin(job, *arguments)
        return self.ended()

    def begin(self, job: Callable[..., Any], *arguments: object) -> None:
        """The same without waiting for it."""
        self._pipe.send((job, arguments))

    def ended(self) -> Any:  # noqa: ANN401
        """The result of what was begun, as soon as there is one. Raises WorkerError."""
        try:
            result, failure = self._pipe.recv()
        except EOFError as error:
            raise WorkerError("The process of an engine ended before its work did.") from error
        if failure:
            raise failure
        return result

    def __enter__(self) -> Self:
        """The worker is started already."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process; what it still does is of no interest any more."""
        self._pipe.close()
        self._process.join(1)
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, name: str) -> None:
    """Make the engine, then do one job after another until nobody sends any."""
    try:
        peer: Peer = engine(name)
    except ImportError as error:
        pipe.send((None, MissingEngineError(str(error))))
        return
    pipe.send((None, None))
    while True:
        try:
            job, arguments = pipe.recv()
        except EOFError:
            return
        try:
            pipe.send((job(peer, *arguments), None))
        except Exception:
            pipe.send((None, WorkerError(format_exc())))
