"""Who may read at all: everyone, or only who is signed in (`ARCHIVE_READERS`)."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

HEALTH_PATH = "/healthz"


class ReadersMiddleware:
    """Sends strangers to the sign-in page where the archive is for the signed-in alone.

    It stands before every view, so that pages, feeds, exports and addresses that do not exist
    answer alike. Whatever a signed-in reader gets stays out of shared caches.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.open_paths = {reverse("sign_in"), HEALTH_PATH}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if self.must_sign_in(request):
            response: HttpResponseBase = redirect_to_login(request.get_full_path())
        else:
            response = self.get_response(request)
        if settings.ARCHIVE_READERS == "signed-in" or request.user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    def must_sign_in(self, request: HttpRequest) -> bool:
        """Whether the archive is closed to the one who asks for this address."""
        if settings.ARCHIVE_READERS != "signed-in" or request.path in self.open_paths:
            return False
        return not request.user.is_authenticated
