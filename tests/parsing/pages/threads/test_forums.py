"""Forums, sites of questions and of links: each page read by its own family alone."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

from archive.lib.html import strip_tags
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import NAMES, families, family, find_thread, reading_of
from archive.parsing.pages.threads.families import answers, forums

PAGES = Path(__file__).parents[4] / "fixtures" / "pages"
# Which family reads which page.
READ = {
    "discourse": "discourse",
    "discourse-dom": "discourse",
    "flarum-dom": "flarum",
    "fluxbb": "fluxbb",
    "hackernews": "hackernews",
    "hyperkitty": "hyperkitty",
    "invision3": "invision",
    "invision4": "invision",
    "kunena": "kunena",
    "lemmy": "lemmy",
    "lobsters": "lobsters",
    "mybb": "mybb",
    "nodebb": "nodebb",
    "phpbb2-subsilver": "phpbb",
    "phpbb3-prosilver": "phpbb",
    "question2answer": "question2answer",
    "reddit-old": "reddit",
    "reddit-shreddit": "reddit",
    "slashdot": "slash",
    "smf2": "smf",
    "smf21": "smf",
    "stackexchange-2012": "stackexchange",
    "stackexchange-2023": "stackexchange",
    "vanilla": "vanilla",
    "vbulletin3": "vbulletin",
    "vbulletin4": "vbulletin",
    "vbulletin5": "vbulletin",
    "xenforo1": "xenforo",
    "xenforo2": "xenforo",
    "xenforo2-unanswered": "xenforo",
}
# Pages whose article stands apart from all posts: the story of a site of links.
STORIES = {"lobsters", "slashdot"}
# Pages whose posts show the archive's wall clock without a year, and in a tip that of their writers.
BY_DAY = {"hyperkitty"}
# Pages of which a later one tells by what it shows that it does not begin the topic.
NUMBERED = sorted(
    name for name in READ if not re.match(r"phpbb|smf|invision4|kunena|lobsters|slash", name)
)
ROWS = (*forums.FAMILIES, *answers.FAMILIES)


def gold_of(name):
    return json.loads((PAGES / f"{name}.json").read_text("utf-8"))


def page_of(name):
    return parse_page((PAGES / f"{name}.html").read_bytes())


def read_alone(page, name):
    """Give what a family makes of a page with all others switched off."""
    found, thread = find_thread(page, frozenset(NAMES) - {name})
    assert found in ("", f"family/{name}")
    return thread


def letters(shown):
    return re.sub(r"[\W_]+", "", shown.casefold())


def is_moment(moment, written):
    """Whether a moment is what gold says: an instant where both have a zone, else a wall clock."""
    if written is None:
        return True
    told = datetime.fromisoformat(written).replace(microsecond=0)
    if told.tzinfo is None or moment.offset_minutes is None:
        return moment.isoformat()[: len(written)][:16] == written[:16]
    return moment.at == told


@pytest.mark.parametrize("name", READ)
def test_a_family_alone_reads_all_that_its_page_holds(name):
    gold = gold_of(name)
    thread = read_alone(page_of(name), READ[name])
    place = {comment.ref: n for n, comment in enumerate(thread.comments, 1)}
    assert len(thread.comments) == len(gold["comments"])
    for comment, known in zip(thread.comments, gold["comments"], strict=True):
        assert (comment.author.name if comment.author else None) == known["author"]
        written = known["posted"][:10] if name in BY_DAY else known["posted"]
        assert is_moment(comment.posted, written), known
        said = {letters(text) for text in (known["text"], *known.get("text_alt", []))}
        assert letters(strip_tags(comment.body_html)) in said
        if gold.get("parents_known", True):
            assert place.get(comment.parent_ref) == known["parent"]
    identities = {identity for comment in thread.comments for identity in comment.identities}
    assert {identity.namespace for identity in identities} <= {READ[name]}
    assert len(identities) == len(gold["comments"])


@pytest.mark.parametrize("name", sorted(set(READ) - STORIES))
def test_the_post_that_the_others_answer_is_told_from_them(name):
    article = gold_of(name)["article"]
    opening = read_alone(page_of(name), READ[name]).opening_draft
    assert opening.author.name == article["author"]
    assert is_moment(opening.posted, article["published"])
    said = letters(strip_tags(opening.body_html))
    assert said.startswith(letters(article["body_start"]))
    assert said.endswith(letters(article["body_end"]))
    assert not [one for one in article["body_must_not_have"] if letters(one) in said]


@pytest.mark.parametrize("name", NUMBERED)
def test_no_post_of_a_later_page_opens_the_topic(name):
    page = page_of(name)
    node = read_alone(page, READ[name]).opening
    node.drop_tree()
    thread = read_alone(parse_page(html.tostring(page.tree, encoding="utf-8")), READ[name])
    if comments := gold_of(name)["comments"]:
        assert thread.opening is None
        kept = [
            one for one in comments if letters(one["text"]) in letters(page.tree.text_content())
        ]
        assert len(thread.comments) == len(kept)
    else:
        assert thread is None


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_no_family_claims_a_page_of_others(path):
    reading = reading_of(parse_page(path.read_bytes()))
    claims = {row.name for row in ROWS if family.read(row, reading)}
    assert claims <= {READ.get(path.stem, "")}


def test_rows_of_one_name_stand_in_the_list_of_families():
    assert set(ROWS) <= set(families.FAMILIES)
