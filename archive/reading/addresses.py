"""Where things are on our own pages, for rows by the thousand: a route is resolved seldom."""

from collections.abc import Callable
from urllib.parse import quote

from django.urls import reverse


class Addresses(dict[str, str]):
    """Addresses on one route, such as "person", by the keys of what is there; each made once."""

    def __init__(self, route: str) -> None:
        super().__init__()
        self._route = route

    def __missing__(self, key: str) -> str:
        self[key] = reverse(self._route, args=[key])
        return self[key]


def comment_addresses(absolute: Callable[[str], str] = str) -> Callable[[str], str]:
    """Gives the permanent address of a comment by its key, "" for none; the route is resolved once.

    `absolute` makes a path what it is to be on the page.
    """
    before, after = absolute(reverse("comment", args=["KEY"])).rsplit("KEY", 1)

    def at(key: str) -> str:
        return f"{before}{key if key.isalnum() else quote(key)}{after}" if key else ""

    return at
