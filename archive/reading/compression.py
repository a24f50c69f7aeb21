"""Pages, feeds and files of words are sent compressed to who takes them so."""

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

# Pictures, books and captures are compressed already.
_COMPRESSIBLE = ("application/json", "application/ld+json", "application/feed+json", "+xml", "/xml")


class CompressionMiddleware(GZipMiddleware):
    """Django's own, for words alone; it leaves each length to chance a little, against BREACH."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """The response, compressed where it is made of words."""
        media_type = response.headers.get("Content-Type", "").partition(";")[0]
        if media_type.startswith("text/") or media_type.endswith(_COMPRESSIBLE):
            return super().process_response(request, response)
        return response
