"""WARC and ARC records for tests, written by us, byte by byte."""

import gzip

from archive.parsing.drafts import ArticleDraft, Context, LeftOut, Problem
from archive.parsing.formats import choose, load
from archive.parsing.sources import BytesSource

URL = "https://tidewater.example/2019/the-bell/"
AT = "2019-12-10T10:00:01Z"
TEXT = (
    "The bell on the swing bridge rings four times before it opens, and nobody on the quay knows"
    " why it is four. Some say that the first keeper had four daughters; the log of 1911 says that"
    " it was cheaper than a horn, and that the council would not pay for a fifth stroke."
)


def page(title="The bell", text=TEXT, more=""):
    """A small article; `more` stands below it."""
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article>{more}</body></html>"
    ).encode()


def http(body, *headers, status="200 OK", media_type="text/html; charset=utf-8"):
    """An HTTP answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def warc(block, kind="response", url=URL, at=AT, *, length=None, version="1.0", fields=()):
    """A WARC record; `length` is what it declares in place of the truth."""
    lines = [f"WARC/{version}", f"WARC-Type: {kind}", f"WARC-Date: {at}"]
    lines += [f"WARC-Target-URI: {url}"] if url else []
    lines += [f"Content-Length: {len(block) if length is None else length}", *fields]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def arc(block, url=URL, at="20040102030405", media_type="text/html", length=None):
    """A record of an ARC file."""
    size = len(block) if length is None else length
    return f"{url} 192.0.2.1 {at} {media_type} {size}\n".encode() + block + b"\n"


ARC_HEAD = arc(
    b"1 0 Tidewater\nURL IP-address Archive-date Content-type Archive-length\n",
    "filedesc://tidewater.arc",
    media_type="text/plain",
)


def per_record(*records):
    """Each record in a gzip member of its own."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def read(content, context=None):
    """All records that a file with these bytes gives, read as what it is."""
    source = BytesSource(content, "crawl")
    name = choose(source)
    assert name in ("warc", "wacz")
    return list(load(name).parse(source, context or Context()))


def articles(records):
    return [one for one in records if isinstance(one, ArticleDraft)]


def reasons(records):
    return [one.reason for one in records if isinstance(one, LeftOut)]


def problems(records):
    return [one for one in records if isinstance(one, Problem)]
