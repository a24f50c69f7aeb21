"""The markup of themes of twenty years, each cut down to one or two comments."""

import pytest

from archive.lib.html import strip_tags
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import find_thread

HEAD = '<link rel="stylesheet" href="/wp-content/themes/x/style.css">'
WHEN = "May 3, 2012 at 10:11 am"
AT = "2012-05-03T10:11"


def comments_in(markup: str, lang: str = "en"):
    page = f'<html lang="{lang}"><head>{HEAD}</head><body><h1>The quay</h1>{markup}</body></html>'
    _, thread = find_thread(parse_page(page.encode()))
    return thread.comments if thread else ()


def told(markup: str, lang: str = "en"):
    return [
        (
            one.author.name if one.author else None,
            one.posted.isoformat() if one.posted else None,
            " ".join(strip_tags(one.body_html).split()),
        )
        for one in comments_in(markup, lang)
    ]


ONE_COMMENT = {
    "1.5, the list of 2005": """<ol id="commentlist"><li id="comment-1"><p>Words.</p>
        <p><cite>Comment by <a href="http://a.example" rel="external nofollow">Ada</a> &#8212;
        5/3/2012 @ <a href="#comment-1">10:11 am</a></cite></p></li></ol>""",
    "K2": f"""<ol class="commentlist"><li id="comment-1" class="comment published">
        <a href="#comment-1" class="counter" title="Permanent Link to this Comment">1</a>
        <span class="commentauthor"><a href="http://a.example" class="url">Ada</a></span>
        <div class="comment-meta"><a href="#comment-1" title="3 weeks ago">{WHEN}</a></div>
        <div class="comment-content"><p>Words.</p></div></li></ol>""",
    "Sandbox": f"""<div class="comments"><ol><li id="comment-1" class="comment c-y2012 c1">
        <div class="comment-author vcard"><span class="fn n"><a class="url">Ada</a></span></div>
        <div class="comment-meta">Posted {WHEN} <span class="meta-sep">|</span>
        <a href="#comment-1" title="Permalink to this comment">Permalink</a></div>
        <p>Words.</p></li></ol></div>""",
    "Cutline": """<ul id="comment_list"><li class="comment" id="comment-1">
        <p class="comment_meta"><span class="comment_num"><a href="#comment-1">1</a></span>
        <strong><a href="http://a.example">Ada</a></strong>
        <span class="comment_time">// May 3, 2012 at 10:11 am</span></p>
        <div class="entry"><p>Words.</p></div></li></ul>""",
    "Thesis, a list of terms": f"""<dl id="comment_list"><dt class="comment depth-1"
        id="comment-1"><span class="comment_num"><a href="#comment-1">1</a></span>
        <span class="comment_author"><a href="http://a.example">Ada</a></span>
        <span class="comment_time">{WHEN}</span></dt><dd class="comment depth-1">
        <div class="format_text" id="comment-body-1"><p>Words.</p><p class="reply">
        <a href="#">Reply</a></p></div></dd></dl>""",
    "Woo": f"""<ol class="commentlist"><li class="comment even depth-1"><a name="comment-1"></a>
        <div id="li-comment-1" class="comment-container"><div class="comment-head">
        <span class="name"><a href="http://a.example">Ada</a></span><span class="date">{WHEN}</span>
        <span class="perma"><a href="#comment-1" title="Direct link to this comment">#</a></span>
        </div><div class="comment-entry" id="comment-1"><p>Words.</p></div></div></li></ol>""",
    "P2, a name without an element": """<ul class="commentlist inlinecomments"><li id="comment-1"
        class="comment depth-1"><h4>Ada <span class="meta">10:11 am on May 3, 2012 <span
        class="actions"><a class="thepermalink" href="#comment-1">Permalink</a></span></span></h4>
        <div id="commentcontent-1" class="commentcontent"><p>Words.</p></div></li></ul>""",
    "Twenty Ten": f"""<ol class="commentlist"><li class="comment even depth-1" id="li-comment-1">
        <div id="comment-1"><div class="comment-author vcard"><img class="avatar photo">
        <cite class="fn"><a href="http://a.example" class="url">Ada</a></cite>
        <span class="says">says:</span></div><div class="comment-meta commentmetadata">
        <a href="#comment-1">{WHEN}</a> <a class="comment-edit-link">(Edit)</a></div>
        <div class="comment-body"><p>Words.</p></div><div class="reply"><a>Reply</a></div></div>
        </li></ol>""",
    "Twenty Eleven": f"""<ol class="commentlist"><li class="comment depth-1" id="li-comment-1">
        <article id="comment-1" class="comment"><footer class="comment-meta"><div
        class="comment-author vcard"><span class="fn">Ada</span> on <a href="/x/#comment-1">
        <time pubdate datetime="{AT}">{WHEN}</time></a> <span class="says">said:</span></div>
        </footer><div class="comment-content"><p>Words.</p></div></article></li></ol>""",
    "Twenty Twenty-Four, blocks": f"""<div class="wp-block-comments">
        <ol class="wp-block-comment-template"><li id="comment-1" class="comment depth-1">
        <div class="wp-block-avatar"><img alt="" class="avatar"></div>
        <div class="wp-block-comment-author-name"><a rel="external" href="//a.example">Ada</a></div>
        <div class="wp-block-comment-date"><time datetime="{AT}"><a href="/x/#comment-1">{WHEN}</a>
        </time></div><div class="wp-block-comment-edit-link"><a href="/e">Edit</a></div>
        <div class="wp-block-comment-content"><p>Words.</p></div>
        <div class="wp-block-comment-reply-link"><a>Reply</a></div></li></ol></div>""",
    "blocks without ids": f"""<ol class="wp-block-comment-template"><li>
        <div class="wp-block-comment-author-name">Ada</div><div class="wp-block-comment-date">
        <time datetime="{AT}">then</time></div>
        <div class="wp-block-comment-content"><p>Words.</p></div></li></ol>""",
    "Genesis, within its wrapper": f"""<div class="content-sidebar-wrap"><main class="content">
        <h1 class="entry-title">The quay</h1><ol class="comment-list"><li class="comment depth-1"
        id="comment-1"><article><header class="comment-header"><p class="comment-author">
        <span>Ada</span> <span class="says">says</span></p><p class="comment-meta">
        <time datetime="{AT}"><a href="#comment-1">{WHEN}</a></time></p></header>
        <div class="comment-content"><p>Words.</p></div></article></li></ol></main></div>""",
    "Elementor, all widgets": f"""<div class="elementor-widget elementor-widget-post-comments">
        <ol class="comment-list"><li class="comment depth-1" id="comment-1">
        <cite class="fn">Ada</cite><a href="#comment-1">{WHEN}</a><p>Words.</p></li></ol></div>""",
    "Divi": f"""<ol class="commentlist"><li class="comment depth-1" id="li-comment-1"><article
        id="comment-1" class="comment-body"><div class="comment_postinfo"><span class="fn">
        <a class="url" href="http://a.example">Ada</a></span> <span class="comment_date">on {WHEN}
        </span></div><div class="comment_area"><div class="comment-content"><p>Words.</p>
        <span class="reply-container"><a class="comment-reply-link">Reply</a></span></div></div>
        </article></li></ol>""",
    "Avada": f"""<ol class="commentlist"><li class="comment depth-1" id="comment-1"><div
        class="the-comment"><div class="comment-author meta"><strong><a class="url">Ada</a></strong>
        {WHEN}<a class="comment-reply-link"> - Reply</a></div>
        <div class="comment-text"><p>Words.</p></div></div></li></ol>""",
    "Blocksy": f"""<ol class="ct-comment-list"><li id="comment-1" class="comment depth-1"><article>
        <footer class="ct-comment-meta"><h4 class="ct-comment-author"><a class="url">Ada</a></h4>
        <div class="ct-comment-meta-data"><a href="#comment-1">{WHEN}</a>
        <a class="comment-reply-link">Reply</a></div></footer>
        <div class="ct-comment-content entry-content"><p>Words.</p></div></article></li></ol>""",
    "wpDiscuz": """<div class="wpd-thread-list"><div id="wpd-comm-1_0" class="comment even depth-1
        wpd-comment"><div class="wpd-comment-label">Guest</div><div id="comment-1"
        class="wpd-comment-right"><div class="wpd-comment-author"><a href="/a">Ada</a></div>
        <div class="wpd-comment-date" title="May 3, 2012 10:11 am">12 years ago</div>
        <div class="wpd-comment-text"><p>Words.</p></div><div class="wpd-comment-footer">
        <div class="wpd-vote-result">3</div></div></div></div></div>""",
    "a table": """<table class="commentlist"><tr id="comment-1"><td class="cauthor"><b>Ada</b></td>
        <td><small>May 3, 2012 10:11 am</small><p>Words.</p></td></tr></table>""",
    "only a line": f"""<ol class="commentlist"><li class="comment depth-1" id="comment-1">
        <div class="c"><a href="http://a.example" rel="external">Ada</a> on <a href="#comment-1">
        {WHEN}</a></div><p>Words.</p></li></ol>""",
    "likes and counts about it": f"""<ol class="commentlist"><li class="comment depth-1"
        id="comment-1"><cite class="fn">Ada</cite> <span class="badge">Author</span>
        <a href="#comment-1">{WHEN}</a> <span class="edited">(edited)</span><p>Words.</p>
        <div class="like-wrap"><span class="like-count">12</span></div><div class="comment-actions">
        <a>Like (4)</a> <a>Reply</a> <span class="reply-count">2 replies</span></div></li></ol>""",
}


