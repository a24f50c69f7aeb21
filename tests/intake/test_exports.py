"""Exports through the whole intake: nothing doubled, nothing lost, in whatever order they come."""

from itertools import permutations
from pathlib import Path

import pytest
from django.db import transaction

from archive.intake.runs import Options, take_in
from archive.models import Article, Comment, ImportProblem, SourceIdentity, thread_for
from archive.models.visibility import STRANGER
from archive.parsing.sources import BytesSource
from tests.drafts import sums

pytestmark = pytest.mark.django_db
EXPORTS = Path(__file__).parents[2] / "fixtures" / "exports"
WORDPRESS = str(EXPORTS / "harbour.wordpress.xml")
DISQUS = str(EXPORTS / "harbour.disqus.xml")
PAGE = str(EXPORTS / "harbour.page.html")


def bring_in(*inputs):
    run = take_in(list(inputs), Options())
    run.receipt.check()
    return run


def sums_after(*inputs):
    """What the archive would be after these, which then were never brought in."""
    with transaction.atomic():
        for one in inputs:
            bring_in(one)
        found = sums()
        transaction.set_rollback(True)
    return found


def threads() -> dict[str, list[tuple[int, str, str]]]:
    """What a stranger sees of each thread."""
    return {
        article.title: [
            (row.depth, row.author_name, row.body_text) for row in thread_for(STRANGER, article)
        ]
        for article in Article.objects.filter(merged_into=None)
    }


@pytest.mark.parametrize("export", [WORDPRESS, DISQUS])
def test_the_same_export_twice_writes_nothing(export):
    bring_in(export)
    before = sums()
    again = bring_in(export)
    assert sums() == before
    assert again.receipt.lines["articles", "created"] == 0
    assert again.receipt.lines["comments", "created"] == 0


def test_a_wordpress_export_with_its_states():
    bring_in(WORDPRESS)
    article = Article.objects.get(slug="light-and-bell")
    assert article.comments_state == "closed"
    assert [(depth, name) for depth, name, _ in threads()[article.title]] == [
        (0, "Tomasz Wren"), (1, "Ingrid Halloway"), (2, "Oyvind"), (0, "Bells of the coast"),
    ]  # fmt: skip
    kept = dict(article.comments.values_list("author_name", "state"))
    assert kept["A Visitor"] == "pending"
    assert kept["Cheap Lamps"] == "spam"
    assert kept["Gro"] == "deleted"
    assert Article.objects.get(title="For the crew").state == "password"
    assert not Comment.objects.filter(body_text__contains="192.0.2.7").exists()


def test_what_names_a_thread_that_is_not_there_is_kept_under_its_id():
    bring_in(DISQUS)
    lost = SourceIdentity.objects.get(namespace="disqus:harbourletters", value="599").article
    assert lost.site.host == "harbour.example"
    assert [name for _, name, _ in threads()[lost.title]] == ["Gro"]
    assert ImportProblem.objects.filter(message__contains="599").exists()


@pytest.mark.parametrize("order", [*permutations([WORDPRESS, DISQUS, PAGE])])
def test_an_export_on_top_of_another_and_a_saved_page_are_one_in_every_order(order):
    found = sums_after(WORDPRESS, DISQUS, PAGE)
    for one in order:
        bring_in(one)
    assert found == sums()
    article = Article.objects.get(slug="light-and-bell", merged_into=None)
    assert threads()[article.title] == [
        (0, "Tomasz Wren", "My grandmother could tell the hour by it.\n\nNobody believed her."),
        (1, "Ingrid Halloway", "I do, Tomasz."),
        (2, "Oyvind", "It rang when tide < 2 m & wind > 5."),
        (3, "Dina", "Late to this, but the bell hangs in my shed."),
        (0, "Bells of the coast", "[...] the bell of the old quay [...]"),
    ]
    for one in order:
        bring_in(one)
    assert found == sums()


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
        "<rss><channel><item><wp:post_id>1</wp:post_id><title>&b;</title></item></channel></rss>",
        "<rss><wp:wxr_version>1.2</wp:wxr_version>" + "<a>" * 5_000,
        "<disqus>" + "<post>" * 5_000,
        "<disqus><thread>\x00\x00</thread><post><thread id='1'/></post>",
        "<rss><channel><item><wp:post_id>" + "9" * 5_000 + "</wp:post_id></item>",
    ],
)
def test_hostile_exports_are_refused_or_read_and_the_account_adds_up(content):
    run = take_in([BytesSource(content.encode(), "hostile.xml")], Options())
    run.receipt.check()
    assert run.row.problems.exists() or Article.objects.exists()
    for problem in run.row.problems.all():
        assert "Error" not in problem.message
