"""Figures of extraction, on threads small enough to count by hand, and against another scorer."""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.extraction_matching import Said, aligned, in_any_order, likeness, words
from benchmarks.extraction_running import gold_pages
from benchmarks.extraction_scoring import figures, is_same_day, score, total

SHARED = Path(__file__).parents[3] / "shared"
PAGES = SHARED / "pages"
OTHER = SHARED / "score_pages.py"
needs_shared = pytest.mark.skipif(not PAGES.is_dir(), reason=f"{PAGES} is absent")

# Our names of the figures that the other scorer prints, as list of comments and as one text.
OTHER_NAMES = {
    "p": ("comments", "P"),
    "r": ("comments", "R"),
    "f1": ("comments", "F1"),
    "f1_page": ("comments", "F1_page_mean"),
    "any_order": ("comments", "R_any_order"),
    "author": ("comments", "author"),
    "posted": ("comments", "posted"),
    "posted_unstated": ("comments", "posted_where_none"),
    "parent": ("comments", "parent"),
    "threaded": ("comments", "parent_threaded"),
    "exact_count": ("comments", "count_exact"),
    "false_pages": ("comments", "false_pages"),
    "false_comments": ("comments", "false_comments_on_negative"),
    "title": ("article", "title"),
    "authors": ("article", "author"),
    "published": ("article", "published"),
    "start": ("article", "start"),
    "end": ("article", "end"),
    "must": ("article", "must"),
    "must_not": ("article", "mustnt"),
}
OTHER_NAMES_OF_WORDS = {
    "words_p": ("comments", "P"),
    "words_r": ("comments", "R"),
    "words_f1": ("comments", "F1"),
    "words_false_pages": ("comments", "false_pages"),
}

ARTICLE = {
    "title": "The bridge that swings",
    "title_alt": [],
    "author": "Ada Lark and Bo Reed",
    "published": "2012-06-21",
    "body_start": "It began with a question about the tide",
    "body_end": "and nobody at the harbour could say why",
    "body_must_have": ["a question about"],
    "body_must_not_have": ["subscribe to our letter"],
}
BODY = "It began with a question about the tide, and nobody at the harbour could say why."


def said(n, text, author="Ada", *, parent=None, posted=None, kind="comment"):
    return {
        "n": n,
        "author": author,
        "posted": posted,
        "parent": parent,
        "kind": kind,
        "text": text,
    }


def of_comments(found, wanted, **more):
    """The figures of a thread alone."""
    gold = {"article": ARTICLE, "comments": wanted, **more}
    return figures(score({"article": {}, "comments": found}, gold))


THREAD = [
    said(1, "The old bridge stood on nine piers of oak", posted="2012-06-22T09:00+02:00"),
    said(2, "Seven, not nine, and they were of elm", "Bo", parent=1),
    said(3, "Both of you forget the flood of 1911", "Cy", parent=2),
]


def test_words_are_folded_and_characters_of_some_scripts_stand_alone():
    assert words("Straße, ﬁne_print 12a") == ["strasse", "fine", "print", "12a"]
    assert words("潮の満ち引き ok") == [*"潮の満ち引き", "ok"]


def test_texts_without_words_must_be_equal():
    assert likeness(Said.of(["👍 👍"]), Said.of(["👍  👍"])) == 1
    assert likeness(Said.of(["👍"]), Said.of(["👎"])) == 0
    assert likeness(Said.of(["", None]), Said.of([""])) == 0


def test_alignment_keeps_order_and_loose_pairs_do_not():
    swapped = {(0, 1): 1.0, (1, 0): 0.9, (2, 2): 1.0}
    assert aligned(swapped, 3, 3) == [(0, 1), (2, 2)]
    assert in_any_order(swapped) == [(2, 2), (0, 1), (1, 0)]


def test_a_thread_found_whole_has_ones_everywhere():
    found = of_comments(THREAD, THREAD)
    shares = ("p", "r", "f1", "f1_page", "any_order", "author", "posted", "parent", "threaded")
    assert {found[name] for name in (*shares, "exact_count", "words_f1")} == {1.0}
    assert found["false_pages"] == found["posted_unstated"] == 0


def test_a_comment_out_of_place_costs_one_miss_and_one_surplus():
    found = of_comments([THREAD[2], *THREAD[:2]], THREAD)
    assert found["p"] == found["r"] == pytest.approx(2 / 3)
    assert found["any_order"] == 1


def test_a_parent_counts_where_the_parent_itself_was_found():
    found = of_comments([said(1, THREAD[1]["text"], "Bo"), said(2, THREAD[2]["text"])], THREAD)
    assert (found["author"], found["parent"], found["threaded"]) == (0.5, 0, 0)
    right = [said(1, THREAD[1]["text"]), said(2, THREAD[2]["text"], parent=1)]
    assert of_comments(right, THREAD)["threaded"] == 1
    assert of_comments(right, THREAD, parents_known=False)["parent"] is None


