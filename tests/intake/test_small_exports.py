"""Exports of small systems through the whole intake: accounted for, and the same again."""

import gzip
import json

import pytest

from archive.intake.runs import Options, take_in
from archive.models import Article, Comment
from tests.drafts import sums
from tests.packing import in_gzip
from tests.parsing.formats.test_commento import COMENTARIO, COMMENTO
from tests.parsing.formats.test_isso import GENERIC
from tests.parsing.formats.test_isso import database as isso_database
from tests.parsing.formats.test_movabletype import EXPORT as MOVABLE_TYPE
from tests.parsing.formats.test_remark42 import CRANE, QUAY, backup, line

pytestmark = pytest.mark.django_db


def twice(tmp_path, content, options):
    """Take a file in, then once more, which must write nothing; give the first receipt's lines."""
    path = tmp_path / "export"
    path.write_bytes(content)
    first = take_in([str(path)], options).receipt
    kept = sums()
    second = take_in([str(path)], options).receipt
    assert sums() == kept
    assert {line for _, line in second.lines} <= {"unchanged", "duplicate", "left out", "refused"}
    assert second.read == first.read
    return first.lines


def test_movable_type(tmp_path):
    lines = twice(tmp_path, MOVABLE_TYPE.encode(), Options())
    assert lines == {("articles", "created"): 2, ("comments", "created"): 2}
    assert Article.objects.get(title="Later").site.host == "unknown.invalid"
    assert Article.objects.get(title="The quay & the crane").site.host == "notes.example"


def test_two_entries_that_share_a_basename_are_two_articles(tmp_path):
    other = MOVABLE_TYPE.replace("quay &amp; the crane", "other one").replace("UNIQUE URL", "X")
    lines = twice(tmp_path, (MOVABLE_TYPE + other).encode(), Options(site_host="notes.example"))
    assert lines["articles", "created"] == 3
    assert Comment.objects.count() == 4


@pytest.mark.parametrize("site", ["", "a.example"])
def test_isso(tmp_path, site):
    content = isso_database(tmp_path).read_bytes()
    lines = twice(tmp_path, content, Options(site_host=site))
    assert lines == {
        ("articles", "created"): 2,
        ("comments", "created"): 2,
        ("comments", "re-attached"): 1,
        ("comments", "tombstone"): 1,
        ("others", "left out"): 1,
    }
    quay = Article.objects.get(title="The quay")
    assert quay.site.host == (site or "unknown.invalid")
    assert (quay.state, quay.kind, quay.source_url) == (
        "published",
        "post",
        "https://a.example/quay/" if site else "",
    )
    thread = quay.comments.order_by("position")
    assert [(one.state, one.depth) for one in thread] == [
        ("deleted", 0),
        ("pending", 1),
        ("published", 0),
    ]


def test_isso_generic(tmp_path):
    lines = twice(tmp_path, json.dumps(GENERIC).encode(), Options())
    assert lines["comments", "created"] == 2
    assert (lines["others", "left out"], lines["others", "refused"]) == (1, 1)


def test_a_thread_joins_the_page_it_stands_on(tmp_path):
    """An export of the site's knows the article; of one of its comments the thread tells more."""
    twice(tmp_path, MOVABLE_TYPE.encode(), Options())
    thread = [{**GENERIC[0], "id": "/2009/03/the_quay.html", "title": "A quay | Notes"}]
    lines = twice(tmp_path, json.dumps(thread).encode(), Options(site_host="notes.example"))
    assert lines["articles", "updated"] == 1
    quay = Article.objects.get(site__host="notes.example")
    assert (quay.title, quay.kept_count) == ("The quay & the crane", 4)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_remark42(tmp_path, pack):
    lines = twice(tmp_path, pack(backup()), Options())
    assert lines == {
        ("articles", "created"): 2,
        ("comments", "created"): 3,
        ("comments", "tombstone"): 1,
        ("others", "left out"): 1,
    }
    quay = Article.objects.get(source_url=QUAY)
    assert (quay.site.host, quay.comments_state, quay.title) == ("a.example", "closed", "The quay")
    assert {person.name for person in quay.site.people.all()} == {"Ada & Co"}


def test_parents_that_come_later_are_missing_or_go_in_a_circle(tmp_path):
    odd = [
        line(1, pid="c2"),
        line(2),
        line(3, pid="nowhere"),
        line(4, pid="c5"),
        line(5, pid="c4"),
        line(6, pid="c6"),
        line(7, CRANE, pid="c1"),
    ]
    lines = twice(tmp_path, backup(odd), Options())
    assert (lines["comments", "created"], lines["comments", "re-attached"]) == (5, 2)
    depths = dict(Comment.objects.exclude(state="missing").values_list("permalink", "depth"))
    assert {url.rpartition("-c")[2]: depth for url, depth in depths.items()} == {
        "1": 1,
        "2": 0,
        "3": 1,
        "4": 1,
        "5": 0,
        "6": 0,
        "7": 1,
    }


def test_commento(tmp_path):
    lines = twice(tmp_path, json.dumps(COMMENTO).encode(), Options())
    assert lines == {
        ("articles", "created"): 2,
        ("comments", "created"): 4,
        ("comments", "tombstone"): 1,
    }
    assert {one.site.host for one in Article.objects.all()} == {"a.example"}
    assert "mail.example" not in repr(list(Comment.objects.values()))


def test_comentario(tmp_path):
    content = in_gzip(json.dumps(COMENTARIO).encode())
    lines = twice(tmp_path, content, Options(site_host="a.example"))
    assert lines == {
        ("articles", "created"): 2,
        ("comments", "created"): 3,
        ("comments", "tombstone"): 2,
        ("others", "left out"): 1,
    }
    assert Article.objects.get(title="The quay").comments_state == "closed"
