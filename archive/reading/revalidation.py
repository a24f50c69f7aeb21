"""Pages that caches keep and ask about again, and are told in one query whether they still hold."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language

from archive.lib.digests import sha256_hex
from archive.models.last_change import known_change, last_change

# Kept, but never shown unasked: what is put out of sight is out of every cache's sight as well.
KEPT = "public, no-cache"
# What the pages are made by: another release makes other pages of the same rows.
PROGRAM = ("archive", "templates", "static", "requirements.txt")


class RevalidationMiddleware:
    """Answers 304 to who holds what would be sent, before anything is looked up for it.

    For whom everyone's pages are: what a signed-in reader gets is kept by nobody (ReadersMiddleware
    says so), nor is what an answer itself keeps from caches, or sets a cookie with.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        change = _change_for(request)
        if not change:
            return self.get_response(request)
        etag = etag_of(request, change)
        # Not "*", which asks whether there is anything at all: that only the view knows.
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return _kept(HttpResponseNotModified(), etag)
        with known_change(change):
            response = self.get_response(request)
        is_own = response.has_header("Cache-Control") or response.has_header("ETag")
        if response.status_code != 200 or is_own or response.cookies:
            return response
        return _kept(response, etag)


def is_for_everyone(request: HttpRequest) -> bool:
    """Whether the answer to this request is what anybody would get. Cost: that of `user`."""
    if request.method not in {"GET", "HEAD"} or settings.DEBUG:
        return False
    return settings.ARCHIVE_READERS == "everyone" and not request.user.is_authenticated


def _change_for(request: HttpRequest) -> str:
    """The mark of what anybody is sent; empty for a page of one's own, and without a database."""
    try:
        return last_change() if is_for_everyone(request) else ""
    except DatabaseError:
        return ""


def etag_of(request: HttpRequest, change: str) -> str:
    """Names all that decides what a stranger is sent.

    The day is one of them: pages tell of today, and questions mean it.
    """
    decisive = (
        change,
        last_rebuild(),
        program(),
        f"{settings.ARCHIVE_INDEXING} {settings.ARCHIVE_URL}",
        timezone.localdate().isoformat(),
        get_language() or "",
        request.COOKIES.get("theme", ""),
        request.build_absolute_uri(),
    )
    told = "\n".join(decisive).encode(errors="replace")
    return f'W/"{sha256_hex(told)[:32]}"'


def last_rebuild() -> str:
    """The mark of the search index that is in use, empty where there is none. No query.

    Only a whole new index shows in its folder; what it learns bit by bit, marks in the store tell.
    """
    try:
        return str(Path(settings.SEARCH_INDEX_DIR).stat().st_mtime_ns)
    except OSError:
        return ""


@cache
def program() -> str:
    """A digest of the program's own files; read once a process."""
    root = Path(settings.BASE_DIR)
    files = (file for name in PROGRAM for file in (root / name, *(root / name).rglob("*")))
    own = sorted(file for file in files if file.is_file() and file.suffix != ".pyc")
    told = (f"{file.relative_to(root)} {sha256_hex(file.read_bytes())}" for file in own)
    return sha256_hex("\n".join(told).encode())


def _kept(response: HttpResponseBase, etag: str) -> HttpResponseBase:
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = KEPT
    patch_vary_headers(response, ("Cookie",))
    return response
