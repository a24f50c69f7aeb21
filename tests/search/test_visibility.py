"""What the keeper takes out of sight is out of every search at once, before the index knows."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from archive.curation import actions
from archive.reading.finding import latest_found
from archive.search.service import search
from archive.search.tasks import compare, drain, rebuild
from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db
CANARY = "kanarienvogel"


@pytest.fixture
def article():
    """A public article of a site, a tag, a language and a writer that nothing else has."""
    site = make_site(f"{CANARY}.example")
    ann = make_person(f"{CANARY} Ann", site=site, key="ann")
    held = make_article(
        site, title=f"{CANARY}", body_text=CANARY, language="eo", terms=[CANARY], authors=[ann]
    )
    make_comment(held, body_text=f"{CANARY} beneath", person=make_person(CANARY, key="bo"))
    make_article(body_text="Something else.")
    rebuild()
    return held


def totals(text, user):
    answer = search(text, user)
    values = {f"{facet.name}:{each.value}" for facet in answer.facets for each in facet.values}
    return answer.total_documents, answer.page.total, values


def lines(text):
    out = StringIO()
    call_command("search", text, "--json", stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def hide_article(article, visibility, by):
    actions.set_visibility(article, visibility, by)


def hide_comments(article, visibility, by):
    for comment in article.comments.all():
        actions.set_visibility(comment, visibility, by)


@pytest.mark.parametrize("is_drained", [False, True])
@pytest.mark.parametrize("visibility", ["hidden", "withdrawn", "spam"])
@pytest.mark.parametrize("hide", [hide_article, hide_comments])
def test_nothing_tells_of_what_was_taken_out(article, keeper, reader, hide, visibility, is_drained):
    assert totals(CANARY, None)[:2] == (2, 1)
    hide(article, visibility, keeper)
    if is_drained:
        drain()
        assert compare().is_equal
    for user in (None, reader):
        documents, found, values = totals("", user)
        whole = hide is hide_article
        assert (documents, found) == ((1, 1) if whole else (2, 2))
        assert "person:bo" not in values
        assert (f"site:{CANARY}.example" in values) is not whole
        assert totals("in:comments", user) == (0, 0, set())
        assert totals("person:bo", user)[0] == 0
        assert len(latest_found(user, CANARY, 9)) == (0 if whole else 1)
    assert [line["kind"] for line in lines(CANARY)] == ([] if whole else ["article"])
    assert totals(CANARY, keeper)[:2] == (2, 1)


def test_what_is_shown_again_is_found_again(article, keeper):
    hide_article(article, "hidden", keeper)
    drain()
    hide_article(article, "public", keeper)
    drain()
    assert totals(CANARY, None)[:2] == (2, 1)


@pytest.mark.parametrize("is_drained", [False, True])
def test_a_reply_tells_nothing_of_the_comment_it_answers_once_that_is_hidden(
    article, keeper, is_drained
):
    said = article.comments.get()
    make_comment(article, said, key="reply", body_text="So I heard.")
    make_comment(article, said, key="spam", body_text="Buy.", state="spam")
    rebuild()
    assert totals(f"reply-to:{CANARY}", None)[0] == 1
    assert totals("replies:1 in:comments", None)[0] == 1
    actions.set_visibility(said, "hidden", keeper)
    if is_drained:
        drain()
    for text in (f"reply-to:{CANARY}", "replies:1 in:comments", "comments:2", "state:spam"):
        assert totals(text, None)[0] == 0, text
    assert totals("comments:1", None)[0] == 2
    assert totals(f"reply-to:{CANARY} reply-to:{CANARY}", keeper)[0] == 2
    assert totals("comments:2", keeper)[0] == 4
    if is_drained:
        assert totals("state:hidden", keeper)[0] == 1


@pytest.mark.parametrize("is_drained", [False, True])
def test_a_reply_that_is_hidden_is_not_counted(article, keeper, is_drained):
    said = article.comments.get()
    reply = make_comment(article, said, body_text="So I heard.")
    rebuild()
    assert totals("replies:1 in:comments", None)[0] == 1
    actions.set_visibility(reply, "hidden", keeper)
    if is_drained:
        drain()
    assert totals("replies:>0 in:comments", None)[0] == 0
    assert totals("replies:1 in:comments", keeper)[0] == 1
