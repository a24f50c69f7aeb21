from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from archive.intake.captures import read_stored
from archive.lib.rasters import MEDIA_TYPES
from archive.reading.pictures import picture_for

# What is at the address never changes, but the keeper may take it out of sight: no cache that a
# reader shares keeps it for longer than a day after.
CACHED = "public, max-age=86400, immutable"
# The bytes were written by us, and are no document in any case.
POLICY = "default-src 'none'; sandbox"


@require_safe
def picture(request: HttpRequest, sha256: str, extension: str) -> HttpResponseBase:
    row = picture_for(request.user, sha256, extension)
    if row is None:
        raise Http404
    etag = f'"{row.raster_sha256}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            content = read_stored(row.raster_stored_as, row.raster_sha256)
        except OSError as error:
            raise Http404 from error
        response = HttpResponse(content, content_type=MEDIA_TYPES[row.extension])
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = CACHED
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
