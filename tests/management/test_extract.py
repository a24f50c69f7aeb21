import json
import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

FIXTURES = Path(__file__).parents[2] / "fixtures"
DUMP = FIXTURES / "tidewater-notes.example/2010-09-the-arithmetic-of-eels.txt"


def lines(*arguments: str, stderr: StringIO | None = None) -> list[dict]:
    out = StringIO()
    call_command("extract", *arguments, stdout=out, stderr=stderr or StringIO())
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_file_gets_one_line_without_a_database(tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    page = tmp_path / "page.v2.html"
    page.write_text("<html><title>The quay</title><body><h1>The quay</h1><p>Text.</p>")
    missing = str(tmp_path / "missing.html")
    paths = [str(tmp_path / "empty.html"), str(tmp_path / "picture.png"), str(page), missing]
    said = StringIO()
    found = lines(*paths, stderr=said)
    assert [one["page"] for one in found] == ["empty", "picture", "page.v2", "missing"]
    assert [one["article"]["title"] for one in found] == ["", "", "The quay", ""]
    assert all(one["comments"] == [] for one in found)
    assert [(one["parser"], one["confidence"] > 0) for one in found] == [
        ("", False),
        ("", False),
        ("html", True),
        ("", False),
    ]
    assert [name in said.getvalue() for name in paths] == [True, True, False, True]


def test_a_parser_that_fails_costs_its_own_file_alone(tmp_path, monkeypatch):
    def failing(_source, _context):
        raise RecursionError("too deep")
        yield

    monkeypatch.setattr("archive.parsing.formats.html.parse", failing)
    page = tmp_path / "page.html"
    page.write_text("<!doctype html><title>The quay</title>")
    said = StringIO()
    found = lines(str(page), str(DUMP), stderr=said)
    assert [bool(one["article"]["title"]) for one in found] == [False, True]
    assert "RecursionError" in said.getvalue()


def test_what_is_not_shown_is_said(tmp_path):
    export = tmp_path / "two.jsonl"
    one = {"kind": "article", "title": "One", "identities": [["digest", "1"]]}
    apart = {"kind": "comment", "article": ["digest", "1"], "body_html": "<p>Yes.</p>"}
    two = {"kind": "article", "title": "Two", "identities": [["digest", "2"]]}
    export.write_text("\n".join(json.dumps(record) for record in (one, apart, {}, two)))
    said = StringIO()
    (found,) = lines(str(export), "--format", "jsonl", stderr=said)
    assert found["article"]["title"] == "One"
    assert "more than one article" in said.getvalue()
    assert "not shown: 1" in said.getvalue()
    assert "(refused)" in said.getvalue()


def test_a_name_that_is_no_text_is_escaped(tmp_path):
    page = tmp_path / os.fsdecode(b"caf\xe9.html")
    page.write_text("<!doctype html><title>The quay</title><h1>The quay</h1><p>Text.</p>")
    out = StringIO()
    call_command("extract", str(page), stdout=out)
    assert out.getvalue().isascii()
    assert json.loads(out.getvalue())["page"] == "caf\udce9"


def test_what_reads_threads_can_be_switched_off(tmp_path):
    page = str(FIXTURES / "tidewater-notes.example/2009-03-an-almanac-of-my-own.html")
    (found,) = lines(page)
    (without,) = lines(page, "--without", "wordpress", "--without", "structured")
    assert found["parser"] == "html/family/wordpress"
    assert "wordpress" not in without["parser"]
    with pytest.raises(CommandError, match="wordpress"):
        lines(page, "--without", "nonsense")


def test_the_object_has_the_keys_that_the_scorer_reads():
    (found,) = lines(str(DUMP))
    assert set(found) == {"page", "parser", "confidence", "article", "comments"}
    assert set(found["article"]) == {
        "title",
        "author",
        "published",
        "body_text",
        "standfirst",
        "language",
        "terms",
        "declared_comment_count",
        "comments_state",
        "url",
    }
    assert set(found["comments"][0]) == {"author", "posted", "parent", "kind", "text"}


def test_the_format_can_be_said():
    (as_text,) = lines(str(DUMP), "--format", "text")
    (as_jsonl,) = lines(str(DUMP), "--format", "jsonl")
    assert as_text["article"]["title"] != ""
    assert as_jsonl["article"]["title"] == ""
    with pytest.raises(CommandError):
        lines(str(DUMP), "--format", "nonsense")
