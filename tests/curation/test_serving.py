import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from waitress.adjustments import Adjustments

from archive.curation import serving

ROOT = Path(__file__).parent.parent.parent
PATIENCE_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


SETTLED = """
import gc, sys, django
django.setup()
from archive.curation import serving
before = gc.get_freeze_count(), "archive.reading.views" in sys.modules
serving.settle()
print(*before, gc.get_freeze_count() > 100_000, "archive.reading.views" in sys.modules)
began = sum(each["collections"] for each in gc.get_stats())
made = [[] for _ in range(50_000)]
print(sum(each["collections"] for each in gc.get_stats()) - began)
"""


def test_what_is_loaded_is_left_out_of_collections(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SETTLED], cwd=ROOT, capture_output=True, text=True, check=True,
        env={**os.environ, "ARCHIVE_DATA": str(tmp_path),
             "DJANGO_SETTINGS_MODULE": "archive.settings"},
    )  # fmt: skip
    assert done.stdout.split() == ["0", "False", "True", "True", "0"], done.stderr


def start_archive(data: Path, port: int) -> subprocess.Popen:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("ARCHIVE_")}
    return subprocess.Popen(
        [sys.executable, "manage.py", "start", "--port", str(port)],
        env={**kept, "ARCHIVE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "archive.settings"},
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip


def children_of(pid: int) -> list[int]:
    lists = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for children in lists for child in children.split()]


def wait_for_port(server: subprocess.Popen, port: int):
    def is_open_or_over() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0 or server.poll() is not None

    wait_for(is_open_or_over, PATIENCE_SECONDS)


def get(url: str) -> tuple[int, str]:
    with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as response:  # noqa: S310 (our own)
        return response.status, response.read().decode()


def is_refused(port: int, path: str, size_bytes: int) -> bool:
    """Whether a body of this size is refused when it is told of; else its bytes are waited for."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {size_bytes}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
        connection.sendall(head.encode())
        try:
            return connection.recv(1_000).startswith(b"HTTP/1.1 413")
        except TimeoutError:
            return False


def most_bytes(cookies: str, path: str = "/imports/", length: str = "Content-Length: 20000000"):
    """The largest body that the server takes of such a request."""
    parser = serving.Parser(Adjustments(host="127.0.0.1", max_request_body_size=2_000_000_000))
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n{length}"
    parser.received(f"{head}\r\n\r\n".encode())
    return parser.adj.max_request_body_size


@pytest.mark.django_db
def test_large_bodies_are_taken_for_uploads_alone_from_who_is_signed_in(
    keeper_client, stranger_client, monkeypatch
):
    monkeypatch.setattr(serving.connection, "close", lambda: None)  # the test's own
    known = f"theme=dark; sessionid={keeper_client.cookies['sessionid'].value}"
    assert most_bytes(known) == 2_000_000_000
    assert most_bytes(known, length="Transfer-Encoding: chunked") == 2_000_000_000
    assert most_bytes(known, path="/theme/") == serving.MOST_BODY_BYTES
    stranger_client.get("/sign-in/")
    for cookies in ("", "sessionid=guessed", "sessionid=", "=;=;[", "x" * 5_000):
        assert most_bytes(cookies) == serving.MOST_BODY_BYTES
        chunked = most_bytes(cookies, length="Transfer-Encoding: chunked")
        assert chunked == serving.MOST_BODY_BYTES


def test_a_worker_that_ends_early_is_started_again(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "RESTART_SECONDS", 0.05)
    trace = tmp_path / "starts"
    script = f"open({str(trace)!r}, 'a').write('x')"
    worker = serving.Worker([sys.executable, "-c", script])
    worker.start()
    wait_for(lambda: trace.exists() and len(trace.read_text()) >= 2)
    worker.stop()
    worker.watcher.join(5)
    assert not worker.watcher.is_alive()


def test_no_worker_is_left_behind_by_a_signal_while_it_is_started(monkeypatch):
    """The handler's exception comes in the main thread, wherever that is."""
    started = []

    class SlowToTell(subprocess.Popen):
        def __init__(self, *arguments, **options):
            super().__init__(*arguments, **options)
            started.append(self)
            if threading.current_thread() is threading.main_thread():
                raise serving.Stopped
            time.sleep(0.2)

    monkeypatch.setattr(serving.subprocess, "Popen", SlowToTell)
    worker = serving.Worker([sys.executable, "-c", "import time; time.sleep(99)"])
    try:
        with suppress(serving.Stopped):
            worker.start()
            wait_for(lambda: started)
        worker.stop()
        assert [process.poll() for process in started] == [-signal.SIGTERM]
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_worker_is_asked_to_stop_and_may_end_in_its_own_way(tmp_path):
    ready = tmp_path / "ready"
    script = (
        "import pathlib, signal, sys, time; signal.signal(15, lambda *_: sys.exit(7)); "
        f"pathlib.Path({str(ready)!r}).touch(); time.sleep(99)"
    )
    worker = serving.Worker([sys.executable, "-c", script])
    worker.start()
    wait_for(ready.exists)
    worker.stop()
    assert worker.process.returncode == 7


def test_a_worker_that_does_not_stop_when_asked_is_made_to(monkeypatch):
    monkeypatch.setattr(serving, "STOP_SECONDS", 0.2)
    script = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(99)"
    )
    worker = serving.Worker([sys.executable, "-c", script])
    worker.start()
    time.sleep(0.3)
    worker.stop()
    assert worker.process.returncode is not None
    worker.watcher.join(5)
    assert not worker.watcher.is_alive()


