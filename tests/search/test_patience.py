"""A search that takes too long is given up: by the clock of its thread, wherever it is at."""

import threading

import pytest
from django.test import Client

from archive.reading.finding import results_for
from archive.search import patience as module
from archive.search.patience import MOST_AT_ONCE, TookTooLong, check, patience
from archive.search.service import engine, search
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment

SEARCHES = [
    "bridge",
    '"swing bridge"',
    '"swing toll"~3',
    "swi*",
    "b?i*dge",
    "bridgs~",
    "-toll",
    "a OR b",
]


@pytest.fixture
def bridge(db):
    article = make_article(title="bridge", body_text="the swing bridge and its toll")
    make_comment(article, body_text="bridges swing")
    rebuild()
    return article


@pytest.fixture
def no_patience(settings, monkeypatch):
    """The thread's clock runs a thousand seconds ahead of itself between two looks at it."""
    clock = iter(range(0, 10**9, 1_000))
    monkeypatch.setattr(module, "thread_time", lambda: float(next(clock)))


def test_without_a_bound_nothing_is_given_up(no_patience):
    check()


def test_the_narrower_bound_holds_and_ends_with_its_stretch(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(module, "thread_time", lambda: now[0])
    with patience(2):
        with patience(9):
            now[0] = 2
            check()
            now[0] = 2.5
            with pytest.raises(TookTooLong):
                check()
        with pytest.raises(TookTooLong):
            check()
    check()


@pytest.mark.parametrize("text", SEARCHES)
def test_whatever_is_asked_is_given_up_when_it_is_time(bridge, no_patience, text):
    with patience(1), pytest.raises(TookTooLong):
        search(text, None)
    assert engine().is_usable()


@pytest.mark.parametrize("view", ["", "comments"])
def test_the_page_says_that_it_gave_up(bridge, no_patience, view):
    response = Client().get("/search/", {"q": "bridge toll*", "view": view})
    text = response.content.decode()
    assert response.status_code == 200
    assert "That takes too long to look for." in text
    assert "Nothing here says" not in text
    assert 'aria-label="Leave out toll*"' in text


def test_a_feed_that_gave_up_is_no_empty_feed(bridge, no_patience):
    response = Client().get("/search.atom", {"q": "bridge"})
    assert response.status_code == 503
    assert response["Retry-After"]


def test_patience_is_of_each_page_anew(bridge, settings):
    settings.ARCHIVE_SEARCH_SECONDS = 600
    found = [results_for(None, "bridge", sort="", asked_page="").answer for _ in range(2)]
    assert [(one.total_documents, one.is_given_up) for one in found] == [(2, False)] * 2


def test_few_may_be_long_at_once(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(module, "thread_time", lambda: now[0])
    done, go_on = [], threading.Event()

    def ask():
        with patience(9):
            now[0] += 1
            try:
                check()
                done.append("long")
                go_on.wait(60)
                check()
            except TookTooLong:
                done.append("given up")
                go_on.set()

    for _ in range(2):
        now[0] = 0.0
        threads = [threading.Thread(target=ask) for _ in range(MOST_AT_ONCE + 1)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(done) == ["given up", *["long"] * MOST_AT_ONCE]
        done.clear()
        go_on.clear()


def test_a_long_search_rests_as_long_as_it_worked_while_others_are_asked(monkeypatch):
    now, rests = [0.0], []
    monkeypatch.setattr(module, "thread_time", lambda: now[0])
    monkeypatch.setattr(module, "sleep", rests.append)
    works = (0.05, 0.04, 0.03, 0.001, 0.03, 0.5)

    def ask():
        for work in works:
            now[0] += work
            check()

    with patience(9):
        ask()
        assert not rests
    with patience(9):
        begun, done = threading.Event(), threading.Event()
        other = threading.Thread(target=wait_within, args=(begun, done))
        other.start()
        assert begun.wait(60)
        ask()
        done.set()
        other.join()
        assert rests == pytest.approx([0.02, 0.031, module.MOST_REST_SECONDS])
        ask()
    assert len(rests) == 3


def wait_within(begun, done):
    with patience(9):
        begun.set()
        done.wait(60)
