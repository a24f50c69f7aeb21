from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("archive.curation.urls")),
    path("", include("archive.reading.urls")),
]
