from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("archive.curation.urls")),
    path("", include("archive.intake.urls")),
    path("admin/", admin.site.urls),
    path("", include("archive.reading.urls")),
]

handler404 = "archive.reading.views.not_found"
handler500 = "archive.reading.views.server_error"