@pytest.mark.parametrize("markup", ONE_COMMENT.values(), ids=ONE_COMMENT)
def test_who_when_and_what_are_found_in_the_markup_of(markup):
    assert told(markup) == [("Ada", AT, "Words.")]


@pytest.mark.parametrize(
    ("lang", "says", "when"),
    [
        ("fr", "dit\xa0:", "3 mai 2012 à 10 h 11 min"),
        ("de", "sagt:", "3. Mai 2012 um 10:11 Uhr"),
        ("es", "dice:", "3 mayo, 2012 a las 10:11 am"),
        ("it", "scrive:", "3 maggio 2012 alle 10:11"),
        ("pt-BR", "disse:", "3 de maio de 2012 às 10:11"),
        ("nl", "schreef:", "3 mei 2012 om 10:11"),
        ("sv", "skriver:", "3 maj 2012 kl. 10:11"),
        ("nb", "sier:", "3. mai 2012, kl. 10:11"),
        ("fi", "sanoo:", "3.5.2012 10:11"),
        ("pl", "pisze:", "3 maja 2012 o 10:11"),
        ("cs", "napsal:", "3. května 2012 v 10:11"),
        ("hu", "szerint:", "2012. május 3. - 10:11"),
        ("ro", "spune:", "3 mai 2012 la 10:11"),
        ("tr", "dedi ki:", "3 May\u0131s 2012, 10:11"),
        ("ru", "пишет:", "03.05.2012 в 10:11"),
        ("uk", "коментує:", "3 Травня, 2012 \u043e 10:11"),
        ("el", "λέει:", "3 Μαΐου, 2012 στις 10:11 πμ"),
        ("ar", "يقول:", "3 مايو 2012 الساعة 10:11 ص"),
        ("he", "הגיב:", "3 במאי 2012 בשעה 10:11"),
        ("fa", "گفته:", "3 می 2012 در 10:11"),
        ("ja", "より:", "2012年5月3日 10:11 AM"),
        ("zh-CN", "说道\uff1a", "2012年5月3日 上午10:11"),
        ("ko", "님의 말:", "2012년 5월 3일, 10:11 오전"),
        ("id", "berkata:", "3 Mei 2012 pukul 10:11"),
        ("hr", "kaže:", "3. svibnja 2012. u 10:11"),
        ("eo", "diris ĉi tion:", "2012-05-03 10:11"),
    ],
)
def test_the_first_default_theme_is_read_in(lang, says, when):
    markup = (
        f'<ol class="commentlist"><li class="alt" id="comment-1"><cite><a href="//a.example">Ada'
        f'</a></cite> {says}<br><small class="commentmetadata"><a href="#comment-1" title="">{when}'
        "</a></small><p>Words.</p></li></ol>"
    )
    assert told(markup, lang) == [("Ada", AT, "Words.")]


