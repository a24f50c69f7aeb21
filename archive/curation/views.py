from datetime import timedelta
from math import ceil
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import LoginView, PasswordChangeView, redirect_to_login
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from archive.curation.forms import OwnPasswordForm, SignInForm


class SignIn(LoginView):
    form_class = SignInForm
    template_name = "curation/sign_in.html"
    redirect_authenticated_user = True

    def form_valid(self, form: Any) -> HttpResponse:  # noqa: ANN401 -- LoginView's own
        # Sessions that ran out would else stay for ever: nobody asks for them any more.
        Session.objects.filter(expire_date__lt=timezone.now()).delete()
        return super().form_valid(form)

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 -- LoginView's own
        return told_to_wait(super().form_invalid(form), form.wait)


class OwnPassword(PasswordChangeView):
    form_class = OwnPasswordForm

    def get_success_url(self) -> str:
        return reverse("admin:password_change_done")

    def form_invalid(self, form: Any) -> HttpResponse:  # noqa: ANN401 -- PasswordChangeView's own
        return told_to_wait(super().form_invalid(form), form.wait)


@never_cache
def desk_sign_in(request: HttpRequest) -> HttpResponse:
    """The desk's own sign-in page would be a second door: there is one, and the throttle on it."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(onward, allowed_hosts=None):
        onward = reverse("admin:index")
    if admin.site.has_permission(request):
        return redirect(onward)
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(onward)


def own_password(request: HttpRequest) -> HttpResponseBase:
    return OwnPassword.as_view(extra_context=admin.site.each_context(request))(request)


def told_to_wait(response: HttpResponse, wait: timedelta | None) -> HttpResponse:
    if wait:
        response.status_code = 429
        response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return response
