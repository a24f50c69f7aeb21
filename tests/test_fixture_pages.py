"""The pages in fixtures/pages: each with gold that says what really stands on it."""

import json
import re
from datetime import datetime
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


def keys_at_fault(name, gold):
    """Keys that are missing or unknown, kinds that are none, a name that is another's."""
    parts = [("gold", gold, KEYS, {"parents_known", "note"})]
    parts += [("article", gold["article"], ARTICLE_KEYS, {"title_alt"})]
    parts += [(f"comment {one['n']}", one, COMMENT_KEYS, {"text_alt"}) for one in gold["comments"]]
    for part, one, needed, allowed in parts:
        for key in (needed - set(one)) | (set(one) - needed - allowed):
            yield f"{part}: key {key!r}"
    for one in gold["comments"]:
        if one["kind"] not in {"comment", "pingback", "trackback"}:
            yield f"comment {one['n']}: kind {one['kind']!r}"
    if gold["page"] != name:
        yield f"page: {gold['page']!r}"


def parents_at_fault(gold):
    """Numbers out of turn, parents that are no other comment, circles."""
    parents = {one["n"]: one["parent"] for one in gold["comments"]}
    if list(parents) != list(range(1, len(gold["comments"]) + 1)):
        yield f"numbers {list(parents)}"
    for n in parents:
        above, steps = n, 0
        while above is not None and steps <= len(parents):
            above, steps = parents.get(above, 0), steps + 1
        if above is not None:
            yield f"comment {n}: its parents lead nowhere"


def dates_at_fault(gold):
    """Dates that are not ISO 8601."""
    stated = [gold["article"]["published"], *(one["posted"] for one in gold["comments"])]
    return [f"date {one!r}" for one in stated if one is not None and not is_iso(one)]


def hosts_at_fault(source, gold):
    """Hosts that might be somebody's, on the page and in its gold."""
    addresses = ADDRESS.findall(NAMESPACE.sub("", source))
    hosts = {(one or other).lower() for one, other in addresses}
    hosts |= {urlsplit(gold["url"] or "https://none.example/").hostname}
    return [f"host {one}" for one in hosts - VOCABULARIES if not one.endswith(".example")]


def words_at_fault(page, gold):
    """Words of comments, and of who wrote what, that stand nowhere on the page."""
    known = set(words(page))
    for one in gold["comments"]:
        texts = (one["text"], one["author"], *one.get("text_alt", []))
        for word in {word for text in texts for word in words(text)} - known:
            yield f"comment {one['n']}: {word!r}"
    for word in set(words(gold["article"]["author"])) - known:
        yield f"author: {word!r}"


def snippets_at_fault(page, gold):
    """What is said of the body and stands nowhere on the page."""
    article, whole = gold["article"], squeezed(page)
    snippets = [article["body_start"], article["body_end"]]
    snippets += article["body_must_have"] + article["body_must_not_have"]
    return [f"snippet {one!r}" for one in snippets if one and squeezed(one) not in whole]


def test_every_page_has_its_gold_and_every_gold_its_page():
    assert [path.stem for path in PAGES] == [path.stem for path in GOLD]
    assert {path.suffix for path in FOLDER.iterdir()} == {".html", ".json"}


def test_no_file_is_large():
    sizes = {path.name: path.stat().st_size for path in (*PAGES, *GOLD)}
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_the_gold_says_stands_on_the_page(path):
    gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    page, source = everything_on(path), path.read_text(encoding="utf-8", errors="replace")
    assert [
        *keys_at_fault(path.stem, gold),
        *parents_at_fault(gold),
        *dates_at_fault(gold),
        *hosts_at_fault(source, gold),
        *words_at_fault(page, gold),
        *snippets_at_fault(page, gold),
    ] == []


def test_the_checks_see_what_they_forbid():
    one = {"n": 1, "author": "Ada", "posted": "1 May", "parent": 2, "kind": "note", "text": "Yes"}
    article = dict.fromkeys(ARTICLE_KEYS) | {"body_must_have": ["x y"], "body_must_not_have": []}
    gold = {"page": "a", "url": "https://a.test/", "article": article, "comments": [one]}
    assert len([*keys_at_fault("b", gold)]) == len(KEYS) - 4 + 2
    assert [*parents_at_fault(gold)] == ["comment 1: its parents lead nowhere"]
    assert dates_at_fault(gold) == ["date '1 May'"]
    assert sorted(hosts_at_fault('<a href="//b.test/">', gold)) == ["host a.test", "host b.test"]
    assert [*words_at_fault("Yes", gold)] == ["comment 1: 'ada'"]
    assert snippets_at_fault("Yes", gold) == ["snippet 'x y'"]
