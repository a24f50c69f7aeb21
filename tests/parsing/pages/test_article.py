import pytest

from archive.lib.html import clean, to_text
from archive.parsing.pages.article import draft_of
from archive.parsing.pages.page import UnreadablePageError, parse_page

PROSE = "".join(
    f"<p>Paragraph {n} tells of the harbour, of the boats that came in late and of those who "
    f"waited on the quay until the lamps were lit again, number {n}.</p>"
    for n in range(1, 7)
)
COMMENTS = """<div id="comments"><h3>{count} Responses to &#8220;The quay&#8221;</h3>
<ol class="commentlist"><li class="comment depth-1" id="comment-1"><cite class="fn">Ada</cite>
<a href="#comment-1">May 3, 2012 at 10:11 am</a><p>Secret word xylophone.</p></li></ol>
{after}</div>"""


def page(body, head="", lang="en", title="The quay &#8211; Harbour Notes"):
    title = f"<title>{title}</title>"
    markup = f'<!DOCTYPE html><html lang="{lang}"><head>{title}{head}</head><body>{body}</body>'
    return markup.encode()


def draft(body, head="", **settings):
    content = page(body, head, **settings)
    return draft_of(parse_page(content), content)


def post(meta="", after=""):
    return f'<div class="post"><h1>The quay</h1>{meta}<div class="entry">{PROSE}</div></div>{after}'


def test_headline_body_and_thread_are_parted():
    found = draft(post(after=COMMENTS.format(count=1, after="")))
    assert found.title == "The quay"
    assert "Paragraph 1 tells" in found.body_html
    assert "Paragraph 6 tells" in found.body_html
    assert "xylophone" not in found.body_html
    assert [comment.author.name for comment in found.comments] == ["Ada"]
    assert found.parser == "html/family/wordpress"
    assert found.capture.thread_namespace == "wordpress"


def test_a_declared_count_above_what_is_kept_leaves_the_thread_incomplete():
    assert draft(post(after=COMMENTS.format(count=1, after=""))).capture.thread_is_complete
    found = draft(post(after=COMMENTS.format(count=4, after="")))
    assert (found.declared_comment_count, found.capture.thread_is_complete) == (4, False)


def test_paging_of_comments_leaves_the_thread_incomplete():
    older = '<a href="/the-quay/comment-page-1/#comments">Older comments</a>'
    found = draft(post(after=COMMENTS.format(count=1, after=older)))
    assert not found.capture.thread_is_complete


def test_closed_and_open_threads_are_told_apart():
    closed = COMMENTS.format(count=1, after="<p>Comments are closed.</p>")
    form = '<form id="commentform" action="/wp-comments-post.php"><textarea></textarea></form>'
    assert draft(post(after=closed)).comments_state == "closed"
    assert draft(post(after=COMMENTS.format(count=1, after=form))).comments_state == "open"
    assert draft(post()).comments_state == "unknown"


def test_figures_tables_and_links_stay_in_the_body():
    rich = (
        '<figure><img src="/a.jpg" alt="A boat"><figcaption>A boat.</figcaption></figure>'
        '<table><tr><td>High</td><td>4.2</td></tr></table><p>See <a href="/tides">the tides of '
        "the year and all that follows</a> for more of the same.</p>"
    )
    found = draft(
        f"<div class=post><h1>The quay</h1><div class=entry>{PROSE}{rich}{PROSE}</div></div>"
    )
    assert "<figcaption>A boat.</figcaption>" in found.body_html
    assert "<td>4.2</td>" in found.body_html
    assert 'href="/tides"' in found.body_html


@pytest.mark.parametrize(
    "figure",
    [
        '<figure><a href="/a"><img src="/a.jpg" alt="A boat on the slip"></a>'
        "<figcaption>A boat on the slip.</figcaption></figure>",
        '<div class="wp-caption"><img src="/a.jpg" alt="A boat on the slip">'
        '<p class="wp-caption-text">A boat on the slip</p></div>',
        '<figure><img src="/a.jpg" alt="A boat on the slip"></figure>',
    ],
)
def test_a_caption_stands_once_in_the_text(figure):
    page = f"<div class=post><h1>The quay</h1><div class=entry>{PROSE}{figure}{PROSE}</div></div>"
    assert to_text(clean(draft(page).body_html)).count("A boat on the slip") == 1


@pytest.mark.parametrize(
    ("head", "meta", "expected"),
    [
        ('<meta property="article:published_time" content="2014-01-15">', "", "2014-01-15"),
        (
            "",
            '<time datetime="2014-01-15T10:30:00+02:00">15.1.</time>',
            "2014-01-15T10:30:00+02:00",
        ),
        ("", '<p class="date">January 15, 2014</p>', "2014-01-15"),
        ("", '<div class="sub">By <a>Ada</a> on January 15, 2014</div>', "2014-01-15"),
        ('<link rel="canonical" href="https://a.example/2014/01/15/quay/">', "", "2014-01-15"),
        ("", '<p class="meta">two hours ago</p>', None),
        ("", '<span class="updated">2016-01-01T10:00:00Z</span>', None),
    ],
)
def test_publication_is_what_the_page_states(head, meta, expected):
    moment = draft(post(meta), head).published
    assert (moment.isoformat() if moment else None) == expected


