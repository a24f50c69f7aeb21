"""jsonl that nobody honest would write: kept or refused with its reason, never an exception."""

import json
from datetime import UTC, datetime

import pytest

from archive.intake.runs import Options, take_in
from archive.models import Article, Comment, ImportProblem, Person, Site
from archive.parsing.drafts import Identity
from tests.drafts import piece, said, store

pytestmark = pytest.mark.django_db

HUGE = 10**12
JUNK = ["", "\0", "\ud800", "x" * 5000, HUGE, -HUGE, 0.5, True, None, [], [[]], {}, {"a": 1}]


@pytest.fixture
def take(tmp_path):
    def taken(*lines, **options):
        path = tmp_path / "hostile.jsonl"
        header = {"afterword": 1, "kind": "header"}
        path.write_text("\n".join(json.dumps(line) for line in (header, *lines)))
        return take_in([str(path)], Options(**options))

    return taken


def article(*comments, **values):
    return {
        "kind": "article",
        "site": {"host": "tidewater.example", "name": "Tidewater"},
        "identities": [["wordpress", "5"]],
        "addresses": ["https://tidewater.example/5"],
        "title": "The bell",
        "comments": [*comments],
        **values,
    }


def comment(**values):
    return {"ref": "a", "identities": [["wordpress", "1"]], "body_html": "<p>One.</p>", **values}


ARTICLE_KEYS = (
    "key", "site", "identities", "addresses", "article_kind", "state", "url", "canonical_url",
    "title", "slug", "standfirst", "authors", "language", "published", "modified", "body_html",
    "lead_image_url", "lead_image_caption", "terms", "comments_state", "declared_comment_count",
    "thread_caveat", "parser", "confidence", "origins", "revisions", "captures", "keeper",
    "facts", "comments",
)  # fmt: skip
COMMENT_KEYS = (
    "ref", "parent_ref", "rank", "key", "identities", "kind", "state", "author", "author_url",
    "by_article_author", "posted", "title", "body_html", "score", "permalink", "origins",
    "revisions", "keeper", "facts",
)  # fmt: skip


@pytest.mark.parametrize("key", ARTICLE_KEYS)
def test_any_junk_in_an_article_is_kept_or_told(take, key):
    for junk in JUNK:
        run = take(article(comment(), **{key: junk}))
        assert run.receipt.count("refused") == 0, junk
        assert run.row.state == "done"


@pytest.mark.parametrize("key", COMMENT_KEYS)
def test_any_junk_in_a_comment_is_kept_or_told(take, key):
    for junk in JUNK:
        run = take(article(comment(), comment(**{"ref": "b", key: junk})))
        assert run.receipt.count("refused") == 0, junk
        assert run.row.state == "done"


@pytest.mark.parametrize(
    "part", ["people", "authors", "person", "merged_keys", "first_seen_at", "last_seen_at"]
)
def test_any_junk_among_the_facts_is_passed_over(take, part):
    listed = {"identity": ["name", "eve"], "name": "Eve", "profile_url": "javascript:alert(1)"}
    for junk in JUNK:
        for value in (junk, [junk], [listed, junk], {**listed, "identity": junk}):
            facts = {"people": [listed], part: value}
            told = comment(facts=facts, author={"name": "Eve"})
            assert take(article(told, facts=facts)).receipt.count("refused") == 0, value
    assert not Person.objects.exclude(profile_url="").exists()


@pytest.mark.parametrize(
    "field",
    ["title", "state", "url", "published", "body", "lead_image", "declared_comment_count",
     "authors", "author", "posted", "score", "permalink", "kind", "parser", "visibility", "key"],
)  # fmt: skip
def test_an_earlier_value_that_cannot_have_been_one_is_left_out(take, field):
    junk = [*JUNK, ["2012-01-01T00:00:00+00:00", "second", HUGE], ["x", "day", None], ["a"] * 4]
    origin = {"rank": "export", "modified_at": "9999-12-31T23:59:59-14:00"}
    revisions = [{"field": field, "value": value, "origin": origin} for value in junk]
    run = take(article(comment(revisions=revisions), revisions=revisions))
    assert run.receipt.count("refused") == 0
    assert run.row.state == "done"
    assert not Article.objects.exclude(visibility="public").exists()


@pytest.mark.parametrize("host", ["a b", "<b>", "\0", "x" * 300, "../etc", "\ud800.example", "[::"])
def test_a_site_that_is_no_host_is_unknown(take, host):
    take(article(site={"host": host, "name": "\0x"}))
    assert Site.objects.get().host == "unknown.invalid"


@pytest.mark.parametrize(
    "posted",
    [
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "0000-01-01",
        "2012-01-01T00:00+99:99",
    ],
)
def test_times_beyond_what_the_store_takes_are_left_out(take, posted):
    run = take(article(comment(posted=posted), published=posted))
    assert run.receipt.count("created") == 2
    assert Comment.objects.get().posted_at is None


def test_the_ends_of_time_are_kept(take):
    run = take(article(comment(posted="0001-01-01T00:00:00"), published="9999-12-31T23:59:59"))
    assert run.receipt.count("refused") == 0
    assert Comment.objects.get().posted_at == datetime(1, 1, 1, tzinfo=UTC)


def test_numbers_that_no_column_takes_are_left_out_and_told(take):
    numbers = comment(score=HUGE, rank=-HUGE)
    run = take(article(numbers, declared_comment_count=-1))
    assert run.receipt.count("created") == 2
    assert Comment.objects.get().score is None
    assert Article.objects.get().declared_comment_count is None
    assert sum("was left out" in one.message for one in ImportProblem.objects.all()) == 2


def test_the_keepers_words_reach_no_stored_row(take):
    stored = store(
        piece(said("One.", number=1), said("Two.", number=2),
              canonical_url="https://tidewater.example/5",
              identities=(Identity("wordpress", "5"),))
    ).article  # fmt: skip
    keeper = {"visibility": "withdrawn", "title": "Mine", "standfirst": "Mine", "parent_ref": "b"}
    take(article(comment(keeper=keeper), keeper=keeper, key="stolen", facts={"key": "stolen"}))
    row = Article.objects.get()
    assert (row.key, row.visibility, row.keeper_title) == (stored.key, "public", "")
    for one in row.comments.all():
        assert (one.visibility, one.keeper_parent_is_set) == ("public", False)


def test_keys_that_are_taken_or_none_are_not_used(take):
    stored = store(piece(said("One.", number=1))).article
    taken = stored.comments.get().key
    run = take(
        article(comment(key=taken), comment(ref="b", identities=[["x", "2"]], key="../é")),
        article(identities=[["wordpress", "6"]], title="Other", key=stored.key, addresses=[]),
    )
    assert run.receipt.count("created") == 4
    assert Comment.objects.get(key=taken).article == stored
    assert all(key.isascii() for key in Comment.objects.values_list("key", flat=True))
    assert Article.objects.get(key=stored.key) == stored


def test_a_long_and_a_deep_line_cost_nothing_but_themselves(take):
    run = take(
        article(comment(body_html="<p>" + "x" * 3_000_000 + "</p>"), title="y" * 3_000_000),
        article(facts={"people": json.loads("[" * 900 + "]" * 900)}, title="Deep"),
        article(identities=[["wordpress", "7"]], title="Fine"),
    )
    assert Article.objects.filter(title="Fine").exists()
    assert run.row.state == "done"
