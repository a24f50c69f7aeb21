"""Addresses of this archive as others are told them: whole, and one for each page."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qsl, urlencode, urljoin

from django import template
from django.conf import settings
from django.http import HttpRequest  # noqa: TID251 -- where it was asked is what links are made of
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from archive.templatetags.archive_words import in_query

register = template.Library()

Absolute = Callable[[str], str]
"""Makes a path of this archive an address."""

_SAME_PAGE = frozenset({"more", "page", "sort", "view"})
"""What changes how a page is laid out or where one is in it, and not what it is of."""


def absolute_of(request: HttpRequest) -> Absolute:
    """What makes paths addresses: under `ARCHIVE_URL`, else where the page was asked for."""
    base = settings.ARCHIVE_URL or request.build_absolute_uri("/")
    return lambda path: urljoin(base, path)


def canonical_of(request: HttpRequest) -> str:
    """The one address of what the page shows: without order and view, with its page past one."""
    asked = parse_qsl(request.META.get("QUERY_STRING", ""))
    kept = [(name, value) for name, value in asked if name not in _SAME_PAGE]
    page = request.GET.get("page", "")
    if page.isascii() and page.isdigit() and page.strip("0") not in ("", "1"):
        kept.append(("page", page))
    query = urlencode(kept)
    return absolute_of(request)(request.path) + (f"?{query}" if query else "")


@register.simple_tag(takes_context=True)
def canonical(context: dict[str, Any]) -> SafeString:
    """A link to the page's own address, for its head."""
    return format_html('<link rel="canonical" href="{}">', canonical_of(context["request"]))


class Paged(Protocol):
    """A list, or a thread, of which one page is shown."""

    @property
    def number(self) -> int:
        """Which one."""

    @property
    def last(self) -> int:
        """How many there are."""

    @property
    def steps(self) -> Sequence[int | None]:
        """Those to offer, None where some are left out."""

    @property
    def before(self) -> int | None:
        """The one before, None at the start."""

    @property
    def after(self) -> int | None:
        """The one after, None at the end."""


class Link(NamedTuple):
    """One of several side by side. `at` is "" for a gap, `current` what `aria-current` says."""

    at: str
    label: str
    current: str = ""


class Orders(NamedTuple):
    """Links to the orders of a list, beside its feed and its other forms, each label and address.

    `narrows`: whether something stands beside it that does.
    """

    links: list[Link]
    feed: str
    files: Sequence[tuple[str, str]]
    narrows: bool


class Turns(NamedTuple):
    """Links to the pages of a list, and to those before and after this one, where there are any."""

    before: Link | None
    links: list[Link]
    after: Link | None


Changed = Callable[..., str]
"""Gives what a page was asked for with some of it changed."""


def asked_with(request: HttpRequest) -> Changed:
    """Gives what the page was asked for with some of it changed, as a query.

    Of what is named so: None takes it out. Django's `{% querystring %}` takes four times as long,
    and a page of results has a dozen.
    """
    asked: dict[str, Sequence[object]] = dict(request.GET.lists())

    def changed(**changes: object) -> str:
        values = asked | {name: [] if value is None else [value] for name, value in changes.items()}
        told = (
            f"{in_query(name)}={in_query(str(value))}"
            for name, some in values.items()
            for value in some
        )
        return f"?{'&'.join(told)}"

    return changed


@register.simple_tag(takes_context=True)
def query_with(context: dict[str, Any], **changes: object) -> str:
    """What the page was asked for with some of it changed, as a query; None takes a name out."""
    return asked_with(context["request"])(**changes)


def turns_with(changed: Changed, pages: Paged, anchor: str = "") -> Turns | None:
    """The pages of a list that are offered, with a gap where some are left out; None for one."""
    if pages.last < 2:
        return None

    def link(step: int, label: str) -> Link:
        return Link(changed(page=step) + anchor, label, "page" if step == pages.number else "")

    return Turns(
        link(pages.before, pgettext("pages", "Back")) if pages.before else None,
        [Link("", "…") if step is None else link(step, str(step)) for step in pages.steps],
        link(pages.after, pgettext("pages", "On")) if pages.after else None,
    )


@register.simple_tag(takes_context=True)
def turns_of(context: dict[str, Any], pages: Paged, anchor: str = "") -> Turns | None:
    """The pages of a list, as the page was asked for with `turns_with`."""
    return turns_with(asked_with(context["request"]), pages, anchor)


def links_to_orders(changed: Changed, sorts: Iterable[tuple[str, str, bool]]) -> list[Link]:
    """The orders of a list, of which each begins at its first page.

    `sorts` are their names, their labels, and whether it is the one.
    """
    return [
        Link(changed(sort=name, page=None), str(label), "true" if is_chosen else "")
        for name, label, is_chosen in sorts
    ]


@register.simple_tag(takes_context=True)
def orders_of(
    context: dict[str, Any],
    sorts: Iterable[tuple[str, str, bool]],
    feed: str = "",
    files: Sequence[tuple[str, str]] = (),
    narrow: object = None,
) -> Orders:
    """The orders of a list, as the page was asked for, with what stands beside them."""
    links = links_to_orders(asked_with(context["request"]), sorts)
    return Orders(links, feed, files, bool(narrow))


@register.filter
def as_json_feed(feed: str) -> str:
    """The address of the JSON Feed with what an Atom feed has."""
    path, mark, query = feed.partition("?")
    return path.removesuffix(".atom") + ".feed.json" + mark + query
