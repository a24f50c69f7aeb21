"""The page that shows every part of the others, in every state."""

import re
from pathlib import Path

import pytest
from django.template import engines

from archive.reading.samples import WHOLE
from archive.templatetags.archive_html import PRINTING

pytestmark = pytest.mark.django_db
TEMPLATES = Path(__file__).parent.parent.parent / "templates"
ADDRESSES = ["/about/style/", *(f"/about/style/{name}/" for name in WHOLE)]
ELSEWHERE = {"articles/changes_group.html"}  # has a second state of its own


def parts():
    """The templates that others include, of the rooms that readers come to."""
    for room in ("shared", "articles", "search"):
        for path in (TEMPLATES / room).glob("*.html"):
            if "{% extends" not in path.read_text():
                yield path.relative_to(TEMPLATES).as_posix()


def with_included(name):
    """What Jinja prints has in it what it includes."""
    yield name
    for other in re.findall(r'{% include "([^"]+)"', (TEMPLATES / name).read_text()):
        yield from with_included(other)


def test_every_part_is_shown_by_what_shows_it_elsewhere(client):
    by_jinja = engines[PRINTING].env.cache
    by_jinja.clear()
    drawn = {one.name for address in ADDRESSES for one in client.get(address).templates}
    drawn |= {part for _loader, name in by_jinja for part in with_included(name)}
    assert set(parts()) - drawn == ELSEWHERE


def test_what_is_made_up_is_asked_of_no_store_and_found_by_no_index(
    client, settings, django_assert_num_queries
):
    settings.ARCHIVE_INDEXING = True
    for address in ADDRESSES:
        with django_assert_num_queries(1):  # whether anything changed
            response = client.get(address)
        assert response.status_code == 200
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert not response.cookies
    assert "Disallow: /about/" in client.get("/robots.txt").text


def test_every_state_of_a_comment_stands_there(client):
    page = client.get("/about/style/").text
    for state in ("tombstone", "pingback", "by-author", "is-gone", "has-replies", "depth-8",
                  "comment-edited", "comment-score", "comment-level", "comment-past", "near",
                  "deleted at the source", "in none of our captures", "not shown here",
                  "Note of this archive", "undated", 'dir="auto"'):  # fmt: skip
        assert state in page.partition('id="of-articles"')[2], state


def test_there_is_no_sample_of_another_name(client):
    assert client.get("/about/style/none/").status_code == 404
