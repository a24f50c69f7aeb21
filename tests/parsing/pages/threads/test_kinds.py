"""What kind of posts and in which state: told on pages of no platform that is known."""

import pytest

from archive.lib.html import strip_tags
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import find_thread

TEXTS = (
    "The ferry came in late, and nobody on the quay minded it.",
    "We had herring after all, and it was well worth the walk.",
    "The tide table in the window is for the year before last.",
)


def post(number: int, name: str, text: str, head: str = "") -> str:
    return (
        f'<div class="remark" id="r{number}"><p class="who"><a href="/people/{number}">{name}</a>'
        f" on {number} May 2012 at 10:1{number}</p>{head}<p>{text}</p><a>Reply</a></div>"
    )


def thread_of(*extra: str):
    posts = [post(n, name, TEXTS[n]) for n, name in enumerate(("Ada", "Bo", "Cy"))]
    markup = f"<h1>The quay</h1><h2>5 comments</h2><div>{''.join([*posts, *extra])}</div>"
    name, thread = find_thread(parse_page(f"<html lang=en><body>{markup}</body></html>".encode()))
    assert name == "general"
    return thread.comments


@pytest.mark.parametrize(
    "notice",
    [
        '<em class="awaiting-moderation">We shall read it soon.</em>',
        "<p>Your comment is awaiting moderation.</p>",
        "<p>Dein Kommentar wartet auf Freischaltung.</p>",
        "<small>Votre commentaire est en attente de modération.</small>",
    ],
)
def test_a_notice_of_moderation_makes_a_post_pending_and_is_no_text_of_it(notice):
    last = thread_of(post(5, "Di", "Patience is all it takes, here as elsewhere.", notice))[-1]
    assert (last.state, strip_tags(last.body_html)) == (
        "pending",
        "Patience is all it takes, here as elsewhere.",
    )


@pytest.mark.parametrize(
    "note", ["[deleted]", "Comment removed by moderator", "Kommentar gelöscht"]
)
def test_a_note_in_place_of_a_text_makes_a_post_deleted(note):
    states = [one.state for one in thread_of(post(5, "Di", note))]
    assert states == ["published", "published", "published", "deleted"]


def test_a_class_tells_a_ping_which_may_say_no_more_than_whence_it_came():
    link = '<a href="https://b.example/x">B blog</a>'
    ping = f'<div class="remark pingback" id="r9">Pingback: {link}</div>'
    last = thread_of(post(4, "Di", "So say I, and so say all of us here."), ping)[-1]
    assert (last.kind, last.author.name, last.body_html) == ("pingback", "B blog", "")
    assert last.author_url == "https://b.example/x"


def test_a_byline_tells_a_ping():
    excerpt = post(5, "Trackback by B blog", "[...] as they say about the herring there [...]")
    last = thread_of(excerpt.replace("Trackback by B blog</a>", "B blog</a>").replace(
        '<p class="who">', '<p class="who">Trackback by '))[-1]  # fmt: skip
    assert (last.kind, last.author.name) == ("trackback", "B blog")
    assert "as they say" in last.body_html
