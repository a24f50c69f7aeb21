"""What the keeper says is one, and what comes of it when it is undone: back to the first digest."""

from dataclasses import replace
from itertools import permutations

import pytest

from archive.curation import actions
from archive.curation.actions import ActionError
from archive.curation.naming import row_under
from archive.models import Article, Comment, Person, StaleDocument, thread_for
from archive.models.visibility import STRANGER
from archive.parsing.drafts import Identity
from archive.reading.articles import comment_under
from archive.reading.origins import kept_at
from tests.drafts import at, piece, said, store, sums

pytestmark = pytest.mark.django_db
HERE = piece(
    said("First of all.", "Ada", number=1),
    said("I disagree.", "Bo", number=2, parent_ref="1"),
    said("So do I.", "Cem", number=3),
    title="The lamp",
    canonical_url="https://tidewater.example/lamp/",
)
THERE = piece(
    said("I disagree.", "Bo", number=71, posted=at(9, 2)),
    said("Why, Bo?", "Dina", number=72, posted=at(10), parent_ref="71"),
    title="The lamp again",
    canonical_url="https://mirror.example/the-lamp/",
)


@pytest.fixture
def lamp(db) -> Article:
    """Three comments, one of which stands beneath `again` as well."""
    return store(HERE).article


@pytest.fixture
def again(lamp) -> Article:
    """The same piece, kept from another site, with two comments."""
    return store(THERE).article


def shown(article: Article) -> list[tuple[int, str]]:
    return [(row.depth, row.author_name) for row in thread_for(STRANGER, article)]


def test_a_merged_article_brings_its_thread_and_what_both_have_stands_once(lamp, again, keeper):
    actions.merge_articles(again, lamp, keeper)
    lamp.refresh_from_db()
    assert shown(lamp) == [(0, "Ada"), (1, "Bo"), (2, "Dina"), (0, "Cem")]
    assert [row.parent_name for row in thread_for(STRANGER, lamp)] == ["", "Ada", "Bo", ""]
    assert lamp.comment_count == 4
    assert shown(again) == []


def test_the_address_of_a_comment_that_stands_twice_leads_to_where_it_is_shown(lamp, again, keeper):
    bo = again.comments.get(author_name="Bo")
    actions.merge_articles(again, lamp, keeper)
    assert comment_under(bo.key) == lamp.comments.get(author_name="Bo", merged_into=None)


def test_undone_both_stand_as_before(lamp, again, keeper):
    before, threads = sums(), (shown(lamp), shown(again))
    actions.merge_articles(again, lamp, keeper)
    assert sums() != before
    actions.part_article(again, keeper)
    assert sums() == before
    for article in (lamp, again):
        article.refresh_from_db()
    assert (shown(lamp), shown(again)) == threads
    assert (lamp.comment_count, again.comment_count) == (3, 2)


@pytest.mark.parametrize("draft", [HERE, THERE], ids=["of the one", "of the other"])
def test_an_import_of_either_leaves_the_keepers_merge_standing(lamp, again, keeper, draft):
    actions.merge_articles(again, lamp, keeper)
    before, thread = sums(), shown(lamp)
    StaleDocument.objects.all().delete()
    store(draft)
    assert (sums(), shown(lamp)) == (before, thread)
    assert not StaleDocument.objects.exists()


def test_what_comes_later_beneath_the_merged_one_stands_beneath_both(lamp, again, keeper):
    actions.merge_articles(again, lamp, keeper)
    later = piece(
        *THERE.comments,
        said("Late.", "Edda", number=73, posted=at(11), parent_ref="72"),
        title="The lamp again",
        canonical_url="https://mirror.example/the-lamp/",
    )
    store(later)
    assert shown(lamp) == [(0, "Ada"), (1, "Bo"), (2, "Dina"), (3, "Edda"), (0, "Cem")]
    alone = again.comments_elsewhere.count()
    actions.part_article(again, keeper)
    assert (alone, len(shown(Article.objects.get(pk=again.pk)))) == (3, 3)


