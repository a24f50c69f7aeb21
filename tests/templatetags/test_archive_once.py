"""Parts of pages that are printed once."""

import pytest
from django.template import Context, Template, TemplateSyntaxError

from archive.templatetags import archive_once

SAID = Template("{% load archive_once %}{% once greeting language %}<b>{{ word }}</b>{% endonce %}")


def said(language: str, word: str) -> str:
    return SAID.render(Context({"language": language, "word": word}))


def test_a_part_is_printed_once_for_each_of_its_values():
    assert said("en", "Good day") == "<b>Good day</b>"
    assert said("de", "Guten Tag") == "<b>Guten Tag</b>"
    assert said("en", "never asked") == "<b>Good day</b>"
    assert SAID.render(Context({"word": "of no language"})) == "<b>of no language</b>"
    assert len(archive_once.HELD) == 3


def test_what_is_held_was_escaped():
    assert said("en", "<i>") == said("en", "") == "<b>&lt;i&gt;</b>"


def test_parts_of_other_names_are_others():
    other = Template("{% load archive_once %}{% once farewell language %}Good night{% endonce %}")
    said("en", "Good day")
    assert other.render(Context({"language": "en"})) == "Good night"


def test_without_a_name_there_is_no_part():
    with pytest.raises(TemplateSyntaxError, match="wants a name"):
        Template("{% load archive_once %}{% once %}{% endonce %}")


def test_every_page_may_be_printed_anew(client, db):
    archive_once.HELD.clear()
    first = client.get("/search/help").content
    held = dict(archive_once.HELD)
    assert {name for name, *_values in held} >= {"head", "masthead", "languages", "themes", "keys"}
    assert client.get("/search/help").content == first
    assert held == archive_once.HELD
