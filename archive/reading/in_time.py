"""Answers for programs that are given up where a search takes too long."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import (  # noqa: TID251 -- what views of searches share
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
)
from django.utils.translation import gettext

from archive.search.patience import TookTooLong, patience

RETRY_SECONDS = 3_600

View = Callable[[HttpRequest], HttpResponseBase]


def answered_in_time(view: View) -> View:
    """A view that refuses what takes longer than ARCHIVE_SEARCH_SECONDS of work.

    What is streamed once it has returned takes no part in that.
    """

    @wraps(view)
    def bounded(request: HttpRequest) -> HttpResponseBase:
        try:
            with patience(settings.ARCHIVE_SEARCH_SECONDS):
                return view(request)
        except TookTooLong:
            return took_too_long()

    return bounded


def took_too_long() -> HttpResponse:
    """A refusal in words, which empties no reader's list; trying again later may help."""
    words = gettext("This search takes too long. Ask for less.") + "\n"
    headers = {"Retry-After": f"{RETRY_SECONDS}"}
    return HttpResponse(words, "text/plain; charset=utf-8", 503, headers=headers)
