"""Collections out as jsonl and in again, in their order; never over one that is here."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.export.collections import collection_records
from archive.export.jsonl import jsonl_lines
from archive.intake.runs import Options, take_in
from archive.models import Article, Collection, CollectionEntry, Comment
from archive.models.visibility import KEEPER, STRANGER
from tests.drafts import captured, piece, said, store
from tests.factories import make_article, make_collection

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf():
    store(captured(piece(said("One.", number=1), said("Two.", number=2)), 1))
    article = Article.objects.get()
    second, first = article.comments.order_by("-position")
    shelf = make_collection(
        "橋 & gates", second, article, first, slug="橋-gates", description="All."
    )
    shelf.entries.filter(article=article).update(remark="Read\nthis.")
    return shelf


def kept() -> list[tuple[object, ...]]:
    columns = ("collection__name", "collection__slug", "collection__description",
               "collection__is_public", "position", "article__key", "comment__key", "remark",
               "added_at")  # fmt: skip
    return list(
        CollectionEntry.objects.order_by("collection__slug", "position").values_list(*columns)
    )


def export(tmp_path) -> str:
    out = tmp_path / "archive.jsonl"
    call_command("export", "--to", str(out))
    return str(out)


def empty_the_archive():
    for model in (Collection, Article):
        model.objects.all().delete()


def test_a_round_trip_brings_collections_back_in_their_order(tmp_path, shelf):
    before, out = kept(), export(tmp_path)
    empty_the_archive()
    run = take_in([out], Options())
    assert run.receipt.as_json()["lines"]["others"] == {"created": 1}
    assert kept() == before
    again = take_in([out], Options())
    assert again.receipt.as_json()["lines"]["others"] == {"unchanged": 1}
    assert kept() == before


def test_a_collection_that_is_here_is_not_touched_by_an_export(tmp_path, shelf):
    out = export(tmp_path)
    shelf.entries.last().delete()
    shelf.name = "Renamed"
    shelf.save()
    before = kept()
    take_in([out], Options())
    assert kept() == before


def test_a_dry_run_stores_no_collection(tmp_path, shelf):
    out = export(tmp_path)
    empty_the_archive()
    run = take_in([out], Options(dry_run=True))
    assert run.receipt.as_json()["lines"]["others"] == {"created": 1}
    assert not Collection.objects.exists()


def test_an_entry_of_a_merged_row_goes_by_the_key_of_what_it_became(shelf):
    first, second = Comment.objects.order_by("position")
    Comment.objects.filter(pk=second.pk).update(merged_into=first)
    [record] = collection_records(KEEPER)
    assert [one["comment_key"] for one in record["entries"]] == [first.key, None, first.key]


def test_others_get_public_collections_and_what_is_public_of_them(shelf):
    make_collection("Kept", Article.objects.get(), is_public=False)
    make_collection("Hidden", make_article(visibility="hidden"))
    Comment.objects.filter(body_text="Two.").update(visibility="hidden")
    records = [json.loads(line) for line in jsonl_lines(STRANGER)]
    [record] = [one for one in records if one["kind"] == "collection"]
    assert record["name"] == "橋 & gates"
    assert [bool(one["article_key"]) for one in record["entries"]] == [True, False]
    assert len(list(collection_records(KEEPER))) == 3


def test_queries_do_not_grow_with_entries_or_collections(shelf):
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            list(collection_records(KEEPER))
        return len(caught)

    few = queries()
    for number in range(9):
        make_collection(f"C{number}", *(make_article() for _ in range(3)))
    assert queries() == few


def taken(tmp_path, *lines: object):
    file = tmp_path / "odd.jsonl"
    header = {"afterword": 1, "kind": "header"}
    file.write_text("\n".join(json.dumps(line) for line in (header, *lines)))
    return take_in([str(file)], Options())


@pytest.mark.parametrize("name", [None, "", " ", 7, "\u0000"])
def test_a_collection_without_a_name_is_refused_or_left_out(tmp_path, name):
    run = taken(tmp_path, {"kind": "collection", "name": name})
    assert run.receipt.count("refused") + run.receipt.count("left out") == 1
    assert run.problems
    assert not Collection.objects.exists()


def test_a_collection_from_a_strange_file_is_bounded_and_keeps_what_is_here(tmp_path, shelf):
    article = Article.objects.get()
    entries = [
        1, {}, {"article_key": "none"}, {"article_key": "a\x00"}, {"comment_key": ["x"]},
        {"article_key": article.key, "remark": "r" * 9000}, {"article_key": article.key},
        {"article_key": article.key, "comment_key": "both"},
    ]  # fmt: skip
    told = {"name": "n" * 900, "slug": "../x", "description": "d" * 9000, "entries": entries}
    run = taken(tmp_path, {"kind": "collection", **told})
    made = Collection.objects.get(slug="x")
    assert (len(made.name), len(made.description), made.is_public) == (200, 5000, False)
    assert [len(entry.remark) for entry in made.entries.all()] == [2000]
    assert any("3 entries are not in this archive" in one.message for _, one in run.problems)
