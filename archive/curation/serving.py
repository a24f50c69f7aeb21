"""The server and, beside it, the worker: one process each, started and stopped together."""

import gc
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from copy import copy
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection
from django.urls import reverse
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import create_server

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication

logger = logging.getLogger(__name__)

WORKER_COMMAND = [sys.executable, str(Path(settings.BASE_DIR) / "manage.py"), "work"]
RESTART_SECONDS = 5
STOP_SECONDS = 20  # a worker ends the batch it is at
THREADS = 8
MOST_BODY_BYTES = 16 * 1024 * 1024  # of whatever is sent to us, but uploads
MADE_BETWEEN_LOOKS = 100_000  # things that hold others, a few pages' worth: some 10 MB
ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Parser(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """Reads requests; large ones for uploads alone, from who is signed in.

    A body is set down on the disk before any view can ask who sends it.
    """

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the first line and the headers, and holds the body to what its sender may send."""
        super().parse_header(header_plus)
        may_be_large = self.chunked or self.content_length > MOST_BODY_BYTES
        is_upload = self.path == reverse("imports")
        if may_be_large and not (is_upload and is_signed_in(self.headers.get("COOKIE", ""))):
            self.adj: Any = copy(self.adj)
            self.adj.max_request_body_size = MOST_BODY_BYTES


def is_signed_in(cookies: str) -> bool:
    """Whether a request's cookies name a session of somebody with an account. One query."""
    try:
        named = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
        return bool(named and SessionStore(named.value).get(SESSION_KEY))
    except (CookieError, DatabaseError):
        return False
    finally:
        # The server's own thread asks for nothing else, and must not hold a connection.
        connection.close()


class Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection whose requests are read by our parser."""

    parser_class = Parser


class Worker:
    """Keeps `manage.py work` running beside the server; one that ends early is started again."""

    def __init__(self, command: list[str] | None = None) -> None:
        self.command = command or WORKER_COMMAND
        self.is_stopping = threading.Event()
        # Without it, a process could be started just after the one before was told to stop.
        self.changing = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.watcher = threading.Thread(target=self.watch, name="worker", daemon=True)

    def start(self) -> None:
        """Starts the thread that starts the process and watches it.

        Signals are answered in the main thread alone, so none can come between the start of the
        process and our knowing of it: it would be left behind.
        """
        self.watcher.start()

    def launch(self) -> None:
        """Starts the process in a session of its own: the terminal's Ctrl-C is for the server."""
        with self.changing:
            if not self.is_stopping.is_set():
                self.process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603 (our own program)

    def watch(self) -> None:
        """Starts the process, and another after a pause when it ends, until the server stops."""
        self.launch()
        while self.process:
            code = self.process.wait()
            if self.is_stopping.is_set():
                return
            logger.warning("The worker ended with %s: another starts in a moment", code)
            if self.is_stopping.wait(RESTART_SECONDS):
                return
            self.launch()

    def stop(self) -> None:
        """Asks the process to end, waits for it, and ends it by force past `STOP_SECONDS`."""
        with self.changing:
            self.is_stopping.set()
        if not self.process:
            return  # stopped before it was started, and none will be
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Stopped(SystemExit):
    """A signal asked for the end."""


def stop_on_signal(_number: int, _frame: FrameType | None) -> None:
    """Ends the server's loop, which takes this for its end, or whatever runs before it."""
    ignore_signals()
    raise Stopped


def ignore_signals() -> None:
    """A second signal must not cut the stopping short and leave the worker behind."""
    for number in ENDING_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def server_for(application: "WSGIApplication", host: str, port: int) -> Any:  # noqa: ANN401 -- untyped waitress
    """A server that has taken the port, and answers once it runs. Raises OSError."""
    sockets: dict[int, Any] = {}
    server = create_server(
        application,
        map=sockets,
        host=host,
        port=port,
        threads=THREADS,
        max_request_body_size=settings.UPLOAD_BODY_BYTES,
        ident="",
        # A proxy on this machine says whether the reader came by https, and from where, the last
        # address being its own word; nobody else is believed.
        trusted_proxy="127.0.0.1",
        trusted_proxy_count=1,
        trusted_proxy_headers={"x-forwarded-proto", "x-forwarded-for"},
        clear_untrusted_proxy_headers=True,
    )
    for one in sockets.values():  # a host of several addresses has a server for each
        one.channel_class = Channel
    return server


def settle() -> None:
    """Loads what answers requests, and leaves all that is loaded out of collections of garbage.

    None of it is ever garbage, and looking through it held up every fortieth page or so for 80 ms.
    Of what a page makes hardly anything stands in a circle: to look once in some pages, and not
    fifty times in one, takes a twenty-fifth off a page of search results.
    """
    import_module(settings.ROOT_URLCONF)
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BETWEEN_LOOKS, 5, 10)


def serve(host: str, port: int, before: Callable[[], None]) -> None:
    """Serves the archive until Ctrl-C, SIGTERM or SIGHUP, with a worker beside.

    The port is taken first, so that a taken one shows before any work is done; then `before`
    runs, and whoever connects meanwhile is answered after it.

    Raises:
        OSError: The port is taken, or the host is none of this machine's.
    """
    for number in ENDING_SIGNALS:
        signal.signal(number, stop_on_signal)
    server = server_for(get_wsgi_application(), host, port)
    worker = Worker()
    with suppress(Stopped):
        try:
            before()
            settle()
            worker.start()
            server.run()
        finally:
            ignore_signals()
            worker.stop()
            server.close()
