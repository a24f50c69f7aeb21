"""An article and its thread in the words of schema.org: Article, Comment, Person, WebSite.

The thread is a flat list, each comment with what it answers (`parentItem`): however deep a thread,
no reader has to recurse. A tombstone is a comment without words or author that says why.
https://schema.org/Article, https://schema.org/Comment
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from archive.export.citations.cited import plain_address
from archive.export.pieces import Piece, Reply, Writer

Data = dict[str, Any]
CONTEXT = "https://schema.org"


def article_data(piece: Piece) -> Data:
    """The article without its words and its thread; empty values left out."""
    cited = piece.cited
    data = {
        "@context": CONTEXT,
        "@type": "Article",
        "@id": cited.home,
        "url": cited.home,
        "headline": cited.full_title,
        "description": piece.standfirst,
        "author": [_person(writer) for writer in piece.writers],
        "datePublished": cited.published.machine if cited.published else "",
        "dateModified": piece.modified.machine if piece.modified else "",
        "inLanguage": cited.language,
        "isPartOf": {"@type": "WebSite", "name": cited.site, "url": piece.site_url},
        "isBasedOn": plain_address(cited.url),
        "archivedAt": cited.home,
        "identifier": [_identifier("key", cited.key), *_digest(cited.sha256)],
        "creditText": cited.provenance,
        "keywords": list(piece.keywords),
        "image": piece.image,
    }
    return {**_known(data), "commentCount": piece.count}


def comment_data(reply: Reply, article_id: str) -> Data:
    """A comment without its words; empty values left out."""
    data: Data = {"@type": "Comment", "@id": reply.home, "url": reply.home}
    if reply.title:
        data["name"] = reply.title
    if reply.writer.name:
        data["author"] = _person(reply.writer)
    if reply.posted:
        data["dateCreated"] = reply.posted.machine
    if reply.why:
        data["creativeWorkStatus"] = reply.why
    return {**data, "parentItem": {"@id": reply.parent_home or article_id}}


def linked_data(piece: Piece, replies: Iterable[Reply]) -> Data:
    """What a page says of itself: who said what when, and to whom, without repeating the words."""
    comments = [comment_data(reply, piece.cited.home) for reply in replies]
    return {**article_data(piece), **_known({"comment": comments})}


def json_pieces(piece: Piece, replies: Iterable[Reply]) -> Iterator[str]:
    """The article with its words and its whole thread as JSON-LD, in parts. Streams."""
    data = {**article_data(piece), **_known({"articleBody": piece.text, "text": piece.html})}
    yield _written(data).removesuffix("}") + ',"comment":['
    for reply in replies:
        comment = comment_data(reply, piece.cited.home)
        words = _known({"text": reply.text})
        yield ("\n" if reply.number == 1 else ",\n") + _written({**comment, **words})
    yield "\n]}\n"


def _written(data: Data) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _person(writer: Writer) -> Data:
    person = {"@type": "Person", "name": writer.name}
    return {**person, "url": writer.url} if writer.url else person


def _identifier(name: str, value: str) -> Data:
    return {"@type": "PropertyValue", "propertyID": name, "value": value}


def _digest(sha256: str) -> list[Data]:
    return [_identifier("sha256", sha256)] if sha256 else []


def _known(data: Data) -> Data:
    return {name: value for name, value in data.items() if value}
