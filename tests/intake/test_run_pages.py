"""The page of a run: what it says in each state, and its problems, however many."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models import ImportProblem, ImportRun

pytestmark = pytest.mark.django_db
MOST_BYTES = 400_000


@pytest.fixture
def run():
    return ImportRun.objects.create(state="done", input_name="harbour.xml", receipt={"read": {}})


def make_problems(run, count, kinds):
    """Problems that are as long as they come, with what becomes longer in a page."""
    ImportProblem.objects.bulk_create(
        ImportProblem(
            run=run,
            severity="refused",
            input_name='"' * 500,
            place='"' * 500,
            message='"' * 2_000,
            kind=f"{number % kinds} ".ljust(200, '"'),
        )
        for number in range(count)
    )


def cost(client, address):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries), len(response.content)


def test_the_page_shows_kinds_with_examples_and_leads_to_all_of_a_kind(keeper_client, run):
    for number in range(25):
        ImportProblem.objects.create(
            run=run, severity="repaired", kind="line … is odd", message=f"line {number} is odd"
        )
    ImportProblem.objects.create(run=run, severity="refused", kind="cut", message="cut")
    shown = keeper_client.get(f"/imports/{run.pk}/").text
    assert "26 problems" in shown
    assert re.findall(r'<span class="n">(\d+)</span>', shown) == ["1", "25"]
    assert re.findall(r"line (\S+) is odd", shown) == ["…", "0", "1", "2"]
    address = re.search(r'href="(\S+/problems/\?like=\d+)"', shown)[1]
    alike = keeper_client.get(address).text
    assert "25 problems" in alike
    assert len(re.findall(r"line \d+ is odd", alike)) == 25
    assert f'href="/imports/{run.pk}/problems/"' in shown
    assert "26 problems" in keeper_client.get(f"/imports/{run.pk}/problems/").text


def test_many_problems_make_the_page_neither_slower_nor_longer(keeper_client, run):
    pages = [f"/imports/{run.pk}/", f"/imports/{run.pk}/problems/"]
    make_problems(run, 200, 40)
    first = run.problems.first()
    pages.append(f"/imports/{run.pk}/problems/?like={first.pk}")
    before = [cost(keeper_client, page) for page in pages]
    make_problems(run, 2_000, 400)
    after = [cost(keeper_client, page) for page in pages]
    assert [queries for queries, _ in after] == [queries for queries, _ in before]
    assert max(size for _, size in after) < MOST_BYTES


def test_problems_are_paged_and_wrong_addresses_are_not_found(keeper_client, run):
    make_problems(run, 101, 2)
    other = ImportRun.objects.create(state="done")
    here = f"/imports/{run.pk}/problems/"
    assert "?page=2" in keeper_client.get(here).text
    assert keeper_client.get(here, {"page": 2}).text.count("<li><span") == 1
    assert "no problems" in keeper_client.get(f"/imports/{other.pk}/problems/").text
    first = run.problems.first().pk
    assert keeper_client.get(f"/imports/{other.pk}/problems/?like={first}").status_code == 404
    for asked in ("x", "-1", "9" * 19, "9" * 30, "²", "0"):
        assert keeper_client.get(here, {"like": asked}).status_code == 404


def test_it_is_told_when_not_every_problem_was_kept(keeper_client, run, monkeypatch):
    monkeypatch.setattr("archive.intake.views.MAX_STORED_PROBLEMS", 2)
    make_problems(run, 1, 1)
    assert "are kept; the receipt counts all" not in keeper_client.get(f"/imports/{run.pk}/").text
    make_problems(run, 1, 1)
    assert "The first 2 are kept" in keeper_client.get(f"/imports/{run.pk}/").text


@pytest.mark.parametrize(
    ("columns", "said", "unsaid"),
    [
        ({"state": "running"}, "about 10 seconds left", "--resume"),
        ({"state": "running", "is_pause_asked": True}, "It rests after the record", " left."),
        ({"state": "running", "is_cancel_asked": True}, "It ends after the record", " left."),
        ({"state": "failed", "inputs": ["/a.xml"]}, "intake --resume", "stands in the receipt"),
        ({"state": "failed", "upload": "a"}, "41 articles", "--resume"),
        ({"state": "cancelled"}, "What it had stored is whole", "stands in the receipt"),
        ({"state": "cancelled", "receipt": {"read": {}}}, "stands in the receipt", "had stored"),
    ],
)
def test_each_state_says_what_came_of_it_and_what_to_do(keeper_client, columns, said, unsaid):
    run = ImportRun.objects.create(
        **{"failure": "no" if columns["state"] == "failed" else "", **columns},
        articles_done=41,
        bytes_done=50,
        bytes_total=100,
    )
    since = run.started_at - timedelta(seconds=10)
    ImportRun.objects.update(heartbeat_at=run.started_at, working_since=since)
    shown = keeper_client.get(f"/imports/{run.pk}/").text
    assert said in shown
    assert unsaid not in shown


def test_what_never_began_is_not_said_to_have_stored_anything(keeper_client):
    run = ImportRun.objects.create(state="cancelled")
    shown = keeper_client.get(f"/imports/{run.pk}/").text
    assert "It read nothing" in shown
    assert "stored" not in shown


def test_the_bar_has_a_name(keeper_client):
    for columns in ({"bytes_total": 9}, {"files_total": 9}, {}):
        run = ImportRun.objects.create(state="running", **columns)
        shown = keeper_client.get(f"/imports/{run.pk}/").text
        assert re.search(r'<progress [^>]*aria-label="[^"]', shown)
