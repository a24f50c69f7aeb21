import json
from pathlib import Path

import pytest

from archive.lib.dates import moment_from_iso
from archive.parsing.drafts import ArticleDraft, Context
from archive.parsing.extracts import extract
from archive.parsing.formats import parse
from archive.parsing.sources import source_for

FIXTURES = Path(__file__).parents[2] / "fixtures"
COUNTS = json.loads((FIXTURES / "COUNTS.json").read_text(encoding="utf-8"))
PAGES = Path(__file__).parents[3] / "shared" / "pages"
QUIET = sorted(PAGES.glob("neg-*.html"))


def draft_of(name: str) -> ArticleDraft:
    records = parse(source_for(FIXTURES / name), Context())
    (found,) = [one for one in records if isinstance(one, ArticleDraft)]
    return found


def depth(draft: ArticleDraft) -> int:
    parents = {one.ref: one.parent_ref for one in draft.comments}
    deepest = 0
    for ref in parents:
        levels = 0
        while (ref := parents[ref]) in parents:
            levels += 1
        deepest = max(deepest, levels)
    return deepest


@pytest.mark.parametrize("name", COUNTS)
def test_the_sample_pages_give_what_they_hold(name):
    draft, stated = draft_of(name), COUNTS[name]
    published = moment_from_iso(stated["published"]) if stated["published"] else None
    kinds = [one.kind for one in draft.comments]
    states = [one.state for one in draft.comments]
    assert draft.title == stated["title"]
    assert (", ".join(one.name for one in draft.authors) or None) == stated["author"]
    assert (draft.published and draft.published.at) == (published and published.at)
    assert draft.language == stated["language"]
    assert (draft.url or draft.canonical_url) == (stated["url"] or "")
    assert kinds.count("comment") == stated["comments"]
    assert len(kinds) - kinds.count("comment") == stated["pingbacks"]
    assert [states.count(one) for one in ("pending", "deleted", "published")] == [
        stated["pending"],
        stated["deleted"],
        stated["kept"],
    ]
    assert depth(draft) == (stated["max_depth"] or 0)
    assert sum(one.posted is not None for one in draft.comments) == stated["dated"]
    assert sum(one.score is not None for one in draft.comments) == stated["scored"]
    assert (draft.declared_comment_count, draft.comments_state) == (
        stated["declared"],
        stated["comments_state"],
    )
    assert sorted(term.name for term in draft.terms) == sorted(stated["terms"])


@pytest.mark.parametrize("name", COUNTS)
def test_no_word_of_a_comment_lands_in_the_body(name):
    found = extract(str(FIXTURES / name))
    for comment in found["comments"]:
        longest = max(comment["text"].split("\n"), key=len, default="")
        assert len(longest) < 30 or longest not in found["article"]["body_text"]


def test_parents_are_places_in_the_list_from_one():
    found = extract(str(FIXTURES / "tidewater-notes.example/2012-06-the-bridge-that-swings.html"))
    parents = [one["parent"] for one in found["comments"]]
    assert None in parents
    assert all(parent < place for place, parent in enumerate(parents, 1) if parent)
    assert any(parents)


def test_a_file_that_is_not_there_gives_empty_values(tmp_path):
    found = extract(str(tmp_path / "none.html"))
    assert (found["article"]["title"], found["article"]["body_text"]) == ("", "")
    assert (found["article"]["declared_comment_count"], found["comments"]) == (None, [])


@pytest.mark.skipif(not QUIET, reason=f"{PAGES} is absent")
def test_pages_without_comments_give_none():
    assert {page.stem: len(extract(str(page))["comments"]) for page in QUIET} == {
        page.stem: 0 for page in QUIET
    }
