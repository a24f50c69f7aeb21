import os
import re
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import RequestFactory
from django.utils.safestring import SafeString
from django.utils.translation import override
from jinja2 import FileSystemLoader, UndefinedError

from archive.reading import sample_searches
from archive.reading.answer_rows import Asked, answer_row, read_row
from archive.reading.found_rows import FoundRow, Thread
from archive.templatetags.archive_html import (
    PRINTING,
    cleaned,
    printed,
    printing_environment,
    with_marks,
)
from archive.templatetags.archive_links import asked_with

TEMPLATES = sorted((Path(__file__).parents[2] / "templates").rglob("*.html"))
STORED_AND_CLEANED = {"article.body_html", "row.html", "note.body_html"}


def test_cleaned_markup_is_not_escaped_again():
    assert isinstance(cleaned("<p>The bridge.</p>"), SafeString)


def test_marks_stand_around_what_was_searched_and_all_is_escaped():
    pieces = (("a <b> ", False), ("to&ll", True), ("x", True), (" gate", False), ("!", False))
    assert with_marks(pieces) == "a &lt;b&gt; <mark>to&amp;ll</mark><mark>x</mark> gate!"
    assert with_marks(()) == ""


NAMED = {"at": "/c/a/", "name": "A <b> & 'c' \"d\"", "passage": with_marks([("<i>", True)])}
HIT = FoundRow(**dict.fromkeys(FoundRow._fields, "") | NAMED)


@pytest.fixture
def printed_with():
    """The templates that are printed, with what the page of all parts gives them, or its like."""
    results = sample_searches.results()
    asked = Asked("bridge", asked_with(RequestFactory().get("/search/?q=bridge&sort=newest")))
    found = answer_row(results, asked, "/feed", [("JSON", "/json?a=b&c=d")], "/keep")
    alone = found._replace(rows=[], hits=[HIT, HIT], thread=Thread("/a/1/", "<A title>"))
    return [
        ("search/answer.html", {"found": found}),
        ("search/answer.html", {"found": alone}),
        ("search/nearest.html", {"nearest": found.nearest}),
        ("search/read_as.html", {"read": read_row(results, asked.changed)}),
        ("search/total.html", {"found": found}),
        ("search/total.html", {"found": alone}),
        ("shared/orders.html", {"orders": found.orders}),
        ("shared/turns.html", {"turns": found.turns}),
    ]


def test_a_printed_template_says_the_same_in_both_languages(printed_with):
    used = {
        name for path in TEMPLATES for name in re.findall(r'{% printed "([^"]+)"', path.read_text())
    }
    assert used == {name for name, _values in printed_with}
    for name, values in printed_with:
        for language in ("en", "ar"):
            with override(language):
                ours, plain = printed(name, **values), get_template(name).render(values)
            # Quotes have two names in HTML.
            plain = plain.replace("&#x27;", "&#39;").replace("&quot;", "&#34;")
            assert ours.split() == plain.split()
            assert len(ours) > 100


def test_what_is_printed_is_escaped_and_in_the_words_of_the_page():
    with override("de"):
        page = printed("search/found.html", hit=HIT)
    assert "A &lt;b&gt; &amp; &#39;c&#39; &#34;d&#34;" in page
    assert "<mark>&lt;i&gt;</mark>" in page
    assert "ohne Datum" in page


@pytest.mark.parametrize("is_debug", [True, False])
def test_what_is_included_stands_in_its_place_and_changes_as_it_is_written(tmp_path, is_debug):
    (tmp_path / "outer.html").write_text('<{% include "inner.html" %}>')
    (tmp_path / "inner.html").write_text('{{ name }}{% include "last.html" %}')
    (tmp_path / "last.html").write_text("!")
    loader = FileSystemLoader(tmp_path)
    made = printing_environment(loader=loader, auto_reload=is_debug, autoescape=True)
    assert made.get_template("outer.html").render(name="&") == "<&amp;!>"
    (tmp_path / "last.html").write_text("?")
    os.utime(tmp_path / "last.html", (1, 1))
    now = made.get_template("outer.html").render(name="&")
    assert now == ("<&amp;?>" if is_debug else "<&amp;!>")


def test_a_printed_template_that_asks_for_what_is_not_there_is_told():
    with pytest.raises(UndefinedError, match="hit"):
        printed("search/found.html")
    with pytest.raises(AttributeError, match="person_at"):
        get_template("search/found.html", using=PRINTING).render({"hit": "a text"})


def test_only_stored_and_cleaned_columns_are_called_clean():
    used = [
        name
        for path in TEMPLATES
        for name in re.findall(r"([\w.]+)\|(?:cleaned|illustrated)\b", path.read_text())
    ]
    assert used
    assert set(used) == STORED_AND_CLEANED


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_styles_or_scripts_of_its_own(path):
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", text)
    assert text.count("\n") <= 300


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.parent.name == "shared"], ids=lambda path: path.name
)
def test_every_partial_says_what_it_takes(path):
    first = path.read_text().lstrip().splitlines()[0]
    assert first.startswith("{#")
    assert "Takes" in first or "Takes nothing" in first
