from datetime import timedelta
from typing import Any, NoReturn

from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth.forms import AuthenticationForm
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from archive.curation.throttle import (
    Door,
    doors_of_own_password,
    doors_of_sign_in,
    forgive,
    minutes,
    take_try,
)


def refuse_for(wait: timedelta) -> NoReturn:
    count = minutes(wait)
    told = ngettext(
        "Too many tries. Wait %(count)s minute, then try again.",
        "Too many tries. Wait %(count)s minutes, then try again.",
        count,
    )
    raise ValidationError(told % {"count": count}, code="closed")


class SignInForm(AuthenticationForm):
    wait: timedelta | None = None

    def clean(self) -> dict[str, Any]:
        name, has_password = self.cleaned_data.get("username"), "password" in self.cleaned_data
        doors: list[Door] = []
        if name and has_password:
            address = self.request.META.get("REMOTE_ADDR", "") if self.request else ""
            doors = doors_of_sign_in(name, address)
            self.wait = take_try(doors)
            if self.wait:
                refuse_for(self.wait)
        cleaned = super().clean()
        if doors:
            forgive(doors)
        return cleaned


class OwnPasswordForm(AdminPasswordChangeForm):
    wait: timedelta | None = None

    def clean_old_password(self) -> str:
        doors = doors_of_own_password(self.user.get_username())
        self.wait = take_try(doors)
        if self.wait:
            refuse_for(self.wait)
        password: str = super().clean_old_password()
        forgive(doors)
        return password
