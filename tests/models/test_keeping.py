"""What the database refuses of notes and collections, and whom they are shown to."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from archive.models import Collection, CollectionEntry, Note
from archive.models.visibility import KEEPER, STRANGER
from tests.factories import make_article, make_collection, make_comment, make_note

pytestmark = pytest.mark.django_db


def refuses(work):
    with pytest.raises(IntegrityError), transaction.atomic():
        work()


def test_a_note_and_an_entry_are_about_one_thing():
    article = make_article(comments=1)
    comment, collection = article.comments.get(), make_collection("Shelf")
    for about in ({}, {"article": article, "comment": comment}):
        refuses(lambda a=about: collection.entries.create(**a))
        refuses(lambda a=about: Note.objects.create(text="x", written_at=article.archived_at, **a))


def test_nothing_stands_twice_in_a_collection():
    article = make_article(comments=1)
    comment = article.comments.get()
    collection = make_collection("Shelf", article, comment)
    refuses(lambda: collection.entries.create(article=article))
    refuses(lambda: collection.entries.create(comment=comment))
    make_collection("Other", article, comment)


def test_names_and_addresses_are_one_collections():
    make_collection("Shelf")
    refuses(lambda: Collection.objects.create(name="Shelf", slug="other"))
    refuses(lambda: Collection.objects.create(name="Other", slug="shelf"))


CLOSED = [
    {"visibility": "hidden"}, {"visibility": "withdrawn"}, {"state": "pending"},
]  # fmt: skip


@pytest.mark.parametrize("values", CLOSED)
def test_what_stands_at_something_closed_is_the_keepers_alone(values):
    shut = make_article(**values, comments=1)
    said = make_comment(make_article(), **values)
    rows = [shut, shut.comments.get(), said]
    collection = make_collection("Shelf", *rows)
    for row in rows:
        make_note(row)
    for rowset in (Note.objects, CollectionEntry.objects, Collection.objects):
        for user in (STRANGER, AnonymousUser(), None):
            assert not rowset.visible_to(user).exists()
    assert Note.objects.visible_to(KEEPER).count() == 3
    assert CollectionEntry.objects.visible_to(KEEPER).count() == 3
    assert list(Collection.objects.visible_to(KEEPER)) == [collection]


@pytest.mark.parametrize("values", CLOSED)
def test_what_was_merged_into_something_closed_is_closed_too(values):
    shut = make_comment(make_article(), **values)
    merged = make_comment(shut.article, merged_into=shut)
    closed = make_article(**values)
    copy = make_article(merged_into=closed)
    make_collection("Shelf", merged, copy)
    for row in (merged, copy):
        make_note(row)
    assert not Note.objects.visible_to(STRANGER).exists()
    assert not CollectionEntry.objects.visible_to(STRANGER).exists()


def test_what_stands_at_a_row_is_found_with_what_was_merged_into_it():
    article = make_article(comments=2)
    one, two = article.comments.all()
    two.merged_into = one
    two.save()
    on_two, on_one = make_note(two), make_note(one)
    on_copy = make_note(make_article(merged_into=article))
    make_note(make_article())
    assert set(Note.objects.at(one)) == {on_one, on_two}
    assert list(Note.objects.at(article)) == [on_copy]
    assert set(Note.objects.at_thread_of(article)) == {on_one, on_two, on_copy}
    assert (on_two.place, on_copy.place) == (one, article)
