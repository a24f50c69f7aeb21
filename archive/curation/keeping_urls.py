from django.urls import path

from archive.curation import collection_views, note_views, search_views
from archive.models import Article, Comment

note_urls = [
    path("articles/<str:key>/", note_views.desk, {"kind": Article}, name="desk-article"),
    path("comments/<str:key>/", note_views.desk, {"kind": Comment}, name="desk-comment"),
    path("notes/<int:pk>/", note_views.note, name="desk-note"),
]

collection_urls = [
    path("collections/", collection_views.new_collection, name="desk-new-collection"),
    path("collections/<str:slug>/", collection_views.collection, name="desk-collection"),
    path("entries/<int:pk>/", collection_views.entry, name="desk-entry"),
]

search_urls = [
    path("searches/", search_views.searches, name="saved-searches"),
    path("searches/<int:pk>/", search_views.remove, name="saved-search"),
]

urlpatterns = [*note_urls, *collection_urls, *search_urls]
