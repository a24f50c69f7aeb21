from itertools import pairwise
from pathlib import Path

import pytest

from archive.lib.html import clean, to_text
from archive.lib.text import collapse
from archive.parsing.drafts import ArticleDraft, Context, LeftOut, Problem
from archive.parsing.formats import text
from archive.parsing.sources import source_for

SEEDS = Path(__file__).parents[4] / "shared" / "seeds"
PROSE = "\n\n".join(f"Sentence {n} of the story goes on for a good while yet." for n in range(8))


def records(tmp_path, content):
    path = tmp_path / "dump"
    path.write_text(content, encoding="utf-8")
    return list(text.parse(source_for(path), Context()))


def draft(tmp_path, content):
    return next(one for one in records(tmp_path, content) if isinstance(one, ArticleDraft))


def test_a_text_without_structure_has_title_and_body(tmp_path):
    found = draft(tmp_path, f"The quay\n\n{PROSE}\n")
    assert (found.title, found.published, found.standfirst) == ("The quay", None, "")
    assert found.body_html.count("<p>") == 8
    assert (found.comments, found.comments_state, found.rank) == ((), "unknown", "dump")
    assert [identity.namespace for identity in found.identities] == ["digest"]


def test_date_byline_and_standfirst_are_taken_from_the_head(tmp_path):
    found = draft(tmp_path, f"The quay\n\nJan 15, 2014\n\nBy Ada Lark\n\nA short teaser\n\n{PROSE}")
    assert found.published.isoformat() == "2014-01-15"
    assert [author.name for author in found.authors] == ["Ada Lark"]
    assert found.standfirst == "A short teaser"
    assert "teaser" not in found.body_html


def test_without_a_date_the_first_paragraph_is_body(tmp_path):
    found = draft(tmp_path, f"The quay\n\nA short line\n\n{PROSE}")
    assert (found.standfirst, "A short line" in found.body_html) == ("", True)


def test_a_line_that_stands_twice_is_a_caption_once(tmp_path):
    found = draft(tmp_path, f"The quay\n\n{PROSE}\n\nBoats at rest\n\nBoats at rest\n\n{PROSE}")
    assert to_text(clean(found.body_html)).count("Boats at rest") == 1
    assert "<figcaption>Boats at rest</figcaption>" in found.body_html


def test_categories_and_tags_are_metadata(tmp_path):
    note = "This entry was posted in Boats, Tides and tagged , ebb, , flow. Bookmark the permalink."
    found = draft(tmp_path, f"The quay\n\n{PROSE}\n\n{note}\n\nComments are closed.")
    assert [(term.kind, term.name) for term in found.terms] == [
        ("category", "Boats"),
        ("category", "Tides"),
        ("tag", "ebb"),
        ("tag", "flow"),
    ]
    assert "posted in" not in found.body_html
    assert found.comments_state == "closed"


THREAD = """3 Responses to The quay

  1. Ada says:

    First.

    • Bo says:

      Second, as Cy says:

      "third".

    • Di says:
      May 3, 2012 at 10:11 am

      Third.

  2. Ed on May 4, 2012 at 9:00 pm said:

    Fourth.

Comments are closed.

Copyright notice
"""


def test_numbers_and_bullets_give_authors_and_replies(tmp_path):
    found = draft(tmp_path, f"The quay\n\n{PROSE}\n\n{THREAD}")
    rows = [(c.ref, c.author.name, c.parent_ref) for c in found.comments]
    assert rows == [("1", "Ada", None), ("2", "Bo", "1"), ("3", "Di", "1"), ("4", "Ed", None)]
    assert found.comments[1].body_html.count("<p>") == 2
    posted = [c.posted.isoformat() if c.posted else None for c in found.comments]
    assert posted == [None, None, "2012-05-03T10:11", "2012-05-04T21:00"]
    assert (found.declared_comment_count, found.comments_state) == (3, "closed")
    assert found.thread_caveat == ""
    assert "First" not in found.body_html


def test_what_stands_behind_the_thread_is_left_out_with_a_reason(tmp_path):
    found = records(tmp_path, f"The quay\n\n{PROSE}\n\n{THREAD}")
    assert [one.title for one in found if isinstance(one, LeftOut)] == ["Copyright notice"]


@pytest.mark.parametrize(
    "marker",
    [
        "Disqus - noscript",
        "blog comments powered by Disqus",
        "Please enable JavaScript to view the comments powered by Disqus.",
    ],
)
def test_a_disqus_marker_starts_comments_without_authors(tmp_path, marker):
    box = "Sign up for our daily newsletter"
    found = draft(tmp_path, f"The quay\n\n{PROSE}\n\n{box}\n\n{marker}\n\nYes.\n\nNo, John.\n")
    assert [(c.author, c.body_html) for c in found.comments] == [
        (None, "<p>Yes.</p>"),
        (None, "<p>No, John.</p>"),
    ]
    assert found.thread_caveat == "unattributed"
    assert "newsletter" not in found.body_html
    assert "Yes." not in found.body_html


def test_a_count_in_the_head_does_not_make_the_article_a_thread(tmp_path):
    found = draft(tmp_path, f"The quay\n\n5 Comments\n\n{PROSE}")
    assert found.comments == ()
    assert "Sentence 7" in found.body_html


def test_an_empty_file_is_a_problem(tmp_path):
    assert [type(one) for one in records(tmp_path, "\n \n")] == [Problem]


needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"{SEEDS} is absent")


def lines_of(source):
    return [line for raw in source.read().decode().splitlines() if (line := collapse(raw))]


# The dumps are other people's words: they are compared with themselves, and none stands here.
@needs_seeds
def test_the_blog_post_keeps_what_its_note_lists():
    source = source_for(SEEDS / "000_33efac1b848e2cd1.txt")
    (found,) = text.parse(source, Context())
    plain, lines = to_text(clean(found.body_html)), lines_of(source)
    (caption,) = [line for line, after in pairwise(lines) if line == after]
    speakers = [line for line in lines if line.endswith(" says:")]
    assert found.title == lines[0]
    assert plain.count(caption) == 1
    assert "tagged" not in plain
    (filed,) = [line for line in lines if "was posted in" in line]
    assert [f"posted in {term.name} and" in filed for term in found.terms] == [True]
    assert (found.declared_comment_count, found.comments_state) == (4, "closed")
    assert [c.parent_ref for c in found.comments] == [None, "1", "1"]
    assert all(
        line.endswith(f" {comment.author.name} says:")
        for line, comment in zip(speakers, found.comments, strict=True)
    )


@needs_seeds
def test_the_news_article_keeps_what_its_note_lists():
    source = source_for(SEEDS / "003_8e675b7658fd4860.txt")
    (found,) = text.parse(source, Context())
    assert found.published.isoformat() == "2014-01-15"
    lines = lines_of(source)
    assert (found.title, found.standfirst) == (lines[0], lines[2])
    assert found.body_html.count("<p>") == 8
    assert "newsletter" not in found.body_html
    assert len(found.comments) == 11
    assert found.thread_caveat == "unattributed"
    assert [to_text(clean(one.body_html)) for one in found.comments] == lines[-11:]
    assert not any(one.author for one in found.comments)


def test_a_long_line_is_read_in_time_that_grows_with_it(tmp_path):
    # Such a line took minutes where it was tried as the name of somebody who speaks.
    long = "ana on " + "1 " * 50_000
    found = draft(tmp_path, f"The quay\n\n{PROSE}\n\n2 Comments\n\n{long}\n\nAna says:\n\nYes.")
    assert found.comments
