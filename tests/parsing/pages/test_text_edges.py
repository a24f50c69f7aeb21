"""Where a text begins and ends among credits, buttons and what follows it."""

import pytest

from archive.lib.html import clean, to_text
from tests.parsing.pages.drafting import PROSE, draft

LINKS = "".join(f'<p><a href="/story-{n}.html">Another story, number {n}</a></p>' for n in range(4))
OTHER = PROSE.replace("Paragraph", "Later").replace("boats", "ships")


def text_of(before="", after="", head=""):
    page = f"<div><h1>The quay</h1><div class=text>{before}{PROSE}{after}</div></div>"
    return to_text(clean(draft(page, head).body_html))


@pytest.mark.parametrize(
    "ending",
    [
        "<h3>Related posts</h3>" + LINKS,
        "<p>Lesen Sie auch:</p>" + LINKS,
        "<p>Das könnte Sie auch interessieren</p>" + LINKS,
        "<h4>À lire aussi</h4>" + LINKS,
        "<p><b>Leia também:</b></p>" + LINKS,
        "<p>Читайте также</p>" + LINKS,
        "<p>関連記事</p>" + LINKS,
        "<p>Tags: quay, harbour</p>",
        "<div><b>Tags:</b> <a href=/tag/quay>quay</a></div>",
        "<h3>3 Comments</h3><p>Nothing that was said here is of the text, however long.</p>",
        "<p><a href=/older.html>« The old</a></p><p><a href=/newer.html>The new »</a></p>",
        "<p><a href='/share?url=https://a.example/'>Send</a></p>"
        "<p><a href='https://b.example/?u=https://a.example'>Post</a></p>",
        "<p>Previous: <a href=/a.html>The old quay</a></p>",
        "<div class=sharedaddy>Share this with all your friends, on whatever network.</div>",
        "<ul class=post-meta><li>3 May 2012</li></ul>",
    ],
)
def test_what_follows_a_text_is_left_out(ending):
    assert text_of(after=ending).endswith("number 6.")


@pytest.mark.parametrize(
    "ending",
    [
        "<p>Ada</p>",
        "<p>(dpa)</p>",
        "<p>See also the tides.</p>" + OTHER,
        "<p>Sources:</p><p><a href=https://one.example/a>One</a></p>"
        "<p><a href=https://two.example/b>Two</a></p>",
        "<p>Read more in the <a href=/book>book of the harbour</a>, page nine.</p>" + OTHER,
    ],
)
def test_what_belongs_to_a_text_stays(ending):
    last = to_text(clean(ending)).split("\n")[-1]
    assert text_of(after=ending).endswith(last)


@pytest.mark.parametrize(
    "credit",
    [
        "<p>By Ada Lark</p>",
        "<p>Von Ada Lark | Obersee, 3. Mai 2012</p>",
        "<div><span>Ada Lark</span><span>3 May 2012</span></div>",
        "<p>By Ada Lark on May 3, 2012 10:11 | 10 Comments | 1 TrackBack</p>",
        "<p>3 May 2012</p>",
        "<div class=byline>Ada Lark, Quay</div>",
    ],
)
def test_credits_above_a_text_are_left_out(credit):
    head = '<meta name="author" content="Ada Lark">'
    assert text_of(credit, head=head).startswith("Paragraph 1")


@pytest.mark.parametrize(
    "beginning",
    [
        "<p>This article was last changed on 3 May 2012.</p>",
        "<p>3 May 2012. Where does the harbour end? So the pilots ask, and so did I.</p>",
        "<p>By the quay.</p>",
    ],
)
def test_sentences_above_a_text_are_of_it(beginning):
    assert text_of(beginning).startswith(to_text(beginning).strip())


def test_what_is_said_of_the_author_is_left_out_but_not_a_signature():
    head = '<meta name="author" content="Ada Lark">'
    about = (
        "<div><b>Ada Lark</b><p>writes of all that floats, and lives in earshot of it.</p></div>"
    )
    assert text_of(after=about, head=head).endswith("number 6.")
    signed = "<p>\u2013 Ada Lark</p><p>P. S. The lamps are lit again, as of last night.</p>"
    assert text_of(after=signed, head=head).endswith("last night.")
