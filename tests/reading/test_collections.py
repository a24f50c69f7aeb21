"""Collections where one reads: in the keeper's order, without a trace of what is not public."""

from xml.etree import ElementTree

import pytest

from archive.models import CollectionEntry
from tests.factories import make_article, make_collection, make_comment, make_person

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"
ATOM = "{http://www.w3.org/2005/Atom}"


def titles(client, address="/collections/bridges/") -> list[str]:
    return [str(row.row) for row in client.get(address).context["rows"]]


def feed(client, address="/collections/bridges.atom") -> list[str]:
    page = client.get(address)
    assert page.headers["Content-Type"].startswith("application/atom+xml")
    entries = ElementTree.fromstring(page.content).findall(f"{ATOM}entry")  # noqa: S314 (our own)
    return [entry.findtext(f"{ATOM}title") for entry in entries]


@pytest.fixture
def bridges():
    """Two that are public, an article and a comment, and around them all that is not."""
    public = make_article(title="One", authors=[make_person("Ingrid Halloway")], comments=1)
    said = make_comment(public, author_name="Ida", body_text="Well said.")
    hidden = make_article(title=f"{CANARY} article", visibility="hidden")
    rows = [
        make_article(title=f"{CANARY} withdrawn", visibility="withdrawn"),
        said,
        hidden,
        make_comment(hidden, author_name=CANARY, body_text=CANARY),
        make_article(title=f"{CANARY} draft", state="draft"),
        public,
        make_comment(public, body_text=f"{CANARY} spam", state="spam"),
        make_comment(public, body_text=f"{CANARY} hidden", visibility="hidden"),
    ]
    collection = make_collection("Bridges", *rows, description="What was said of them.")
    for entry, row in zip(collection.entries.all(), rows, strict=True):
        is_open = row in (said, public)
        entry.remark = "Read this." if is_open else f"{CANARY} remark"
        entry.save()
    return collection


def test_a_collection_shows_its_entries_in_order_with_who_when_and_what(client, bridges):
    assert titles(client) == ["Ida: Well said.", "One"]
    text = client.get("/collections/bridges/").text
    for told in ("What was said of them.", "2 entries", "Ida", "Well said.", "beneath", "One</a>",
                 "Ingrid Halloway", "22 Jun 2012", "The bridge opens", "Read this."):  # fmt: skip
        assert told in text, told


def test_what_others_may_not_see_is_left_out_as_if_never_there(client, reader_client, bridges):
    twin = make_collection("Twin", description="What was said of them.")
    for entry in bridges.entries.filter(remark="Read this."):
        CollectionEntry.objects.create(
            collection=twin, article=entry.article, comment=entry.comment,
            position=entry.position - 1, remark=entry.remark,
        )  # fmt: skip
    for visitor in (client, reader_client):
        page, same = (visitor.get(f"/collections/{name}/").text for name in ("bridges", "twin"))
        for entry, its_twin in zip(
            bridges.entries.filter(remark="Read this."), twin.entries.all(), strict=True
        ):
            page = page.replace(f'"e-{entry.pk}"', f'"e-{its_twin.pk}"')
        if visitor is client:  # a reader's page holds a token of its own
            assert page.replace("Bridges", "Twin").replace("bridges", "twin") == same
        assert CANARY not in page
        assert CANARY not in visitor.get("/collections/").text
        assert feed(visitor) == feed(visitor, "/collections/twin.atom")
        assert [row.count for row in visitor.get("/collections/").context["rows"]] == [2, 2]
        assert [row.count for row in visitor.get("/").context["collections"]] == [2, 2]


def test_keepers_see_all_of_it_and_why_others_do_not(keeper_client, bridges):
    text = keeper_client.get("/collections/bridges/").text
    assert "8 entries" in text
    for mark in ("hidden", "withdrawn", "draft", "spam"):
        assert f'<span class="short">{mark}</span>' in text
    assert keeper_client.get("/collections/").context["rows"][0].count == 8
    assert len(feed(keeper_client)) == 8