def test_of_one_site_equal_ids_are_one_comment_and_different_ones_two(db, keeper):
    one = store(
        piece(said("Hello.", "Ada", number=5), title="One", canonical_url="https://t.example/1")
    ).article
    other = store(
        piece(said("Hello.", "Ada", number=6), title="Two", canonical_url="https://t.example/2")
    ).article
    actions.merge_articles(other, one, keeper)
    assert shown(one) == [(0, "Ada"), (0, "Ada")]


def test_merges_in_a_line_end_at_the_last_and_come_apart_in_any_order(lamp, again, keeper):
    third = store(
        piece(
            said("Third.", "Gro", number=9), title="Third", canonical_url="https://third.example/"
        )
    )
    before = sums()
    for order in permutations([again, third.article]):
        again.refresh_from_db()
        third.article.refresh_from_db()
        actions.merge_articles(third.article, again, keeper)
        actions.merge_articles(again, lamp, keeper)
        third.article.refresh_from_db()
        again.refresh_from_db()
        assert third.article.merged_into == lamp
        assert "Gro" in {name for _, name in shown(lamp)}
        for article in order:
            article.refresh_from_db()
            actions.part_article(article, keeper)
        assert sums() == before


def test_what_is_part_of_another_is_not_merged_again_nor_into_its_own_part(lamp, again, keeper):
    actions.merge_articles(again, lamp, keeper)
    for one, into in ((again, lamp), (lamp, again), (lamp, lamp)):
        one.refresh_from_db()
        into.refresh_from_db()
        with pytest.raises(ActionError):
            actions.merge_articles(one, into, keeper)


def test_a_comment_hung_elsewhere_takes_its_replies_along_and_goes_back(lamp, keeper):
    before = sums()
    ada, bo, cem = lamp.comments.order_by("position")
    actions.hang(ada, cem, keeper)
    assert shown(lamp) == [(0, "Cem"), (1, "Ada"), (2, "Bo")]
    store(HERE)
    assert shown(lamp) == [(0, "Cem"), (1, "Ada"), (2, "Bo")]
    bo.refresh_from_db()
    actions.hang(bo, None, keeper)
    assert shown(lamp) == [(0, "Bo"), (0, "Cem"), (1, "Ada")]
    for comment in (ada, bo):
        comment.refresh_from_db()
        actions.unhang(comment, keeper)
    assert shown(lamp) == [(0, "Ada"), (1, "Bo"), (0, "Cem")]
    assert sums() == before


def test_no_comment_is_hung_beneath_its_own_reply_or_in_another_thread(lamp, again, keeper):
    ada, bo, _ = lamp.comments.order_by("position")
    for parent in (ada, bo, again.comments.first()):
        with pytest.raises(ActionError):
            actions.hang(ada, parent, keeper)


def test_hung_across_a_merge_it_stands_so_as_long_as_the_merge_does(lamp, again, keeper):
    actions.merge_articles(again, lamp, keeper)
    dina = Comment.objects.get(author_name="Dina")
    actions.hang(dina, lamp.comments.get(author_name="Cem"), keeper)
    assert shown(lamp) == [(0, "Ada"), (1, "Bo"), (0, "Cem"), (1, "Dina")]
    store(THERE)
    assert shown(lamp) == [(0, "Ada"), (1, "Bo"), (0, "Cem"), (1, "Dina")]
    again.refresh_from_db()
    actions.part_article(again, keeper)
    assert shown(Article.objects.get(pk=again.pk)) == [(0, "Bo"), (1, "Dina")]
    store(THERE)
    again.refresh_from_db()
    actions.merge_articles(again, lamp, keeper)
    assert shown(lamp) == [(0, "Ada"), (1, "Bo"), (0, "Cem"), (1, "Dina")]


@pytest.mark.parametrize(
    "url", ["https://mirror.example/the-lamp/", "https://tidewater.example/lamp/"]
)
def test_every_original_address_leads_to_where_it_stands_now(lamp, again, keeper, url):
    actions.merge_articles(again, lamp, keeper)
    assert kept_at(STRANGER, url) == lamp
    undo_join(again, keeper)
    assert kept_at(STRANGER, url).title == ("The lamp again" if "mirror" in url else "The lamp")


def undo_join(article: Article, by) -> None:
    article.refresh_from_db()
    actions.part_article(article, by)


