import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

FIXTURES = Path(__file__).parents[2] / "fixtures"
DUMP = FIXTURES / "tidewater-notes.example/2010-09-the-arithmetic-of-eels.txt"


def lines(*arguments: str) -> list[dict]:
    out = StringIO()
    call_command("extract", *arguments, stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_file_gets_one_line_without_a_database(tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    page = tmp_path / "page.v2.html"
    page.write_text("<html><title>The quay</title><body><h1>The quay</h1><p>Text.</p>")
    missing = str(tmp_path / "missing.html")
    paths = [str(tmp_path / "empty.html"), str(tmp_path / "picture.png"), str(page), missing]
    found = lines(*paths)
    assert [one["page"] for one in found] == ["empty", "picture", "page.v2", "missing"]
    assert [one["article"]["title"] for one in found] == ["", "", "The quay", ""]
    assert all(one["comments"] == [] for one in found)


def test_the_object_has_the_keys_that_the_scorer_reads():
    (found,) = lines(str(DUMP))
    assert set(found) == {"page", "article", "comments"}
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