def test_a_list_of_terms_keeps_its_comments_apart():
    item = (
        '<dt id="comment-{n}"><span class="comment_author">{name}</span></dt><dd><p>{text}</p></dd>'
    )
    items = item.format(n=1, name="Ada", text="One.") + item.format(n=2, name="Bo", text="Two.")
    assert told(f'<dl class="commentlist">{items}</dl>') == [
        ("Ada", None, "One."),
        ("Bo", None, "Two."),
    ]


def test_an_unnamed_notice_of_moderation_is_no_text():
    (one,) = comments_in(
        '<ol class="commentlist"><li id="comment-1"><cite>Ada</cite> Says:<em>Your comment is '
        "awaiting moderation.</em><p>Words.</p></li></ol>"
    )
    assert (one.state, strip_tags(one.body_html)) == ("pending", "Words.")


def test_pings_that_only_their_byline_names_keep_their_kind():
    markup = (
        '<ol id="commentlist"><li id="comment-1"><p>[...] see here [...]</p><p><cite>Trackback by '
        '<a href="http://b.example">B Blog</a> &#8212; May 4, 2005</cite></p></li></ol>'
    )
    (one,) = comments_in(markup)
    assert (one.kind, one.author.name) == ("trackback", "B Blog")


def test_the_author_of_the_article_is_known_by_the_class():
    item = '<li class="comment depth-1 {}" id="comment-{}"><cite class="fn">A</cite><p>W</p></li>'
    items = item.format("bypostauthor", 1) + item.format("", 2)
    found = comments_in(f'<ol class="commentlist">{items}</ol>')
    assert [one.by_article_author for one in found] == [True, False]