def test_one_command_sets_up_an_archive_serves_it_and_ends_cleanly(tmp_path):
    port = free_port()
    server = start_archive(tmp_path / "data", port)
    try:
        wait_for_port(server, port)
        status, page = get(f"http://127.0.0.1:{port}/sign-in/")
        assert status == 200
        assert "<form" in page
        for style in re.findall(r'href="(/static/[^"]+\.css)"', page):
            assert get(f"http://127.0.0.1:{port}{style}")[0] == 200
        assert is_refused(port, "/theme/", 20_000_000)
        assert is_refused(port, "/imports/", 20_000_000)
        assert not is_refused(port, "/imports/", 10_000_000)
        wait_for(lambda: children_of(server.pid))
        workers = children_of(server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        time.sleep(0.05)
        server.send_signal(signal.SIGTERM)
        output = server.communicate(timeout=60)[0]
    assert server.returncode == 0, output
    assert 'name "keeper", password "' in output
    assert f"http://127.0.0.1:{port}/" in output
    assert output.endswith("Stopped.\n")
    assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]


def test_a_taken_port_is_said_and_nothing_is_set_up(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = start_archive(tmp_path / "data", taken.getsockname()[1])
        output = server.communicate(timeout=60)[0]
    assert server.returncode == 1
    assert "is taken: choose another with --port" in output
    assert not (tmp_path / "data" / "archive.sqlite3").exists()


def asked_through(server, *headers):
    """What the application behind a server is told of where a request came from."""
    with socket.create_connection(("127.0.0.1", server.effective_port)) as client:
        lines = ["GET / HTTP/1.0", *headers, "", ""]
        client.sendall("\r\n".join(lines).encode())
        return client.makefile().read().partition("\n\n")[2]


def test_a_proxy_on_this_machine_says_where_a_reader_comes_from_and_nobody_else():
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [environ["REMOTE_ADDR"].encode()]

    server = serving.server_for(application, "127.0.0.1", 0)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert asked_through(server) == "127.0.0.1"
        assert asked_through(server, "X-Forwarded-For: 203.0.113.7") == "203.0.113.7"
        # What a browser made up stands before the proxy's own word.
        forged = "X-Forwarded-For: 198.51.100.1, 203.0.113.7"
        assert asked_through(server, forged) == "203.0.113.7"
        assert asked_through(server, "X-Forwarded-For: 2001:db8::1") == "2001:db8::1"
    finally:
        server.close()
        thread.join(10)
    assert not thread.is_alive()
