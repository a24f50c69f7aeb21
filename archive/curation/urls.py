from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

sign_in = LoginView.as_view(template_name="curation/sign_in.html", redirect_authenticated_user=True)

urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-out/", LogoutView.as_view(), name="sign_out"),
    path("desk/", include("archive.curation.keeping_urls")),
]