def test_a_long_name_is_kept_up_to_500_characters():
    for size, kept in ((300, 300), (480, 480)):
        name = "n" * size
        markup = f'<li class="comment depth-1" id="comment-1"><b class="fn">{name}</b><p>W</p></li>'
        (one,) = comments_in(f"<ol>{markup}</ol>")
        assert len(one.author.name) == kept


def test_names_keep_their_particles():
    for name in ("von Trapp", "Di Stefano", "De Witte", "Par Vaneh", "Kim Le"):
        markup = f'<li class="comment depth-1" id="comment-1"><b class="fn">{name}</b><p>W</p></li>'
        (one,) = comments_in(f"<ol>{markup}</ol>")
        assert one.author.name == name


def test_bold_words_and_dates_of_the_text_are_not_who_and_when():
    markup = (
        '<li class="comment depth-1" id="comment-1"><div class="comment-author"></div><div class='
        '"comment-content"><p>By <strong>bold words</strong> on May 9, 2015 at noon.</p></div></li>'
    )
    (one,) = comments_in(f"<ol>{markup}</ol>")
    assert (one.author, one.posted) == (None, None)


@pytest.mark.parametrize(
    "markup",
    [
        '<div class="widget"><ul class="commentlist"><li class="comment depth-1" id="comment-1">'
        "<cite>A</cite><p>Elsewhere.</p></li></ul></div>",
        '<div id="right-sidebar"><li class="comment depth-1" id="comment-1"><p>E.</p></li></div>',
        '<div class="wp-block-latest-comments"><li class="comment depth-1"><b>A</b>x</li></div>',
        '<ol class="commentlist"><li class="comment depth-1" id="comment-{{id}}"><cite class="fn">'
        "{{author}}</cite><p>{{{content}}}</p></li></ol>",
        '<ol class="commentlist"></ol><p class="must-log-in">You must be logged in.</p>',
        '<ul class="testimonials"><li><p>Great shop!</p><cite class="fn">Jane</cite></li></ul>',
    ],
)
def test_no_comments_are_found_in_widgets_templates_and_empty_lists(markup):
    assert told(markup) == []


def test_numeric_dates_are_read_as_the_page_s_other_dates_show():
    item = '<li class="comment depth-1" id="comment-{}"><b class="fn">A</b><a href="#comment-{}">{}'
    items = item.format(1, 1, "03/05/2012") + "</a><p>W</p>" + item.format(2, 2, "25/05/2012")
    assert [when for _, when, _ in told(f"<ol>{items}</a><p>W</p></ol>", "en-US")] == [
        "2012-05-03",
        "2012-05-25",
    ]
