"""Found comments: what they answer, the forms of words that are marked in them, and flat lists."""

import pytest

from archive.models import Comment
from archive.search.flat import comments_found
from archive.search.service import engine, search
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db


def plain(snippet) -> str:
    return "".join(f"[{text}]" if is_match else text for text, is_match in snippet)


@pytest.fixture
def thread():
    """A question, two answers to it that say ferry, and an answer at the top."""
    article = make_article(key="k1", title="The quay")
    top = make_comment(
        article, key="top", body_text="When does\nit sail?", author_name="Wren", position=0
    )
    for number in (1, 2):
        make_comment(article, top, key=f"r{number}", body_text="ferry", position=number)
    make_comment(article, key="other", body_text="ferry ferry", position=3)
    rebuild()
    return top


def answered(user=None) -> dict[str, tuple[str, str] | None]:
    (conversation,) = search("ferry", user).page.items
    return {
        found.comment.key: found.answered and (found.answered.name, found.answered.words)
        for found in conversation.comments
    }


def test_a_found_comment_tells_the_first_words_of_what_it_answers(thread):
    expected = ("Wren", "When does it sail?")
    assert answered() == {"other": None, "r1": expected, "r2": expected}


def test_what_is_answered_is_told_by_a_hundred_characters_at_most(thread):
    Comment.objects.filter(pk=thread.pk).update(body_text="When does it sail? " * 30)
    assert answered()["r1"] == ("Wren", "When does it sail? " * 5 + "When…")


@pytest.mark.parametrize("change", [{"visibility": "hidden"}, {"state": "spam"}])
def test_what_may_not_be_seen_is_not_told_as_answered(thread, keeper, change):
    Comment.objects.filter(pk=thread.pk).update(**change)
    assert answered() == {"other": None, "r1": None, "r2": None}
    assert answered(keeper)["r1"] == ("Wren", "When does it sail?")


def test_the_keepers_parent_is_the_one_that_is_told(thread):
    Comment.objects.filter(key="r1").update(keeper_parent=None, keeper_parent_is_set=True)
    assert answered()["r1"] is None
    assert answered()["r2"] is not None


def test_other_forms_of_a_word_are_marked_by_the_texts_language():
    article = make_article(title="Arguing", body_text="They argued.", language="en")
    make_comment(article, body_text="An argument is argued here.")
    rebuild()
    (conversation,) = search("argue", None).page.items
    assert plain(conversation.title) == "[Arguing]"
    assert plain(conversation.passage) == "They [argued]."
    assert "[argued] here." in plain(conversation.comments[0].passage)
    (found,) = comments_found("argue", None).page.items
    assert "[argued] here." in plain(found.passage)


def test_comments_alone_come_one_by_one_on_every_page(thread):
    pages = [comments_found("ferry", None, page=page, per_page=2) for page in (1, 2, 3)]
    assert [page.page.number for page in pages] == [1, 2, 2]
    assert [page.page.total for page in pages] == [3, 3, 3]
    keys = [found.comment.key for page in pages[:2] for found in page.page.items]
    assert (keys[0], sorted(keys)) == ("other", ["other", "r1", "r2"])
    assert pages[0].page.items[0].comment.article.title == "The quay"
    assert pages[0].text == "ferry"
    assert "in" not in {facet.name for facet in pages[0].facets}


def test_comments_alone_are_sorted_as_asked(thread):
    orders = {
        sort: comments_found("ferry", None, sort=sort).sort for sort in ("oldest", "discussed", "")
    }
    assert orders == {"oldest": "oldest", "discussed": "relevance", "": "relevance"}


def test_a_thread_is_called_by_its_title_where_the_answer_holds_it(thread):
    parts = comments_found("ferry thread:k1", None).parts
    assert [part.value for part in parts] == ["ferry", "The quay"]
    assert [part.value for part in comments_found("zebra thread:k1", None).parts][1] == "k1"


def test_comments_alone_show_only_what_may_be_seen(thread):
    Comment.objects.filter(key="r1").update(visibility="hidden")
    keys = {found.comment.key for found in comments_found("ferry", None).page.items}
    assert keys == {"other", "r2"}


def test_comments_alone_without_an_index(thread, settings):
    engine().close()
    for path in settings.SEARCH_INDEX_DIR.glob("build-*/*"):
        path.write_bytes(b"\x00" * 100)
    assert comments_found("ferry", None) is None


def test_queries_do_not_grow_with_comments(
    thread, django_assert_num_queries, django_assert_max_num_queries
):
    make_comment(thread.article, thread, body_text="ferry", person=make_person("Somebody"))
    rebuild()
    with django_assert_max_num_queries(9) as before:
        comments_found("ferry", None)
    for number in range(6):
        article = make_article(body_text="ferry")
        top = make_comment(article, body_text="ferry")
        make_comment(article, top, body_text="ferry", person=make_person(f"Other {number}"))
    rebuild()
    with django_assert_num_queries(len(before)):
        found = comments_found("ferry", None).page.items
        assert len({each.comment.article.site_host for each in found}) == 1
        assert [each.comment.name for each in found]