def test_pingbacks_count_neither_way():
    wanted = [*THREAD, said(4, "[…] as Ada wrote […]", "Elsewhere: on piers", kind="pingback")]
    for found in (THREAD, [*THREAD, said(4, "", "Elsewhere: on piers")]):
        seen = of_comments(found, wanted)
        assert (seen["p"], seen["r"], seen["exact_count"]) == (1, 1, 1)


def test_comments_where_there_are_none_are_counted():
    seen = of_comments(THREAD, [])
    assert (seen["false_pages"], seen["false_comments"], seen["words_false_pages"]) == (1, 3, 1)
    assert seen["f1_page"] is None


@pytest.mark.parametrize(
    ("found", "gold", "is_same"),
    [
        ("2012-06-22", "2012-06-22T09:00", True),
        ("2012-06-21T23:30+00:00", "2012-06-22T01:30+02:00", True),
        ("2012-06-21T23:30", "2012-06-22T01:30+02:00", False),
        ("2012-06", "2012-06-22", False),
        ("", "2012-06-22", False),
    ],
)
def test_days_are_compared_where_the_gold_stands(found, gold, is_same):
    assert is_same_day(found, gold) is is_same


def test_an_article_is_scored_by_its_fields():
    article = {
        "title": "The bridge that swings",
        "author": "By Bo Reed, Ada Lark",
        "published": "2012-06-21T20:14+01:00",
        "body_text": BODY,
    }
    gold = {"article": ARTICLE, "comments": []}
    seen = figures(score({"article": article}, gold))
    assert {seen[name] for name in ("title", "authors", "published", "start", "end", "must")} == {1}
    assert seen["must_not"] == 0
    long = {"title": "The bridge", "author": "Bo", "published": "", "body_text": "x" * 301 + BODY}
    worse = figures(score({"article": long | {"body_text": long["body_text"] + "y" * 301}}, gold))
    assert {worse[name] for name in ("title", "authors", "published", "start", "end")} == {0}


def perturbed(gold, chance):
    """What might have been found: the gold with every kind of mistake, here and there."""
    comments = [dict(one) for one in gold["comments"] if chance.random() > 0.1]
    places = {one["n"]: place for place, one in enumerate(comments, 1)}
    for one in comments:
        one["parent"] = places.get(one["parent"])
        if chance.random() < 0.2:
            one["text"] = " ".join(w for w in (one["text"] or "").split() if chance.random() < 0.9)
        if chance.random() < 0.1:
            one["author"], one["posted"] = "Somebody", "2011-11-11T11:11+11:00"
        if chance.random() < 0.1:
            one["parent"] = chance.choice([None, 1])
    for _ in range(len(comments) // 10):
        comments.insert(chance.randrange(len(comments)), comments.pop())
    if chance.random() < 0.2:
        comments.append({"author": "Nobody", "posted": "", "parent": None, "text": "Read more"})
    stated = gold["article"]
    body = [stated["body_start"], *stated["body_must_have"], *stated["body_must_not_have"][1:]]
    article = {
        "title": stated["title"] if chance.random() < 0.8 else "Another",
        "author": stated["author"] if chance.random() < 0.8 else "",
        "published": stated["published"] if chance.random() < 0.8 else "2011",
        "body_text": " ".join(one for one in [*body, stated["body_end"]] if one)
        * chance.choice([1, 9]),
    }
    return {"article": article, "comments": comments}


def by_the_other(found, tmp_path, *more):
    """What the other scorer says of the same predictions."""
    file = tmp_path / "found.jsonl"
    lines = (json.dumps({"page": name, **one}) for name, one in found.items())
    file.write_text("\n".join(lines), encoding="utf-8")
    asked = [sys.executable, str(OTHER), str(file), str(PAGES), "--json", *more]
    return json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)["total"]


@needs_shared
@pytest.mark.parametrize("seed", range(3))
def test_figures_equal_those_of_the_other_scorer(seed, tmp_path):
    chance = random.Random(seed)  # noqa: S311 -- mistakes, no secrets
    pages = gold_pages(PAGES)
    found = {page.name: perturbed(page.gold, chance) for page in pages}
    ours = figures(total(score(found[page.name], page.gold) for page in pages))
    whole, as_text = by_the_other(found, tmp_path), by_the_other(found, tmp_path, "--blob")
    for names, theirs in ((OTHER_NAMES, whole), (OTHER_NAMES_OF_WORDS, as_text)):
        for name, (part, key) in names.items():
            assert ours[name] == pytest.approx(theirs[part][key], abs=1e-9), name


@needs_shared
def test_what_we_find_has_the_figures_of_the_other_scorer(found_on, tmp_path):
    found = found_on(PAGES)
    ours = figures(total(score(found[page.name], page.gold) for page in gold_pages(PAGES)))
    theirs = by_the_other(found, tmp_path)
    for name, (part, key) in OTHER_NAMES.items():
        assert ours[name] == pytest.approx(theirs[part][key], abs=1e-9), name
