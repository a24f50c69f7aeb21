"""Collections at the desk: made, filled, put in order, emptied; by keepers alone, and logged."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from archive.curation import collections
from archive.models import Article, Collection, CollectionEntry
from tests.factories import make_article, make_collection, make_comment

pytestmark = pytest.mark.django_db


def titles(collection) -> list[str]:
    return [str(entry.place) for entry in collection.entries.order_by("position", "pk")]


def logged() -> list[str]:
    return list(LogEntry.objects.order_by("pk").values_list("change_message", flat=True))


@pytest.fixture
def shelf():
    rows = [make_article(title=name) for name in ("One", "Two", "Three")]
    return make_collection("Shelf", *rows)


def address_of(entry) -> str:
    return reverse("desk-entry", args=[entry.pk])


def test_a_collection_is_made_at_an_address_of_its_name(keeper_client):
    fields = {"name": "  Brücken &  橋 ", "description": "All of them.", "is_public": "on"}
    response = keeper_client.post("/desk/collections/", fields)
    made = Collection.objects.get()
    assert (made.name, made.slug, made.is_public) == ("Brücken & 橋", "brücken-橋", True)
    assert made.made_by.username == "keeper"
    assert response.url == made.get_absolute_url()
    assert keeper_client.get(response.url).status_code == 200
    assert logged() == ["Made the collection."]


def test_names_that_make_the_same_address_are_told_apart(keeper):
    slugs = [collections.make_collection(keeper, name).slug for name in ("A b", "A-b", "!", "?")]
    assert slugs[:2] == ["a-b", "a-b-2"]
    assert all(slugs)
    assert len(set(slugs)) == 4


def test_a_name_that_is_taken_is_refused_politely(keeper_client, shelf):
    page = keeper_client.post("/desk/collections/", {"name": "shelf "})
    assert "There is a collection called “Shelf” already." in page.text
    other = make_collection("Other")
    page = keeper_client.post(reverse("desk-collection", args=[other.slug]), {"name": "Shelf"})
    assert "already" in page.text
    kept = keeper_client.post(reverse("desk-collection", args=["shelf"]), {"name": "Shelf"})
    assert kept.status_code == 302


def test_a_new_name_keeps_the_address(keeper_client, shelf):
    keeper_client.post(reverse("desk-collection", args=["shelf"]), {"name": "Ledge"})
    shelf.refresh_from_db()
    assert (shelf.name, shelf.slug, shelf.is_public) == ("Ledge", "shelf", False)
    assert logged() == ["Described the collection; it is kept to staff."]


def test_what_one_reads_is_put_into_a_collection_old_or_new(keeper_client, shelf):
    comment = make_comment(make_article(title="Four"), author_name="Ida", body_text="Well said.")
    desk = reverse("desk-comment", args=[comment.key])
    response = keeper_client.post(
        desk, {"do": "collect", "name": " shelf", "remark": " The best. "}
    )
    assert response.url == comment.get_absolute_url()
    assert titles(shelf) == ["One", "Two", "Three", "Ida: Well said."]
    assert shelf.entries.last().remark == "The best."
    keeper_client.post(desk, {"do": "collect", "name": "Voices"})
    made = Collection.objects.get(name="Voices")
    assert titles(made) == ["Ida: Well said."]
    assert not made.is_public


def test_what_stands_in_a_collection_is_not_put_there_again(keeper_client, shelf):
    article = Article.objects.get(title="Two")
    merged = make_article(merged_into=article)
    for row in (article, merged):
        desk = reverse("desk-article", args=[row.key])
        page = keeper_client.post(desk, {"do": "collect", "name": "Shelf"})
        assert "This article already stands in “Shelf”." in page.text
    assert shelf.entries.count() == 3


def test_one_that_was_merged_into_what_is_added_counts_as_there(keeper, shelf):
    article = Article.objects.get(title="Two")
    now = make_article(title="Two, whole")
    Article.objects.filter(pk=article.pk).update(merged_into=now)
    with pytest.raises(collections.AlreadyThereError):
        collections.add_to_collection(keeper, shelf, now)


@pytest.mark.parametrize(
    ("which", "do", "then"),
    [("Two", "up", "Two One Three"), ("Two", "down", "One Three Two"),
     ("One", "up", "One Two Three"), ("Three", "down", "One Two Three")],
)  # fmt: skip
def test_entries_step_up_and_down(keeper_client, shelf, which, do, then):
    entry = shelf.entries.get(article__title=which)
    response = keeper_client.post(address_of(entry), {"do": do, "page": "1"})
    assert response.url == f"/collections/shelf/?page=1#e-{entry.pk}"
    assert titles(shelf) == then.split()


def test_entries_step_rightly_where_gaps_and_ties_were_left(keeper_client, shelf):
    for entry, position in zip(shelf.entries.all(), (7, 7, 90), strict=True):
        CollectionEntry.objects.filter(pk=entry.pk).update(position=position)
    keeper_client.post(address_of(shelf.entries.get(article__title="Three")), {"do": "up"})
    assert titles(shelf) == ["One", "Three", "Two"]


@pytest.mark.parametrize(("place", "then"), [(1, "Three One Two"), (2, "One Three Two"),
                                             (999, "One Two Three")])  # fmt: skip
def test_an_entry_is_sent_to_a_place(keeper_client, shelf, place, then):
    entry = shelf.entries.get(article__title="Three")
    keeper_client.post(address_of(entry), {"place": place, "remark": "Read it last."})
    assert titles(shelf) == then.split()
    entry.refresh_from_db()
    assert entry.remark == "Read it last."


def test_an_entry_sent_to_no_place_is_refused(keeper_client, shelf):
    for place in ("", "0", "-1", "x", "9" * 40):
        page = keeper_client.post(address_of(shelf.entries.first()), {"place": place})
        assert 'class="error"' in page.text
    assert titles(shelf) == ["One", "Two", "Three"]


def test_an_entry_is_taken_out_and_the_article_stays(keeper_client, shelf):
    entry = shelf.entries.get(article__title="Two")
    keeper_client.post(address_of(entry), {"do": "remove"})
    assert titles(shelf) == ["One", "Three"]
    assert Article.objects.filter(title="Two").exists()
    assert logged()[0].startswith("Took out the article ")


def test_a_collection_is_removed_when_asked_twice_and_what_stood_in_it_stays(keeper_client, shelf):
    address = reverse("desk-collection", args=["shelf"])
    assert "It holds 3 entries." in keeper_client.post(address, {"do": "remove"}).text
    assert Collection.objects.exists()
    page = keeper_client.post(address, {"do": "remove-surely"})
    assert page.url == "/collections/"
    assert not CollectionEntry.objects.exists()
    assert Article.objects.count() == 3
    assert logged() == ["Removed the collection, which had 3 entries."]


def test_nobody_but_keepers_changes_a_collection(stranger_client, reader_client, shelf):
    entry = shelf.entries.first()
    for address in ("/desk/collections/", reverse("desk-collection", args=["shelf"]),
                    address_of(entry)):  # fmt: skip
        for fields in (
            {"do": "remove"},
            {"do": "remove-surely"},
            {"do": "down"},
            {"name": "Mine", "place": "3"},
        ):
            to_sign_in = stranger_client.post(address, fields)
            assert to_sign_in.url.startswith("/sign-in/")
            assert reader_client.post(address, fields).status_code == 403
    assert titles(shelf) == ["One", "Two", "Three"]
    assert list(Collection.objects.values_list("name", flat=True)) == ["Shelf"]


def test_entries_are_moved_and_remarked_on_in_the_admins_list(keeper_client, shelf):
    one, two, three = shelf.entries.order_by("position")
    fields = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3, "_save": "Save"}
    for number, (entry, position) in enumerate(((one, 2), (two, 0), (three, 1))):
        row = {"id": entry.pk, "position": position, "remark": f"{number}."}
        fields |= {f"form-{number}-{name}": value for name, value in row.items()}
    address = reverse("admin:archive_collectionentry_changelist")
    assert keeper_client.post(f"{address}?collection={shelf.pk}", fields).status_code == 302
    assert titles(shelf) == ["Two", "Three", "One"]
    assert shelf.entries.first().remark == "1."


def test_the_admins_lists_ask_as_many_questions_for_twice_the_rows(
    keeper_client, shelf, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse("admin:archive_collectionentry_changelist")
    keeper_client.get(address)
    with django_assert_max_num_queries(15) as once:
        keeper_client.get(address)
    make_collection("More", *(make_comment(make_article()) for _ in range(6)))
    with django_assert_num_queries(len(once)):
        keeper_client.get(address)
