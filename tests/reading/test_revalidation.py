"""Pages are kept by caches and asked about again: told apart by all that decides them, and gone
from every cache in the moment in which they are put out of sight."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from archive.curation import actions
from archive.curation.collections import add_to_collection, remark_on_entry
from archive.curation.notes import edit_note, write_note
from archive.models import Collection, Comment
from archive.models.last_change import last_change
from archive.search.tasks import drain, rebuild
from tests.factories import make_article, make_collection, make_comment, make_person

pytestmark = pytest.mark.django_db(transaction=True)
NOT_SHOWN = {
    "bulkaction", "importproblem", "importrun", "knownrecord", "savedsearch", "signintries",
}  # fmt: skip


@pytest.fixture
def article():
    row = make_article(
        key="quay", slug="quay", title="Quay", terms=["harbour"], authors=[make_person("Ann")]
    )
    make_comment(row, key="said", body_text="storms", person=make_person("Bo", key="bo"))
    make_collection("Quays", row, slug="quays")
    rebuild()
    return row


ADDRESSES = [
    "/", "/articles/", "/a/quay/quay/", "/a/quay/quay/cite/", "/a/quay/quay.atom",
    "/a/quay/quay.md", "/a/quay/quay.json", "/c/said.ris", "/sites/", "/sites/tidewater.example/",
    "/people/bo/", "/tags/harbour/", "/timeline/", "/timeline/2012/06/", "/collections/quays/",
    "/articles.atom", "/articles.feed.json", "/search/?q=storms", "/search.json?q=storms",
    "/search.atom?q=storms",
]  # fmt: skip
# What shows words of the comment's.
OF_COMMENT = [
    "/a/quay/quay/", "/a/quay/quay.atom", "/a/quay/quay.md", "/a/quay/quay.json", "/c/said.ris",
    "/people/bo/", "/search/?q=storms", "/search.json?q=storms", "/search.atom?q=storms",
]  # fmt: skip


def etag(client, address):
    response = client.get(address)
    if response.streaming:
        response.getvalue()
    return response.headers.get("ETag", "")


def again(client, address, known):
    return client.get(address, headers={"if-none-match": known})


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_holds_a_page_is_told_that_it_holds(client, article, address):
    known = etag(client, address)
    assert known.startswith('W/"')
    with CaptureQueriesContext(connection) as asked:
        response = again(client, address, known)
    assert len(asked) == 1
    assert (response.status_code, response.content) == (304, b"")
    assert response["ETag"] == known
    assert response["Cache-Control"] == "public, no-cache"
    assert "Cookie" in response["Vary"]
    assert again(client, address, f'"another", {known}').status_code == 304


def test_without_the_pages_name_it_is_sent_again(client, article):
    known = etag(client, "/a/quay/quay/")
    assert etag(client, "/a/quay/quay/") == known
    for names in ("", "*", '"another"', known.removeprefix("W/") + "x", '"'):
        assert again(client, "/a/quay/quay/", names).status_code == 200, names


def test_what_is_not_there_is_no_page_to_hold(client, article):
    for address, status in (("/a/none/", 404), ("/theme/", 302), ("/a/quay/other/", 301)):
        response = again(client, address, "*")
        assert response.status_code == status
        assert "ETag" not in response


def test_each_address_and_each_choice_is_a_page_of_its_own(client, article, settings):
    pages = ["/", "/articles/", "/articles/?sort=title", "/articles/?sort=oldest", "/people/"]
    named = [etag(client, address) for address in pages]
    for theme in ("light", "dark", "contrast"):
        client.cookies["theme"] = theme
        named.append(etag(client, "/"))
    named += [client.get("/", headers={"accept-language": code})["ETag"] for code in ("de", "ar")]
    named.append(client.get("/", headers={"host": "localhost"}).headers["ETag"])
    settings.ARCHIVE_INDEXING = True
    named.append(etag(client, "/"))
    assert len(set(named)) == len(named)


def test_a_page_of_yesterday_holds_no_more(client, article, monkeypatch):
    known = etag(client, "/")
    tomorrow = timezone.localdate().replace(year=2100)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
    assert again(client, "/", known).status_code == 200


HIDING = {"hidden": 404, "withdrawn": 410, "spam": 404}


@pytest.mark.parametrize("how", HIDING)
def test_what_is_put_out_of_sight_is_held_by_nobody(client, article, keeper, how):
    """Before the index learns of it and after, and at once again when it is shown."""
    known = {address: etag(client, address) for address in ADDRESSES}
    actions.set_visibility(article, how, keeper)
    for _ in range(2):
        answers = {address: again(client, address, known[address]) for address in ADDRESSES}
        assert [address for address, one in answers.items() if one.status_code == 304] == []
        assert answers["/a/quay/quay/"].status_code == HIDING[how]
        bodies = (one.getvalue() if one.streaming else one.content for one in answers.values())
        assert not [body for body in bodies if b"Quay" in body]
        drain()


@pytest.mark.parametrize("how", HIDING)
def test_a_comment_put_out_of_sight_is_held_by_nobody(client, article, keeper, how):
    known = {address: etag(client, address) for address in OF_COMMENT}
    actions.set_visibility(Comment.objects.get(), how, keeper)
    for _ in range(2):
        for address in OF_COMMENT:
            assert again(client, address, known[address]).status_code != 304, address
        assert "storms" not in client.get("/a/quay/quay/").text
        drain()


def test_whatever_the_keeper_changes_the_page_is_sent_again(client, article, keeper):
    note = write_note(keeper, article, "Compare the ledger.", is_public=True)
    collection = Collection.objects.get()
    changes = [
        lambda: actions.set_title(article, "Quays", keeper),
        lambda: actions.tag(article, "weather", keeper),
        lambda: actions.set_authors(article, ["Cy"], keeper),
        lambda: edit_note(keeper, note, "See the ledger.", is_public=True),
        lambda: add_to_collection(keeper, collection, Comment.objects.get()),
        lambda: remark_on_entry(keeper, collection.entries.first(), "First of all."),
        lambda: collection.delete(),
        lambda: make_comment(article),
        lambda: drain(),
    ]
    for change in changes:
        known = etag(client, "/a/quay/quay/")
        change()
        assert again(client, "/a/quay/quay/", known).status_code == 200


def test_an_intake_is_seen_at_once_and_one_of_nothing_new_changes_nothing(client, tmp_path):
    file = tmp_path / "piece.html"
    words = "A pier is a bridge to nowhere. " * 20
    file.write_text(f"<title>Piers</title><article><h1>Piers</h1><p>{words}</article>")
    empty = etag(client, "/articles/")
    call_command("intake", str(file), verbosity=0)
    answer = again(client, "/articles/", empty)
    assert (answer.status_code, "Piers" in answer.text) == (200, True)
    before = last_change()
    call_command("intake", str(file), verbosity=0)
    assert last_change() == before


def test_a_page_asks_but_once_in_which_state_the_archive_is(client, article):
    with CaptureQueriesContext(connection) as asked:
        assert "Quay" in client.get("/search/?q=storms").text
    assert ["archive_last_change" in each["sql"] for each in asked].count(True) == 1


def test_a_search_is_asked_anew_of_a_new_index(client, article):
    known = etag(client, "/search/?q=storms")
    rebuild()
    assert again(client, "/search/?q=storms", known).status_code == 200


def test_a_search_without_its_index_is_not_kept(client, article, settings):
    settings.SEARCH_INDEX_DIR = settings.ARCHIVE_DATA / "none"
    response = client.get("/search/?q=quay")
    assert response["Cache-Control"] == "no-store"
    assert "ETag" not in response


@pytest.mark.parametrize("visitor", ["reader", "keeper"])
def test_who_is_signed_in_holds_nothing(request, client, article, visitor):
    known = etag(client, "/articles/")
    response = again(request.getfixturevalue(f"{visitor}_client"), "/articles/", known)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


def test_in_a_closed_archive_nobody_holds_anything(client, article, settings):
    known = etag(client, "/articles/")
    settings.ARCHIVE_READERS = "signed-in"
    assert again(client, "/articles/", known).status_code == 302


def test_pages_with_a_token_or_words_for_one_reader_are_not_named(client, article):
    assert etag(client, "/sign-in/") == ""
    assert client.get("/sign-in/")["Cache-Control"] != "public, no-cache"


def test_pictures_and_static_files_keep_their_own_names(client, article):
    response = client.get("/static/img/mark.svg")
    response.close()
    assert not response["ETag"].startswith("W/")


TRIGGERS = {
    "sqlite": "SELECT tbl_name, count(*) FROM sqlite_master WHERE type = 'trigger' "
    "AND name LIKE '%is_a_change' GROUP BY tbl_name",
    "postgresql": "SELECT event_object_table, count(*) FROM information_schema.triggers "
    "WHERE trigger_name LIKE '%is_a_change' GROUP BY event_object_table",
}


def test_every_table_that_a_visitor_sees_of_tells_of_its_changes():
    tables = {one._meta.db_table for one in apps.get_app_config("archive").get_models()}
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        told = {table for table, events in cursor.fetchall() if events == 3}
    assert {table.removeprefix("archive_") for table in tables - told} == NOT_SHOWN


def test_the_mark_changes_with_a_change_alone(article):
    before = last_change()
    assert last_change() == before
    article.title = "Quays"
    article.save()
    assert last_change() != before


def test_writers_at_once_do_not_wait_for_each_other(article):
    """Each has a row to mark, and both changes are told of, whichever ends first."""
    if connection.vendor != "postgresql":
        return  # SQLite has one writer at a time
    other = connection.copy()
    rename = "UPDATE archive_article SET title = %s WHERE key = %s"
    make_article(key="pier", slug="pier", title="Pier")
    known = {last_change()}
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(rename, ["Piers", "pier"])
        known.add(last_change())
        with connection.cursor() as mine:
            mine.execute("SET lock_timeout = '2s'")
            mine.execute(rename, ["Quays", "quay"])
        known.add(last_change())
        cursor.execute("COMMIT")
    known.add(last_change())
    other.close()
    assert len(known) == 3
