"""The door to the desk's own pages: keepers come in, strangers are asked to sign in."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from archive.models.visibility import is_keeper

View = Callable[..., Any]


class KeepersRequest(HttpRequest):
    """What a view behind `keepers_only` is asked by: somebody with an account."""

    user: User


def keepers_only(view: View) -> View:
    """The view for keepers alone: a stranger is sent to sign in, a reader is refused."""
    return user_passes_test(_is_let_in)(view)


def _is_let_in(user: AbstractBaseUser | AnonymousUser) -> bool:
    if is_keeper(user):
        return True
    if user.is_authenticated:
        raise PermissionDenied
    return False
