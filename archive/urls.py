from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    # The readers' first: each address is compared with one after the other until it fits.
    path("", include("archive.reading.urls")),
    path("", include("archive.curation.urls")),
    path("", include("archive.intake.urls")),
    path("admin/", admin.site.urls),
]

handler404 = "archive.reading.views.not_found"
handler500 = "archive.reading.views.server_error"
