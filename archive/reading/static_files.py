"""Styles and scripts under names that hold their digest, so that browsers never ask for them twice.

They are served from where they lie, compressed when first asked for: there is no step to forget.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import Response, StaticFile

from archive.lib.digests import sha256_hex

_DIGITS = 12  # as many as Django's own storage of this kind takes
# The first that the browser takes. Such a file is compressed once a process, so as well as can be.
_ENCODERS: Mapping[str, Callable[[bytes], bytes]] = {
    "br": brotli.compress,
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
# Strings and licences stay; other comments and the blanks around them are for who writes styles.
_BLANK = r"(?:\s|(?>/\*.*?\*/))"
_KEPT_OR_BLANK = re.compile(
    r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*!.*?\*/)"""
    rf"|{_BLANK}*+([{{}};,]){_BLANK}*+|{_BLANK}++",
    re.DOTALL,
)
_COMPRESSIBLE = frozenset({".css", ".js", ".json", ".svg", ".txt"})


class DigestNames(StaticFilesStorage):
    """Gives files the addresses under which `StaticFilesMiddleware` serves them for ever."""

    def url(self, name: str | None) -> str:
        """The address with the digest in it; without, where the file is missing or being edited."""
        path = None if settings.DEBUG else _path_of(name or "")
        return super().url(_with_digest(name, path) if name and path else name)


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]  # whitenoise has no types
    """Serves each file under its own name and under the one with its digest."""

    def add_file_to_dictionary(
        self, url: str, path: str, stat_cache: Mapping[str, Any] | None = None
    ) -> None:
        """Makes the file known under both names."""
        for name in (url, _with_digest(url, path)):
            super().add_file_to_dictionary(name, path, stat_cache=stat_cache)

    def immutable_file_test(self, path: str, url: str) -> bool:
        """Whether what stands at the address can never be other than it is."""
        return f".{_digest_of(path)}" in Path(url).suffixes

    def get_static_file(
        self, path: str, url: str, stat_cache: Mapping[str, Any] | None = None
    ) -> StaticFile:
        """The file, to be compressed where that is worth it."""
        plain = super().get_static_file(path, url, stat_cache=stat_cache)
        return Compressed(plain, path) if Path(path).suffix in _COMPRESSIBLE else plain


class Compressed:
    """A static file that is sent compressed to who takes it so."""

    def __init__(self, plain: StaticFile, path: str) -> None:
        self.plain = plain
        self.path = path

    def get_response(self, method: str, request_headers: Mapping[str, str]) -> Response:
        """As whitenoise's own; a part of the file is a part of what is not compressed."""
        taken = request_headers.get("HTTP_ACCEPT_ENCODING", "")
        encoding = next((name for name in _ENCODERS if name in _names(taken)), "")
        response = self.plain.get_response(method, request_headers)
        headers = [*response.headers, ("Vary", "Accept-Encoding")]
        if response.status != HTTPStatus.OK or not encoding:
            return Response(response.status, headers, response.file)
        if response.file is not None:
            response.file.close()
        content = _compressed(self.path, encoding)
        headers = [pair for pair in headers if pair[0] != "Content-Length"]
        headers += [("Content-Encoding", encoding), ("Content-Length", str(len(content)))]
        return Response(HTTPStatus.OK, headers, BytesIO(content) if method == "GET" else None)


def _names(accept_encoding: str) -> Iterable[str]:
    """The encodings named in the header that are not refused (RFC 9110, section 12.5.3)."""
    for part in accept_encoding.lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0"}:
            yield name.strip()


def _with_digest(name: str, path: str) -> str:
    """The name, css/base.css, as css/base.0123456789ab.css."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{_digest_of(path)}.{ending}" if dot else name


@cache  # a page names a dozen files
def _path_of(name: str) -> str | None:
    return finders.find(name)


@cache
def _digest_of(path: str) -> str:
    return sha256_hex(Path(path).read_bytes())[:_DIGITS]


@cache
def _compressed(path: str, encoding: str) -> bytes:
    content = Path(path).read_bytes()
    return _ENCODERS[encoding](_squeezed(content) if path.endswith(".css") else content)


def _squeezed(styles: bytes) -> bytes:
    """Styles without what browsers skip: a fifth less to send."""
    text = _KEPT_OR_BLANK.sub(lambda found: found[1] or found[2] or " ", styles.decode())
    return text.encode()
