"""Comment systems, comment boxes and networks: each page read by its own family alone."""

import re
from html import escape

import pytest

from archive.lib.html import strip_tags
from archive.parsing.pages import timestamps
from archive.parsing.pages.article import draft_of
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import families, family, find_thread, reading_of
from archive.parsing.pages.threads.families import networks, systems, widgets
from archive.parsing.pages.timestamps import Setting
from tests.parsing.pages.threads.gold import PAGES, gold_of, is_moment, letters, read_alone

# Which family reads which page, and whose numbers its comments bear.
READ = {
    "ghost-isso": ("isso", "isso"),
    "ghost-remark42": ("remark42", "remark42"),
    "paper-cbox": ("cbox", "cbox"),
    "paper-d2": ("d2", "d2"),
    "other-substrate": ("substack", ""),
    "other-vidteca": ("youtube", "youtube"),
    "static-giscus": ("giscus", "github"),
    "static-mastodon": ("mastodon-comments", "mastodon"),
    "widget-coral": ("coral", "coral"),
    "widget-disqus-frame": ("disqus", "disqus"),
    "widget-facebook-frame": ("facebook", ""),  # without the permalinks that number comments
    "widget-intensedebate": ("intensedebate", "intensedebate"),
    "widget-livefyre": ("livefyre", "livefyre"),
    "widget-openweb": ("openweb", "openweb"),
    "widget-viafoura": ("viafoura", "viafoura"),
    "artalk": ("artalk", "artalk"),
    "cackle-bitrix": ("cackle", "cackle"),
    "cackle-wordpress": ("cackle", "wordpress"),
    "comentario": ("comentario", "comentario"),
    "commento": ("commento", "commento"),
    "duoshuo": ("duoshuo", "duoshuo"),
    "echo-stream": ("echo", ""),
    "ghost": ("ghost", "ghost"),
    "gigya": ("gigya", "gigya"),
    "gitalk": ("gitalk", ""),
    "github": ("github", "github"),
    "mastodon": ("mastodon", "mastodon"),
    "pluck": ("pluck", "pluck"),
    "twikoo": ("twikoo", "twikoo"),
    "ugccmt": ("ugccmt", "ugccmt"),
    "utterances": ("utterances", "github"),
    "valine": ("valine", "valine"),
    "waline": ("waline", "waline"),
}
# Comments of which the page tells by a name alone whom they answer, of those in one thread.
BY_NAME = {"artalk": {3, 10}}
ROWS = (*systems.FAMILIES, *widgets.FAMILIES, *networks.FAMILIES)


@pytest.mark.parametrize("name", READ)
def test_a_family_alone_reads_all_that_its_page_holds(name):
    gold = gold_of(name)["comments"]
    one, namespace = READ[name]
    thread = read_alone(parse_page((PAGES / f"{name}.html").read_bytes()), one)
    place = {comment.ref: n for n, comment in enumerate(thread.comments, 1)}
    assert len(thread.comments) == len(gold)
    for comment, known in zip(thread.comments, gold, strict=True):
        assert (comment.author.name if comment.author else None) == known["author"]
        if known["n"] not in BY_NAME.get(name, ()):
            assert place.get(comment.parent_ref) == known["parent"]
        assert is_moment(comment.posted, known["posted"]), known
        said = {letters(text) for text in (known["text"], *known.get("text_alt", []))}
        assert letters(strip_tags(comment.body_html)) in said
        assert {identity.namespace for identity in comment.identities} == {namespace} - {""}
    if namespace:
        assert len({comment.identities[0].value for comment in thread.comments}) == len(gold)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_no_family_claims_a_page_of_others(path):
    reading = reading_of(parse_page(path.read_bytes()))
    claims = {row.name for row in ROWS if family.read(row, reading)}
    assert claims <= {READ.get(path.stem, ("", ""))[0]}


def test_rows_of_one_name_stand_in_the_list_of_families():
    assert set(ROWS) <= set(families.FAMILIES)


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("06.11.2022 um 14:20", "2022-11-06T14:20"),
        ("06.11.2022 saat 14:20", "2022-11-06T14:20"),
        ("14.20, 6.11.2022", "2022-11-06T14:20"),
    ],
)
def test_a_day_and_month_are_no_time_of_day(shown, told):
    assert timestamps.of_text(shown, Setting("de")).isoformat() == told


def isso(number, text, note="", classes=""):
    return (
        f'<div class="isso-comment {classes}" id="isso-{number}"><div class="isso-text-wrapper">'
        f'<div class="isso-comment-header"><span class="isso-author">Ada</span><a '
        f'class="isso-permalink" href="#isso-{number}"><time datetime="2012-05-04T10:11:00Z">'
        f'2 years ago</time></a><span class="isso-note">{note}</span></div>'
        f'<div class="isso-text">{text}</div></div><div class="isso-follow-up"></div></div>'
    )


def test_what_was_taken_away_leaves_its_note():
    written = isso(1, "<p>&nbsp;</p>", "Comment deleted.") + isso(2, "<p>Ebb.</p>", "In queue.")
    thread = read_alone(parse_page(written.encode()), "isso")
    assert [(one.state, one.body_html) for one in thread.comments] == [
        ("deleted", "Comment deleted."),
        ("published", "<p>Ebb.</p>"),
    ]


def test_the_author_of_the_article_is_marked():
    written = isso(1, "<p>Ebb.</p>") + isso(2, "<p>Flow.</p>", classes="isso-is-page-author")
    thread = read_alone(parse_page(written.encode()), "isso")
    assert [one.by_article_author for one in thread.comments] == [False, True]


@pytest.mark.parametrize(
    ("markup", "is_whole"),
    [
        ("", True),
        ('<div class="load-more" style="display: none"><a>Load more</a></div>', True),
        ('<div class="load-more" style=""><a>Load more comments</a></div>', False),
    ],
)
def test_a_thread_that_could_load_more_is_not_whole(markup, is_whole):
    page = (PAGES / "widget-disqus-frame.html").read_text("utf-8")
    without = re.sub(r'<div class="load-more".*?</div>', markup, page)
    capture = draft_of(parse_page(without.encode()), b"").capture
    assert (capture.thread_namespace, capture.thread_is_complete) == ("disqus", is_whole)


def test_a_comment_shown_above_the_thread_too_counts_where_its_answers_are():
    page = parse_page((PAGES / "paper-cbox.html").read_bytes())
    assert len(page.tree.cssselect("[data-info*='321']")) == 2
    thread = read_alone(page, "cbox")
    assert sum(one.ref == "321" for one in thread.comments) == 1
    assert [one.parent_ref for one in thread.comments].count("321") > 0


def test_a_frame_saved_within_its_page_is_read():
    frame = (PAGES / "widget-disqus-frame.html").read_text("utf-8")
    body = f"<title>Press</title><article><p>{'Of cider. ' * 30}</p></article>"
    around = f'{body}<iframe srcdoc="{escape(frame)}">'
    name, thread = find_thread(parse_page(around.encode()))
    assert (name, len(thread.comments), thread.cut) == ("family/disqus", 10, ())


def test_comments_in_a_shadow_root_are_read():
    written = '<div id="coral"><template shadowrootmode="open">{}</template></div>'
    page = parse_page(written.format(isso(1, "<p>Ebb.</p>")).encode())
    assert len(read_alone(page, "isso").comments) == 1
    hidden = parse_page(
        written.replace("shadowrootmode", "id").format(isso(1, "<p>E.</p>")).encode()
    )
    assert read_alone(hidden, "isso") is None
