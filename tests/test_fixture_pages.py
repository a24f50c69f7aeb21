"""The pages in fixtures/pages: each with gold that says what really stands on it."""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from archive.lib.text import decode
from benchmarks.extraction_matching import squeezed, words

FOLDER = Path(__file__).parent.parent / "fixtures/pages"
PAGES = sorted(FOLDER.glob("*.html"))
GOLD = sorted(FOLDER.glob("*.json"))
MOST_BYTES = 120_000

# Names of vocabularies, which are no places to go to.
VOCABULARIES = {"gmpg.org", "ogp.me", "purl.org", "schema.org", "www.w3.org"} | {
    "data-vocabulary.org",
    "rdf.data-vocabulary.org",
}
NAMESPACE = re.compile(r"""\bxmlns(?::\w+)?=["'][^"']*["']""")
HOST = r"((?:[\w-]+\.)+[\w-]+)"
ADDRESS = re.compile(rf"""https?:\\?/\\?/{HOST}|[="'(]//{HOST}""", re.IGNORECASE)
KEYS = {"page", "platform", "language", "url", "article", "declared_comment_count"} | {
    "comments_closed",
    "comments",
}
ARTICLE_KEYS = {"title", "author", "published", "body_start", "body_end"} | {
    "body_must_have",
    "body_must_not_have",
}
COMMENT_KEYS = {"n", "author", "posted", "parent", "kind", "text"}


@cache
def gold_of(path):
    return json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))


@cache
def everything_on(path):
    """All text and all values of attributes, as a reader of any kind may come by them."""
    source = decode(path.read_bytes(), html=True).text.encode()
    tree = html.document_fromstring(source, parser=html.HTMLParser(encoding="utf-8"))
    # Text of a script may hold markup, and characters, once more written out.
    inner = (html.fromstring(f"<p>{text}</p>").text_content() for text in scripts(tree))
    values = (value for node in tree.iter("*") for value in node.attrib.values())
    # As one piece, for words with markup within, and in pieces, for words with markup between.
    return " ".join([tree.text_content(), *tree.itertext(), *inner, *values])


def scripts(tree):
    for node in tree.iter("script", "noscript", "template"):
        if text := (node.text or "").strip():
            try:
                yield json.dumps(json.loads(text), ensure_ascii=False).replace("\\n", " ")
            except ValueError:
                yield text


def is_iso(text):
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return bool(re.fullmatch(r"\d{4}(-\d\d)?", text))
    return bool(re.match(r"\d{4}-\d\d-\d\d", text))


def each(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.stem)


def test_every_page_has_its_gold_and_every_gold_its_page():
    assert [path.stem for path in PAGES] == [path.stem for path in GOLD]
    assert {path.suffix for path in FOLDER.iterdir()} == {".html", ".json"}


@each([*PAGES, *GOLD])
def test_no_file_is_large(path):
    assert path.stat().st_size <= MOST_BYTES


@each(PAGES)
def test_every_host_is_one_that_cannot_exist(path):
    source = NAMESPACE.sub("", path.read_text(encoding="utf-8", errors="replace"))
    hosts = {(one or other).lower() for one, other in ADDRESS.findall(source)}
    hosts |= {urlsplit(gold_of(path)["url"] or "https://none.example/").hostname}
    assert [one for one in hosts - VOCABULARIES if not one.endswith(".example")] == []


@each(PAGES)
def test_gold_has_its_keys(path):
    gold = gold_of(path)
    assert KEYS <= set(gold) <= KEYS | {"parents_known", "note"}
    assert ARTICLE_KEYS <= set(gold["article"]) <= ARTICLE_KEYS | {"title_alt"}
    assert gold["page"] == path.stem
    for comment in gold["comments"]:
        assert COMMENT_KEYS <= set(comment) <= COMMENT_KEYS | {"text_alt"}
        assert comment["kind"] in {"comment", "pingback", "trackback"}


@each(PAGES)
def test_parents_are_numbers_of_other_comments_without_a_circle(path):
    comments = gold_of(path)["comments"]
    parents = {one["n"]: one["parent"] for one in comments}
    assert list(parents) == list(range(1, len(comments) + 1))
    for n in parents:
        above, steps = n, 0
        while parents[above] is not None and steps <= len(parents):
            above, steps = parents[above], steps + 1
            assert above in parents
        assert steps <= len(parents)


@each(PAGES)
def test_dates_are_iso(path):
    gold = gold_of(path)
    stated = [gold["article"]["published"], *(one["posted"] for one in gold["comments"])]
    assert [one for one in stated if one is not None and not is_iso(one)] == []


@each(PAGES)
def test_comments_and_their_authors_stand_on_the_page(path):
    known = set(words(everything_on(path)))
    for comment in gold_of(path)["comments"]:
        for text in (comment["text"], comment["author"], *comment.get("text_alt", [])):
            assert [word for word in words(text) if word not in known] == [], comment["n"]


@each(PAGES)
def test_what_is_said_of_the_body_stands_on_the_page(path):
    article, page = gold_of(path)["article"], squeezed(everything_on(path))
    snippets = [article["body_start"], article["body_end"]]
    snippets += article["body_must_have"] + article["body_must_not_have"]
    assert [one for one in snippets if one and squeezed(one) not in page] == []
    assert set(words(article["author"])) <= set(words(everything_on(path)))
