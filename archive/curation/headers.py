"""The security headers that every response carries, error pages and static files included."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

# Pages load from this archive alone and run nothing written into them: cleaned markup of others
# stands on them, and this is what stands behind the cleaning (DESIGN section 4).
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# The admin's choosers ask the server while one types; no page with others' markup does.
ADMIN_POLICY = f"{CONTENT_SECURITY_POLICY}; connect-src 'self'"

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
        self.admin_path = reverse("admin:index")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_admin = request.path.startswith(self.admin_path)
        policy = ADMIN_POLICY if is_admin else CONTENT_SECURITY_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