def test_merges_of_both_kinds_and_re_parenting_in_any_order_go_back(lamp, again, keeper):
    ada, cem = Person.objects.get(name="Ada"), Person.objects.get(name="Cem")
    dina = Comment.objects.get(author_name="Dina")
    before, threads = sums(), (shown(lamp), shown(again))

    def hang():
        dina.refresh_from_db()
        actions.hang(dina, None, keeper)

    def unhang():
        dina.refresh_from_db()
        actions.unhang(dina, keeper)

    def join():
        again.refresh_from_db()
        actions.merge_articles(again, lamp, keeper)

    def join_people():
        ada.refresh_from_db()
        actions.merge_people(ada, cem, keeper)

    def part_people():
        ada.refresh_from_db()
        actions.part_person(ada, keeper)

    steps = {join: lambda: undo_join(again, keeper), hang: unhang, join_people: part_people}
    for order in permutations(steps):
        for undone in permutations(steps):
            for step in order:
                step()
            for step in undone:
                steps[step]()
            assert sums() == before
            assert (shown(lamp), shown(again)) == threads


def test_people_merged_in_a_line_are_the_last_and_part_again(lamp, keeper):
    ada, bo, cem = (Person.objects.get(name=name) for name in ("Ada", "Bo", "Cem"))
    actions.merge_people(ada, bo, keeper)
    actions.merge_people(bo, cem, keeper)
    ada.refresh_from_db()
    assert (ada.merged_into, ada.joined_to) == (cem, bo)
    with pytest.raises(ActionError):
        actions.merge_people(cem, ada, keeper)
    actions.part_person(bo, keeper)
    ada.refresh_from_db()
    assert ada.merged_into == bo
    store(HERE)
    ada.refresh_from_db()
    assert ada.merged_into == bo


def test_two_keepers_who_join_each_into_the_other_do_not_go_round(lamp, again, keeper):
    actions.merge_articles(Article.objects.get(pk=again.pk), lamp, keeper)
    with pytest.raises(ActionError, match="already"):
        actions.merge_articles(lamp, again, keeper)  # as both were before the other keeper came
    ada, bo = Person.objects.get(name="Ada"), Person.objects.filter(name="Bo")[0]
    actions.merge_people(Person.objects.get(pk=bo.pk), ada, keeper)
    with pytest.raises(ActionError, match="already"):
        actions.merge_people(ada, bo, keeper)
    for row in (lamp, again, ada, bo):
        row.refresh_from_db()
    assert (lamp.merged_into, again.merged_into) == (None, lamp)
    assert (ada.merged_into, bo.merged_into) == (None, ada)


def test_undone_from_a_row_loaded_before_the_merge(lamp, again, keeper):
    stale = Article.objects.get(pk=again.pk)
    actions.merge_articles(again, lamp, keeper)
    actions.part_article(stale, keeper)
    assert stale.merged_into is None
    with pytest.raises(ActionError, match="nothing to undo"):
        actions.part_article(again, keeper)  # which still believes in the merge


@pytest.fixture
def retired(lamp) -> Article:
    """An article that an import then found to be the lamp."""
    by_id = piece(
        title="The lamp by its number",
        canonical_url="",
        site_host="tidewater.example",
        identities=(Identity("wordpress", "77"),),
        published=at(7),
    )
    other = store(by_id).article
    store(replace(HERE, identities=(Identity("wordpress", "77"),)))
    found = Article.objects.exclude(merged_into=None).get()
    assert {found, found.merged_into} == {lamp, other}
    return found


def test_nothing_is_merged_into_what_an_import_found_to_be_another(retired, again, keeper):
    with pytest.raises(ActionError, match="choose that one"):
        actions.merge_articles(again, retired, keeper)
    again.refresh_from_db()
    assert again.joined_to is None


def test_a_key_that_an_import_retired_names_the_one_that_is_left(retired, again, keeper):
    assert row_under(Article, retired.key) == retired.merged_into
    actions.merge_articles(again, row_under(Article, retired.key), keeper)
    assert row_under(Article, again.key) == again


def test_the_key_of_a_comment_shown_as_another_names_the_shown_one(lamp, again, keeper):
    twin = again.comments.get(author_name="Bo")
    actions.merge_articles(again, lamp, keeper)
    assert row_under(Comment, twin.key) == comment_under(twin.key)
    assert row_under(Comment, twin.key) != twin