@pytest.mark.parametrize(
    ("head", "meta", "expected"),
    [
        ('<meta name="author" content="Ada Lark">', "", ["Ada Lark"]),
        ("", '<p class="byline">By <a rel="author" href="/ada">Ada Lark</a></p>', ["Ada Lark"]),
        ("", '<p class="byline">By Ada Lark and Bo Reed</p>', ["Ada Lark", "Bo Reed"]),
        ("", '<p class="postmetadata">Posted by Ada Lark on Monday</p>', ["Ada Lark"]),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The quay",'
            '"author": [{"@type": "Person", "name": "Ada Lark"}]}</script>',
            "",
            ["Ada Lark"],
        ),
        ("", "", []),
    ],
)
def test_authors_are_those_of_the_article(head, meta, expected):
    found = draft(post(meta, COMMENTS.format(count=1, after="")), head)
    assert [author.name for author in found.authors] == expected


def test_sections_and_tags_become_terms():
    head = (
        '<meta property="article:section" content="Boats">'
        '<meta property="article:tag" content="ebb">'
    )
    found = draft(post('<a rel="category tag" href="/category/boats/">Boats</a>'), head)
    assert [(term.kind, term.name) for term in found.terms] == [
        ("category", "Boats"),
        ("tag", "ebb"),
    ]


def test_a_page_states_its_address_only_by_the_savers_note():
    head = '<link rel="canonical" href="https://a.example/quay/">'
    content = page(post(), head)
    found = draft_of(parse_page(content), content)
    assert (found.url, found.canonical_url) == ("", "https://a.example/quay/")
    saved = b"<!-- saved from url=(0021)http://a.example/qu -->\n" + content
    assert draft_of(parse_page(saved), saved).url == "http://a.example/qu"


def test_a_wayback_page_knows_when_it_was_captured():
    banner = (
        '<script src="https://web.archive.org/web/20120503101112js_/http://a.example/x"></script>'
    )
    found = parse_page(page(post(), banner))
    assert found.saved_at.isoformat() == "2012-05-03T10:11:12+00:00"


def test_the_language_is_declared_or_else_detected():
    assert draft(post(), lang="de-AT").language == "de-AT"
    assert draft(post(), lang="").language == "en"


@pytest.mark.parametrize("content", [b"", b"  \n", b"\0\0"])
def test_a_page_without_content_is_refused(content):
    with pytest.raises(UnreadablePageError):
        parse_page(content)


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<p>Nothing said.</p>", "post"),
        ('<div itemscope itemtype="https://schema.org/DiscussionForumPosting"></div>', "topic"),
        ('<script type="application/ld+json">{"@type":"DiscussionForumPosting"}</script>', "topic"),
        ('<body class="page-template page page-id-7 logged-in">', "page"),
        ('<body class="single postid-7 paged-2">', "post"),
    ],
)
def test_the_kind_is_told_by_the_markup(markup, kind):
    assert draft_of(parse_page(markup.encode()), b"").kind == kind


def test_a_page_leaves_its_addresses_to_intake_to_judge():
    assert draft(post(), head='<link rel="canonical" href="https://a.example/">').identities == ()


def test_ruby_does_not_hide_which_element_holds_the_article():
    ruby = "<p>The <ruby>旋回橋<rt>せんかいきょう</rt></ruby> turns when the tide lets it turn.</p>"
    header = '<header class="site-header"><p class="site-title">Harbour Notes</p></header>'
    found = draft(f"{header}<div><h1>The quay</h1><div class=entry>{ruby * 3}{PROSE}</div></div>")
    assert found.body_html.startswith("<p>The <ruby>")
    assert "Harbour Notes" not in found.body_html


def test_a_long_article_is_found_whole_and_in_time_that_grows_with_its_size():
    paragraphs = "".join(
        f"<p>Paragraph {n} tells of the harbour and of the {n} boats there.</p>"
        for n in range(6000)
    )
    found = draft(f"<div class=nav>x</div><div><h1>The quay</h1><div>{paragraphs}</div></div>")
    assert found.body_html.startswith("<p>Paragraph 0 tells")
    assert found.body_html.endswith(
        "<p>Paragraph 5999 tells of the harbour and of the 5999 boats there.</p>"
    )


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("「The quay」への9件のフィードバック", 9),
        ("3 pensieri su “The quay”", 3),
        ("4 gedachten over “The quay”", 4),
        ("2 reaktioner på ”The quay”", 2),
        ("3 vastausta artikkeliin “The quay”", 3),
        ("5 komentarzy do “The quay”", 5),
        ("2 hozzászólás", 2),
        ("2 σχόλια στο “The quay”", 2),
        ("《The quay》有2个想法", 2),
        ("12 条评论", 12),
        ("“The quay”의 2개의 댓글", 2),
        ("2 ความเห็นบน “The quay”", 2),
    ],
)
def test_declared_counts_are_read_in_many_languages(heading, count):
    found = draft(post(after=f'<div id="comments"><h2 class="comments-title">{heading}</h2></div>'))
    assert found.declared_comment_count == count


def test_a_heading_of_the_article_with_a_number_of_thoughts_declares_nothing():
    assert (
        draft(
            f"<div><h1>The quay</h1><h2>5 Gedanken zur Ebbe</h2>{PROSE}</div>"
        ).declared_comment_count
        is None
    )


def test_a_description_that_repeats_the_first_words_is_no_standfirst():
    head = '<meta name="description" content="The ferry left early, and">'
    body = "<h1>A ferry</h1><p>The ferry left early, and nobody minded but the baker.</p>"
    assert draft(body, head).standfirst == ""


def test_a_count_of_other_comments_is_not_declared_of_the_thread():
    posts = "".join(
        f"<li class=comment><b class=author>Ada {n}</b> <time datetime=2014-01-0{n}>x</time>"
        f"<p class=comment-text>This is the answer number {n} to it.</p></li>"
        for n in range(1, 7)
    )
    page = f"<h1>A ferry</h1><h3>2 comments</h3><ul class=comments>{posts}</ul>"
    assert draft(page).declared_comment_count is None
