"""How each article was read: what the desk shows of it, and narrows its list by."""

import pytest
from django.db import connection
from django.urls import reverse

from archive.models import Article
from tests.factories import make_article

pytestmark = pytest.mark.django_db
LIST = reverse("admin:archive_article_changelist")


@pytest.fixture
def shelf():
    """An article of each layer, by title."""
    rows = [
        ("stated", "html/structured/schema.org", 0.95, 3, 3),
        ("known", "html/family/phpbb", 0.8, 5, 4),
        ("mined", "html/general", 0.5, 2, 6),
        ("doubtful", "html/general", 0.31, None, 2),
        ("bare", "html", 1.0, None, 0),
        ("exported", "jsonl", 1.0, 2, 2),
    ]
    for title, parser, confidence, declared, kept in rows:
        make_article(
            title=title, parser=parser, confidence=confidence, kept_count=kept,
            declared_comment_count=declared,
        )  # fmt: skip


def titles(client, query):
    page = client.get(LIST, query)
    assert page.status_code == 200
    return {row.title for row in page.context["cl"].result_list}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"layer": "structured"}, {"stated"}),
        ({"layer": "family"}, {"known"}),
        ({"layer": "general"}, {"mined", "doubtful"}),
        ({"layer": "none"}, {"bare"}),
        ({"layer": "other"}, {"exported"}),
        ({"layer": "nonsense"}, set()),
        ({"read_by": "html/family/phpbb"}, {"known"}),
        ({"confidence": "low"}, {"doubtful"}),
        ({"confidence": "middle"}, {"mined"}),
        ({"confidence": "high"}, {"stated", "known", "bare", "exported"}),
        ({"declared": "differs"}, {"known", "mined"}),
        ({"declared": "fewer"}, {"known"}),
        ({"declared": "more"}, {"mined"}),
        ({"declared": "unknown"}, {"doubtful", "bare"}),
        ({"layer": "general", "declared": "more"}, {"mined"}),
        ({"confidence": "nonsense", "declared": "nonsense"},
         {"stated", "known", "mined", "doubtful", "bare", "exported"}),
    ],
)  # fmt: skip
def test_the_list_is_narrowed_by_what_read_and_how_well(keeper_client, shelf, query, found):
    assert titles(keeper_client, query) == found


def test_the_list_and_the_articles_own_page_at_the_desk_tell_it(keeper_client, shelf):
    text = keeper_client.get(LIST).content.decode()
    article = Article.objects.get(title="known")
    own = keeper_client.get(reverse("admin:archive_article_change", args=[article.pk]))
    for page in (text, own.content.decode()):
        for told in ("platform family: phpbb", "0.8", "5 / 4"):
            assert told in page, told


def test_the_choices_are_the_names_that_are_stored(keeper_client, shelf):
    text = keeper_client.get(LIST).content.decode()
    assert "?read_by=html/family/phpbb" in text or "?read_by=html%2Ffamily%2Fphpbb" in text
    assert "wordpress" not in text


def test_the_articles_page_tells_it_to_keepers_alone(client, reader_client, keeper_client, shelf):
    address = Article.objects.get(title="known").get_absolute_url()
    line = "Evidence: platform family: phpbb, 0.80 sure; 5 declared, 4 kept."
    text = keeper_client.get(address).content.decode()
    assert line in text
    link = f"{LIST}?read_by=html%2Ffamily%2Fphpbb"
    assert link in text
    assert titles(keeper_client, {"read_by": "html/family/phpbb"}) == {"known"}
    for visitor in (client, reader_client):
        assert "Evidence:" not in visitor.get(address).content.decode()
    bare = keeper_client.get(Article.objects.get(title="bare").get_absolute_url())
    assert "Evidence: no thread found; no count declared, 0 kept." in bare.content.decode()


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({"layer": "general"}, "article_by_parser"),
        ({"read_by": "html/family/phpbb"}, "article_by_parser"),
        ({"confidence": "low"}, "article_by_confidence"),
        ({"declared": "differs"}, "article_by_declared"),
    ],
)
def test_each_narrowing_goes_by_an_index(keeper_client, shelf, query, index):
    if connection.vendor != "sqlite":
        return  # another planner reads so small a table whole
    plan = keeper_client.get(LIST, query).context["cl"].queryset.order_by().explain()
    assert index in plan
    assert "SCAN archive_article" not in plan.replace(f"SCAN U0 USING COVERING INDEX {index}", "")
