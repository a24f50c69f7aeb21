"""Small pages for the tests of the general miner, and what it makes of them."""

from archive.lib.html import strip_tags
from archive.parsing.drafts import CommentDraft
from archive.parsing.pages.page import Page, parse_page
from archive.parsing.pages.threads import miner, reading_of
from archive.parsing.pages.threads.thread import Thread

TITLE = "The ferry goes home"
SAID = (
    "Since the bridge was opened the ferry had carried nobody but its own crew, and on Friday the "
    "crew went home as well. The last crossing took nine minutes, as every crossing had. "
)
ARTICLE = f"<article><h1>{TITLE}</h1><p>{SAID * 3}</p></article>"
AT_NINE = "3 May 2012, 09:15"
AT_TEN = "3 May 2012, 10:40"
AT_NOON = "4 May 2012, 12:05"


def page_of(thread: str, *, before: str = ARTICLE, lang: str = "en", head: str = "") -> Page:
    """Give a page: an article, a thread below it, some words at the foot."""
    return parse_page(
        f'<!DOCTYPE html><html lang="{lang}"><head><title>{TITLE} - The Quay</title>{head}</head>'
        f"<body>{before}{thread}<footer>The Quay, a paper of the harbour</footer></body></html>"
        "".encode()
    )


def thread_in(thread: str, **more: str) -> Thread | None:
    """Give what the miner alone finds on such a page."""
    return miner.find(reading_of(page_of(thread, **more)))


def comments_in(thread: str, **more: str) -> tuple[CommentDraft, ...]:
    """Give the comments that the miner alone finds on such a page."""
    found = thread_in(thread, **more)
    return found.comments if found else ()


def names_in(thread: str, **more: str) -> list[str | None]:
    """Give the names of their authors."""
    return [one.author.name if one.author else None for one in comments_in(thread, **more)]


def times_in(thread: str, **more: str) -> list[str | None]:
    """Give their times, as exact as the page is."""
    return [one.posted.isoformat() if one.posted else None for one in comments_in(thread, **more)]


def texts_in(thread: str, **more: str) -> list[str]:
    """Give what they say, without markup."""
    return [plain(one.body_html) for one in comments_in(thread, **more)]


def told_in(thread: str, **more: str) -> list[tuple[str | None, str | None, str]]:
    """Give who, when and what of each."""
    return list(
        zip(
            names_in(thread, **more),
            times_in(thread, **more),
            texts_in(thread, **more),
            strict=True,
        )
    )


def parents_in(thread: str, **more: str) -> list[int | None]:
    """Give the place of what each answers, None at the top."""
    found = comments_in(thread, **more)
    places = {one.ref: place for place, one in enumerate(found)}
    return [None if one.parent_ref is None else places[one.parent_ref] for one in found]


def plain(markup: str) -> str:
    """Give the words of a text on one line."""
    return " ".join(strip_tags(markup).split())
