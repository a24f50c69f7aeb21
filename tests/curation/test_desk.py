"""The desk's first page: what needs a look, what came in, and how much room it takes."""

import pytest

from archive.curation import bulk
from archive.curation.desk import MANY, matters, rooms
from archive.models import Article, Capture, ImportProblem, ImportRun, StaleDocument
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def needed() -> dict[str, int]:
    return {matter.words: matter.count for matter in matters()}


def test_what_needs_a_look_is_counted_and_the_rest_is_not_there(keeper, keeper_client):
    make_article()
    StaleDocument.objects.all().delete()
    assert needed() == {}
    assert "Nothing." in keeper_client.get("/admin/").text
    article = make_article(confidence=0.2, declared_comment_count=9, comments=2)
    article.comments.filter(position=1).update(state="pending")
    run = ImportRun.objects.create(input_name="export.xml", state="done")
    ImportProblem.objects.create(run=run, severity="refused", message="no")
    ImportProblem.objects.create(run=run, severity="repaired", message="mended")
    bulk.begin(bulk.ask("article", "hide", Article.objects.all(), keeper), "")
    StaleDocument.objects.create(
        kind="article", key="x", article_key="x", marked_at=article.archived_at
    )
    assert set(needed().values()) == {1}
    assert len(needed()) == 6


def test_each_matter_leads_to_the_list_of_what_it_counts(keeper_client):
    article = make_article(title="Dim", confidence=0.2, declared_comment_count=9, comments=1)
    make_article(title="Bright")
    article.comments.update(state="pending")
    for matter in matters():
        page = keeper_client.get(matter.url)
        assert page.status_code == 200, matter.url
        assert page.context["cl"].result_count == matter.count, matter.url
    page = keeper_client.get("/admin/").text
    assert "1 article read with little confidence" in page
    assert "1 comment waiting for approval" in page


def test_nothing_is_counted_past_its_bound(monkeypatch):
    monkeypatch.setattr("archive.curation.desk.MANY", 2)
    for _ in range(4):
        make_article(confidence=0.1)
    (matter,) = [one for one in matters() if "confidence" in one.words]
    assert matter.count == 2
    assert matter.words == "more than 2 articles read with little confidence"
    assert MANY > 2


def test_the_first_page_asks_as_much_of_a_large_archive_as_of_a_small_one(
    keeper_client, django_assert_num_queries, django_assert_max_num_queries
):
    make_article(comments=1)
    keeper_client.get("/admin/")
    with django_assert_max_num_queries(25) as once:
        keeper_client.get("/admin/")
    for _ in range(5):
        make_article(comments=3)
    with django_assert_num_queries(len(once)):
        keeper_client.get("/admin/")


def test_room_is_told_for_captures_database_and_index():
    Capture.objects.create(sha256="a" * 64, size_bytes=1_000)
    sizes = {room.label: room.size_bytes for room in rooms()}
    assert sizes["captures, before they were compressed"] == 1_000
    assert all(size is not None for size in sizes.values())
