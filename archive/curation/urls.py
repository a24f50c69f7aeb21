from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from archive.curation import views

urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("desk/", include("archive.curation.keeping_urls")),
    # In the place of the desk's own, which know no throttle; these addresses are tried first.
    path("admin/login/", views.desk_sign_in),
    path("admin/password_change/", admin.site.admin_view(views.own_password)),
]
