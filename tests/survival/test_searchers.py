"""Many who search at once, one of them with the dearest questions: all are answered, and rightly.

`make bench-searchers` measures how long they wait.
"""

import re
import signal
import threading
from urllib.parse import quote

from tests.processes import PATIENCE_SECONDS, Place
from tests.survival.test_contention import STOP_SECONDS, complaints_in, start_server
from tests.survival.visitors import Visitor

SEARCHERS, TIMES = 12, 3
QUESTIONS = ("bridge", '"the bridge"', "harbour toll", "bri*", "brigde~", "in:comments", "zeppelin")
HOSTILE = (
    " OR ".join(f"?{letter}*{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
    " OR ".join(f'"the bridge of {number} and"~100' for number in range(80)),
    "(" * 30 + " OR ".join(["the -(a of in)"] * 60),
    " ".join(f"-replies:>{number} -thread:{number}" for number in range(100)),
)
TOTAL = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)


def told(visitor: Visitor, question: str) -> list[str]:
    return TOTAL.findall(visitor.get(f"/search/?q={quote(question)}"))


def test_a_hostile_searcher_spoils_nobodys_answers(tmp_path):
    place, logs = Place(tmp_path / "archive"), tmp_path / "logs"
    logs.mkdir()
    origin, server = start_server(place, logs)
    visitors = [Visitor(origin) for _ in range(SEARCHERS + 1)]
    found: list[tuple[str, list[str]]] = []
    try:
        known = {question: told(visitors[0], question) for question in QUESTIONS}

        def search(visitor: Visitor) -> None:
            found.extend((question, told(visitor, question)) for question in QUESTIONS * TIMES)

        def trouble(visitor: Visitor) -> None:
            for question in HOSTILE * TIMES:
                assert told(visitor, question)

        threads = [threading.Thread(target=search, args=(one,)) for one in visitors[1:]]
        threads.append(threading.Thread(target=trouble, args=(visitors[0],)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(STOP_SECONDS) == 0
    assert len(found) == SEARCHERS * TIMES * len(QUESTIONS)
    assert [one for one in found if one[1] != known[one[0]]] == []
    assert [fault for one in visitors for fault in one.faults] == []
    assert not complaints_in((logs / "server").read_text())
    assert len({tuple(one) for one in known.values()}) > 2
