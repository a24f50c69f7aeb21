"""A server, its worker, two more, intakes and the keeper, all writing to one SQLite file.

Nobody may hear that the database is locked: no page, no log. `make test-contention` lets them
for five minutes.
"""

import re
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

from tests.processes import PATIENCE_SECONDS, SAMPLE, Place
from tests.survival.material import write_export
from tests.survival.visitors import LOCKED, Visitor, edit, search, sign_in

READERS = 2
STOP_SECONDS = 60


def test_workers_a_server_and_intakes_write_at_once_and_nobody_hears_of_a_lock(tmp_path, seconds):
    place, logs = Place(tmp_path / "archive"), tmp_path / "logs"
    logs.mkdir()
    place.manage("migrate", "-v0")
    origin, server = start_server(place, logs)
    workers = [start(place, logs / f"worker{number}", "work") for number in range(2)]
    end = time.monotonic() + seconds
    keeper, readers = Visitor(origin), [Visitor(origin) for _ in range(READERS)]
    edits: Counter[bool] = Counter()
    try:
        sign_in(keeper, password_in(logs / "server"))
        threads = [
            threading.Thread(target=edit_until, args=(end, keeper, edits)),
            *(threading.Thread(target=search_until, args=(end, one)) for one in readers),
        ]
        for thread in threads:
            thread.start()
        intakes = take_in_until(end, place, tmp_path)
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
    finally:
        for process in (server, *workers):
            process.send_signal(signal.SIGTERM)
        codes = [process.wait(STOP_SECONDS) for process in (server, *workers)]
    tell([keeper, *readers], edits, len(intakes))
    assert codes == [0, 0, 0]
    assert [fault for one in (keeper, *readers) for fault in one.faults] == []
    for path in logs.iterdir():
        assert not complaints_in(path.read_text()), path.name
    for done in intakes:
        assert done.returncode == 0, done.stderr[-2_000:]
        assert not complaints_in(done.stderr)
    assert edits[True] > 0
    assert edits[False] == 0
    assert min(len(one.answers) for one in readers) > 1
    place.manage("index")
    assert "0 marks waiting" in place.manage("check_index")


def start(place: Place, log: Path, *arguments: str) -> subprocess.Popen:
    with log.open("w") as file:
        return place.start(*arguments, stdout=file, stderr=file)


def start_server(place: Place, logs: Path) -> tuple[str, subprocess.Popen]:
    """Its address and process, when it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = start(place, logs / "server", "start", "--port", str(port))
    end = time.monotonic() + PATIENCE_SECONDS
    # It says so on a line of its own after its tables, its sample and its keeper are there.
    while "Ctrl-C ends it" not in (logs / "server").read_text():
        assert server.poll() is None, (logs / "server").read_text()
        assert time.monotonic() < end, "the server did not come up"
        time.sleep(0.1)
    return f"http://127.0.0.1:{port}", server


def password_in(log: Path) -> str:
    return re.search(r'password "([^"]+)"', log.read_text())[1]


def take_in_until(end: float, place: Place, folder: Path) -> list[subprocess.CompletedProcess]:
    """Ever new editions of an export, and the sample again, one run after the other."""
    runs = []
    while time.monotonic() < end:
        path = folder / "many-hands.jsonl"
        write_export(path, articles=30, comments=20, edition=len(runs))
        runs.append(place.run("intake", str(path), *SAMPLE))
    return runs


def search_until(end: float, visitor: Visitor) -> None:
    while time.monotonic() < end:
        search(visitor)


def edit_until(end: float, visitor: Visitor, edits: Counter[bool]) -> None:
    while time.monotonic() < end:
        edits[edit(visitor, attempt=edits.total())] += 1


def complaints_in(text: str) -> list[str]:
    """Lines of a log about locks, and every traceback."""
    return [line for line in text.splitlines() if LOCKED.search(line) or "Traceback" in line]


def tell(visitors: list[Visitor], edits: Counter[bool], intakes: int) -> None:
    answers = [answer for one in visitors for answer in one.answers]
    slowest = max(answers)
    print(  # noqa: T201 (-rP shows it)
        f"{len(answers)} answers {dict(Counter(status for _, status, _ in answers))}, "
        f"slowest {slowest[0]:.1f} s ({slowest[2]}); {edits.total()} edits, {intakes} intakes"
    )


def test_a_lock_that_somebody_heard_of_is_seen():
    assert complaints_in("10:00 ERROR x\ndjango.db.utils.OperationalError: database is locked\n")
    assert complaints_in("Traceback (most recent call last):\n")
    assert not complaints_in("2026-01-01 WARNING archive: the tide was late\n")
