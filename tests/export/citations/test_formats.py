"""Each format read back by a parser of it: the same words, dates no more exact than known."""

import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy

from archive.export.citations import CITATION_FORMATS
from archive.export.citations.bibtex import bibtex
from archive.export.citations.cited import When, plain_address
from archive.export.citations.csl_json import csl_json
from archive.export.citations.plain import plain_citation
from archive.export.citations.ris import ris
from tests.export.citations.cases import ARTICLE, BARE, COMMENT, DIGEST, ODD

WRITTEN = {
    "\\textbackslash": "\\", "\\textbraceleft": "{", "\\textbraceright": "}",
    "\\textasciitilde": "~", "\\textasciicircum": "^",
    **{f"\\{sign}": sign for sign in "#$%&_"},
}  # fmt: skip


def read_bibtex(text):
    library = bibtexparser.parse_string(text)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return entry.entry_type, entry.key, {name: one.value for name, one in entry.fields_dict.items()}


def as_typeset(value):
    """What TeX makes of a field without braces around the whole: signs for their names."""
    named = re.compile(r"\{(\\text\w+)\}|(\\[#$%&_])")
    parts = named.split(value)
    return "".join(WRITTEN.get(part, part) for part in parts if part is not None)


def read_ris(text):
    (record,) = rispy.loads(text)
    return record


def read_csl(text):
    (item,) = json.loads(text)
    return item


def test_bibtex_says_all_that_is_known():
    kind, key, fields = read_bibtex(bibtex(ARTICLE))
    assert (kind, key) == ("misc", "afterword-0123456789ab")
    assert fields["author"] == "{Ingrid Halloway} and {The Harbour and Quay Society}"
    assert as_typeset(fields["title"][1:-1]) == "A bridge is also a gate"
    assert fields["howpublished"] == "Tidewater"
    assert fields["url"] == "https://tidewater.example/a_bridge/?p=1&x=100%25#top"
    assert (fields["date"], fields["year"], fields["month"]) == ("2012-06-22", "2012", "jun")
    assert fields["urldate"] == "2020-01-09"
    note = as_typeset(fields["note"])
    assert note.startswith("Archived at https://archive.example/a/0123456789ab/a-bridge/ (key 0123")
    assert "read from a saved page, captured 9 January 2020, 10:00 (UTC)" in note
    assert note.endswith(f"sha256 {DIGEST}")


