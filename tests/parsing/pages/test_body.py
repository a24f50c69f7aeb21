"""Which element of a page holds its article, and what of it is the article's."""

import pytest

from archive.lib.html import clean, to_text
from archive.parsing.pages import body
from tests.parsing.pages.drafting import PROSE, draft, ground

LONG = "The boats came in late, and those who waited on the quay went home again. "


def text_of(markup, head="", lang="en"):
    return to_text(clean(draft(markup, head, lang).body_html))


@pytest.mark.parametrize(
    "page",
    [
        "<div class=x1><h1>The quay</h1><div class=x2>{}</div></div>",
        "<table><tr><td><font size=5><b>The quay</b></font><br>{}</td><td>Menu</td></tr></table>",
        "<div><h1>The quay</h1></div><div><div>{}</div></div>",
        "<main>{}</main>",
        "<div id=has-sidebar class='sidebar widget'><h1>The quay</h1>{}</div>",
        "<div class=teaser><h1>The quay</h1>{}</div>",
        "<form><h1>The quay</h1>{}</form>",
        "<article><div style='display:none'>Hidden</div><h1>The quay</h1>{}</article>",
        "<x-post><h1>The quay</h1><x-body>{}</x-body></x-post>",
    ],
)
def test_the_article_is_found_whatever_its_element_is_called(page):
    nav = (
        "<ul>" + "".join(f"<li><a href=/{n}>Section {n} here</a></li>" for n in range(30)) + "</ul>"
    )
    side = f"<div><h4>About</h4><p>{LONG}</p></div>"
    text = text_of(nav + page.format(PROSE) + side)
    assert text.startswith("Paragraph 1 tells")
    assert text.endswith("number 6.")


def test_a_lead_apart_from_the_text_is_kept():
    lead = "<p>The quay was rebuilt in a single summer, and nobody knows by whom.</p>"
    page = f"<header><h1>The quay</h1>{lead}<p>3 May 2012</p></header><div class=text>{PROSE}</div>"
    assert text_of(page).startswith("The quay was rebuilt")
    assert "3 May" not in text_of(page)


def test_an_article_in_two_parts_is_kept_whole():
    later = PROSE.replace("Paragraph", "Later").replace("boats", "ships")
    advert = "<div class=ad>Advertisement</div>"
    parts = f"<div class=text>{PROSE}</div>{advert}<div class=text>{later}</div>"
    text = text_of(f"<div><h1>The quay</h1>{parts}</div>")
    assert "Paragraph 1" in text
    assert "Later 6" in text
    assert "Advertisement" not in text


def test_verses_are_running_text_however_short_their_lines():
    verses = "<br>".join(
        ["Late boats, lamps lit,", "who waits upon the quay", "waits for the tide."] * 9
    )
    page = f"<div><h1>The quay</h1><div class=x>{verses}</div></div><div><p>{LONG}</p></div>"
    assert text_of(page).startswith("Late boats, lamps lit,")


def test_text_in_scripts_without_spaces_is_found():
    lines = "<p>夕方の船は遅れて着き、岸壁で待っていた人々は灯りがともるまで帰らなかった。</p>" * 6
    side = "".join(f"<li><a href=/{n}>見出しの長い記事 {n} について</a></li>" for n in range(20))
    text = text_of(f"<ul>{side}</ul><div><h1>The quay</h1><div>{lines}</div></div>", lang="ja")
    assert text.startswith("夕方の船は")
    assert "見出し" not in text


def test_teasers_of_other_articles_are_left_out():
    cards = "".join(
        f"<div><h3><a href=/{n}>Another story {n}</a></h3><p>{LONG}</p></div>" for n in range(5)
    )
    text = text_of(f"<div><h1>The quay</h1><div>{PROSE}</div><div>{cards}</div></div>")
    assert "Another story" not in text
    assert text.endswith("number 6.")


def test_what_is_shown_once_for_phones_and_once_for_screens_is_kept_once():
    lead = "<p>The quay was rebuilt in a single summer, and nobody knows who paid for it.</p>"
    page = f"<article><h1>The quay</h1><div class=a>{lead}</div><div class=b>{lead}</div>{PROSE}"
    assert text_of(page).count("rebuilt in a single summer") == 1


def test_the_text_as_stated_tells_which_text_is_the_articles():
    head = (
        '<script type="application/ld+json">{"@type":"QAPage","mainEntity":{"@type":"Question",'
        '"name":"The quay","text":"Who rebuilt the quay in that one summer, and why does nobody'
        ' in the whole of the harbour remember it? I have asked everyone I could find there."}}'
        "</script>"
    )
    asked = (
        "Who rebuilt the quay in that one summer, and why does nobody in the whole of the harbour "
        "remember it? I have asked everyone I could find there."
    )
    page = f"<h1>The quay</h1><div class=q>{asked}</div><div class=long>{PROSE}{PROSE}</div>"
    assert text_of(page, head) == asked
    assert text_of("<h1>The quay</h1><div id=root></div>", head) == asked


def test_a_page_without_running_text_is_read_as_far_as_it_goes():
    assert body.core_on(ground("<ul><li>One</li><li>Two</li></ul>")) is None
    assert draft("<ul><li>One</li><li>Two</li></ul>").title.startswith("The quay")
    assert draft("").body_html == ""


def test_what_is_named_for_comments_is_left_out_though_nobody_found_the_thread():
    talk = f"<div id=comments><p>{LONG * 9}</p></div>"
    assert "went home again" not in text_of(f"<div><h1>The quay</h1>{PROSE}{talk}</div>")


def test_sentences_that_stand_in_the_article_are_no_beginning_of_another():
    quoted = (
        '<blockquote class=tweet><span class=tweet-author>Ada</span> "It is late."</blockquote>'
    )
    text = text_of(f"<div><h1>The quay</h1><div>{PROSE}{quoted}{PROSE}</div></div>")
    assert "Ada" in text