def test_a_collection_kept_to_staff_is_not_found_by_others(
    client, reader_client, keeper_client, bridges
):
    bridges.is_public = False
    bridges.save()
    for address in ("/collections/bridges/", "/collections/bridges.atom"):
        for visitor in (client, reader_client):
            assert visitor.get(address).status_code == 404
        assert keeper_client.get(address).status_code == 200
    assert "Bridges" not in client.get("/collections/").text
    assert "Bridges" not in client.get("/").text
    assert "kept to staff" in keeper_client.get("/collections/").text


def test_a_public_collection_without_one_public_entry_is_not_there_for_others(
    client, keeper_client
):
    make_collection("Empty")
    make_collection("Hidden", make_article(visibility="hidden"))
    assert titles_of_list(client) == []
    assert client.get("/collections/empty/").status_code == 404
    assert client.get("/collections/hidden/").status_code == 404
    assert titles_of_list(keeper_client) == ["Empty", "Hidden"]
    assert "Nothing stands in this collection yet." in keeper_client.get("/collections/empty/").text


def titles_of_list(client) -> list[str]:
    return [row.collection.name for row in client.get("/collections/").context["rows"]]


def test_an_entry_of_a_merged_row_shows_the_one_it_became(client, keeper_client):
    now = make_article(title="The whole bridge")
    comment = make_comment(now, author_name="Ida", body_text="Yes.")
    before = make_article(title="Half a bridge", merged_into=now)
    twin = make_comment(now, author_name="Ida", body_text="Yes", merged_into=comment)
    make_collection("Bridges", before, twin)
    for visitor in (client, keeper_client):
        assert titles(visitor) == ["The whole bridge", "Ida: Yes."]
    assert feed(client) == ["Ida on The whole bridge", "The whole bridge"]


def test_the_feed_begins_with_what_was_added_last(client, bridges):
    assert feed(client) == ["One", "Ida on One"]
    page = client.get("/collections/bridges/")
    assert page.context["feed"] == "/collections/bridges.atom"
    assert '<link rel="alternate" type="application/atom+xml" title="Bridges"' in page.text


def test_collections_of_any_script_have_an_address(client):
    collection = make_collection("橋と門", make_article(title="One"))
    assert client.get(collection.get_absolute_url()).status_code == 200
    assert feed(client, "/collections/橋と門.atom") == ["One"]


def test_five_hundred_entries_come_in_pages_and_are_numbered_through(client):
    article = make_article()
    rows = [make_comment(article, body_text=f"Reply {number}.") for number in range(120)]
    make_collection("Bridges", *rows)
    page = client.get("/collections/bridges/?page=2")
    assert "120 entries" in page.text
    assert 'start="51"' in page.text
    assert len(page.context["rows"]) == 50
    assert page.context["rows"][0].comment == rows[50]


def test_hostile_words_stay_words(client):
    markup = "<img src=x onerror=alert(1)>"
    article = make_article(title=markup)
    collection = make_collection(markup, article, slug="hostile", description=markup)
    collection.entries.update(remark=markup)
    for address in ("/", "/collections/", "/collections/hostile/"):
        text = client.get(address).text
        assert "<img" not in text
        assert "&lt;img" in text
    assert feed(client, "/collections/hostile.atom") == [markup]


@pytest.mark.parametrize("slug", ["none", "%00", "a%2Fb", "x" * 400])
def test_no_collection_is_not_found(client, slug):
    assert client.get(f"/collections/{slug}/").status_code == 404
    assert client.get(f"/collections/{slug}.atom").status_code == 404


def test_what_one_reads_is_the_keepers_to_sort_without_scripts(client, keeper_client, bridges):
    ways = ('value="up"', 'value="down"', "/desk/entries/")
    text = keeper_client.get("/collections/bridges/").text
    assert [text.count(way) for way in ways] == [7, 7, 23]
    assert not any(way in client.get("/collections/bridges/").text for way in ways)