def test_ris_says_all_that_is_known():
    record = read_ris(ris(ARTICLE))
    assert record["type_of_reference"] == "ELEC"
    assert record["authors"] == ["Ingrid Halloway", "The Harbour and Quay Society"]
    assert record["title"] == "A bridge is also a gate"
    assert record["secondary_title"] == "Tidewater"
    assert (record["year"], record["date"]) == ("2012", "2012/06/22/")
    assert record["urls"] == ["https://tidewater.example/a_bridge/?p=1&x=100%25#top"]
    assert record["accession_number"] == "0123456789ab"
    assert DIGEST in record["notes"][0]
    lines = ris(ARTICLE).split("\r\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines[:-1])


def test_csl_json_says_all_that_is_known():
    item = read_csl(csl_json(ARTICLE))
    assert item["type"] == "webpage"
    assert [name["literal"] for name in item["author"]] == [*ARTICLE.authors]
    assert item["issued"] == {"date-parts": [[2012, 6, 22]]}
    assert item["accessed"] == {"date-parts": [[2020, 1, 9]]}
    assert item["archive_location"] == ARTICLE.home
    assert item["custom"] == {"sha256": DIGEST}


def test_a_sentence_says_all_that_is_known():
    assert plain_citation(ARTICLE) == (
        "Ingrid Halloway and The Harbour and Quay Society: “A bridge is also a gate”. "
        "Tidewater, 22 June 2012, 08:32 (UTC+2). "
        "https://tidewater.example/a_bridge/?p=1&x=100%25#top. "
        "Archived at https://archive.example/a/0123456789ab/a-bridge/ (key 0123456789ab), "
        f"read from a saved page, captured 9 January 2020, 10:00 (UTC), sha256 {DIGEST}.\n"
    )
    assert plain_citation(COMMENT).startswith(
        "Tomasz Wren: comment on “A bridge is also a gate” by Ingrid Halloway and The Harbour "
        "and Quay Society. Tidewater, June 2012. Archived at https://archive.example/c/"
    )
    many = replace(ARTICLE, authors=tuple("ABCDEFG"))
    assert plain_citation(many).startswith("A, B, C, D, E, F and others: ")


def test_a_comment_names_what_it_stands_beneath():
    title = "Comment on “A bridge is also a gate”"
    assert as_typeset(read_bibtex(bibtex(COMMENT))[2]["title"][1:-1]) == title
    assert read_ris(ris(COMMENT))["title"] == title
    item = read_csl(csl_json(COMMENT))
    assert (item["title"], item["type"], item["genre"]) == (title, "post", "Comment")
    own = replace(COMMENT, title="Toll")
    assert read_csl(csl_json(own))["title"] == f"Toll. {title}"


@pytest.mark.parametrize(
    ("machine", "bib", "ris_date", "csl"),
    [
        ("2012", ("2012", "2012", None), "2012///", [2012]),
        ("2012-06", ("2012-06", "2012", "jun"), "2012/06//", [2012, 6]),
        ("2012-06-05", ("2012-06-05", "2012", "jun"), "2012/06/05/", [2012, 6, 5]),
        ("0999-12-31T23:59", ("0999-12-31", "0999", "dec"), "0999/12/31/", [999, 12, 31]),
    ],
)
def test_no_date_is_more_exact_than_its_source_gave_it(machine, bib, ris_date, csl):
    cited = replace(ARTICLE, published=When(machine, "then"), captured=None)
    fields = read_bibtex(bibtex(cited))[2]
    assert tuple(fields.get(name) for name in ("date", "year", "month")) == bib
    assert read_ris(ris(cited))["date"] == ris_date
    assert read_csl(csl_json(cited))["issued"] == {"date-parts": [csl]}


def test_what_nobody_knows_is_left_out():
    fields = read_bibtex(bibtex(BARE))[2]
    assert {"author", "year", "month", "date", "urldate"}.isdisjoint(fields)
    assert {"authors", "year", "date", "access_date"}.isdisjoint(read_ris(ris(BARE)))
    assert {"author", "issued", "accessed", "custom"}.isdisjoint(read_csl(csl_json(BARE)))
    assert plain_citation(BARE).startswith("“Untitled”. unknown site, undated. Archived at ")


@pytest.mark.parametrize("words", ODD)
def test_odd_words_come_back_as_they_were(words):
    cited = replace(ARTICLE, title=words, authors=(words, "Ann Quill"), site=words)
    _, _, fields = read_bibtex(bibtex(cited))
    assert as_typeset(fields["title"][1:-1]) == words
    assert as_typeset(fields["author"].removesuffix(" and {Ann Quill}")[1:-1]) == words
    assert as_typeset(fields["howpublished"]) == words
    record = read_ris(ris(cited))
    assert (record["title"], record["authors"]) == (words.strip(), [words.strip(), "Ann Quill"])
    item = read_csl(csl_json(cited))
    assert (item["title"], item["author"][0]["literal"]) == (words, words)


@pytest.mark.parametrize("ending", CITATION_FORMATS)
@pytest.mark.parametrize(
    "url", ["https://a.example/{x}y}\\z", "https://a.example/a\r\nER  - ", "h"]
)
def test_no_address_breaks_a_format(ending, url):
    text = CITATION_FORMATS[ending].write(replace(ARTICLE, url=url))
    assert plain_address(url) in text
    assert not re.search(r"[{}\\\s]", plain_address(url))
    read = {"bib": read_bibtex, "ris": read_ris, "csl.json": read_csl}.get(ending)
    assert read is None or read(text)
