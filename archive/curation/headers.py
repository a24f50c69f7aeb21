"""The security headers that every response carries, error pages and static files included."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

# Pages load from this archive alone and run nothing written into them: cleaned markup of others
# stands on them, and this is what stands behind the cleaning (DESIGN section 4). Their scripts may
# ask this archive alone: search boxes and the desk's choosers do while one types.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("browsing-topics", "camera", "geolocation", "microphone", "payment", "usb")
)


class SecurityHeadersMiddleware:
    """Sets what the response has not set itself: a capture's stricter policy stays.

    What Django's own middleware sends (nosniff, referrer, frame and opener policy) is left to it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if not settings.ARCHIVE_INDEXING:
            response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response
