from archive.lib.html import strip_tags
from archive.parsing.drafts import Identity
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import find_thread, reading_of
from archive.parsing.pages.threads.families import wordpress


def thread_of(markup: str, head: str = ""):
    page = parse_page(f"<html lang=en><head>{head}</head><body>{markup}</body></html>".encode())
    return wordpress.find(reading_of(page))


def item(number, name, text, inner="", classes="comment depth-1", when="May 3, 2012 at 10:11 am"):
    return (
        f'<li class="{classes}" id="comment-{number}"><div class="comment-body">'
        f'<div class="comment-author vcard"><cite class="fn">{name}</cite>'
        f'<span class="says">says:</span></div>'
        f'<div class="comment-meta"><a href="#comment-{number}">{when}</a></div>'
        f'<p>{text}</p><div class="reply"><a href="?replytocom={number}">Reply</a></div></div>'
        f"{inner}</li>"
    )


def test_nested_children_give_parents():
    reply = item(8, "Bo", "No.", classes="comment depth-2")
    thread = thread_of(
        f'<ol class="commentlist">{item(7, "Ada", "Yes.", f"<ul class=children>{reply}</ul>")}</ol>'
    )
    first, second = thread.comments
    assert (first.author.name, first.body_html, first.parent_ref) == ("Ada", "<p>Yes.</p>", None)
    assert (second.author.name, second.body_html, second.parent_ref) == ("Bo", "<p>No.</p>", "7")
    assert first.identities == (Identity("wordpress", "7"),)
    assert first.posted.isoformat() == "2012-05-03T10:11"
    assert [comment.rank for comment in thread.comments] == [0, 1]


def test_flat_list_with_depth_classes_gives_parents():
    items = (
        item(1, "Ada", "One.")
        + item(2, "Bo", "Two.", classes="comment depth-2")
        + item(3, "Cy", "Three.", classes="comment depth-3")
        + item(4, "Di", "Four.", classes="comment depth-2")
        + item(5, "Ed", "Five.")
    )
    thread = thread_of(f'<div class="comment-list"><ul>{items}</ul></div>')
    assert [comment.parent_ref for comment in thread.comments] == [None, "1", "2", "1", None]


def test_kubrick_list_without_depths_is_read():
    thread = thread_of(
        '<ol class="commentlist"><li class="alt" id="comment-5"><cite>'
        '<a href="http://a.example/" class="url">Ada</a></cite> Says:<br>'
        '<small class="commentmetadata"><a href="#comment-5">March 2nd, 2009 at 7:05 pm</a>'
        "</small><p>The ebb was late.</p></li></ol>"
    )
    (comment,) = thread.comments
    assert (comment.author.name, comment.author_url) == ("Ada", "http://a.example/")
    assert comment.posted.isoformat() == "2009-03-02T19:05"
    assert comment.body_html == "<p>The ebb was late.</p>"


def test_pingbacks_keep_their_kind_and_have_no_body_of_their_label():
    thread = thread_of(
        '<ol class="comment-list"><li class="pingback depth-1" id="comment-9"><p>Pingback: '
        '<a class="url" rel="external" href="https://b.example/x/">Elsewhere</a></p></li></ol>'
    )
    (ping,) = thread.comments
    assert (ping.kind, ping.author.name, ping.body_html) == ("pingback", "Elsewhere", "")
    assert ping.author_url == "https://b.example/x/"


def test_replies_inside_a_wrapper_are_still_replies():
    inner = item(2, "Bo", "Inner.", classes="comment depth-2")
    thread = thread_of(
        '<ol class="comment-list"><li class="comment depth-1" id="comment-1">'
        '<div class="media-body">'
        '<article><h5 class="comment-author"><span class="fn">Ada</span></h5>'
        '<div class="comment-content"><p>Outer.</p></div></article>'
        f'<ul class="children">{inner}</ul></div></li></ol>'
    )
    assert [(c.body_html, c.parent_ref) for c in thread.comments] == [
        ("<p>Outer.</p>", None),
        ("<p>Inner.</p>", "1"),
    ]


def test_a_comment_awaiting_moderation_is_pending_and_its_notice_no_text():
    thread = thread_of(
        '<ol class="commentlist"><li class="comment depth-1" id="comment-3">'
        '<cite class="fn">Ada</cite>'
        '<em class="comment-awaiting-moderation">Your comment is awaiting moderation.</em>'
        "<p>Patience.</p></li></ol>"
    )
    assert [(c.state, c.body_html) for c in thread.comments] == [("pending", "<p>Patience.</p>")]


def test_a_removed_comment_is_deleted():
    thread = thread_of(
        f'<ol class="commentlist">{item(4, "Ada", "Comment removed by moderator")}</ol>'
    )
    assert thread.comments[0].state == "deleted"


def test_recent_comments_beside_an_article_are_no_thread():
    markup = (
        '<div class="sidebar"><ul class="recent-comments">'
        f"{item(1, 'Ada', 'Elsewhere.')}</ul></div><div id=respond><form></form></div>"
        f"<h1>The quay</h1><p>{'The ebb was late. ' * 9}</p>"
    )
    assert thread_of(markup) is None


def test_templates_are_no_thread():
    assert thread_of(f"<template><ol class=commentlist>{item(1, 'A', 'T')}</ol></template>") is None


def test_numbered_ids_alone_are_not_taken_for_wordpress():
    other = '<div class="comment" id="comment-11"><b>Ada</b> <p>Text.</p></div>'
    assert thread_of(other) is None
    assert thread_of(other, '<link rel=stylesheet href="/wp-content/themes/x.css">') is not None


def test_the_page_stays_as_it_is():
    page = parse_page(f'<ol class="commentlist">{item(1, "Ada", "One.")}</ol>'.encode())
    before = page.tree.text_content()
    assert find_thread(page)[0] == "family/wordpress"
    assert page.tree.text_content() == before


def test_a_comment_whose_number_stands_twice_is_one():
    thread = thread_of(
        '<ol class="commentlist"><li class="comment depth-1" id="li-comment-4">'
        '<div id="comment-4"><cite class="fn">Ada</cite><p>Yes.</p></div></li></ol>'
    )
    assert [(one.ref, one.body_html) for one in thread.comments] == [("4", "<p>Yes.</p>")]


def test_lists_for_crawlers_and_of_disqus_are_not_its_own():
    listed = f'<ol class="commentlist">{item(1, "Ada", "Yes.")}</ol>'
    assert thread_of(f"<noscript>{listed}</noscript>") is None
    assert thread_of(f'<div id="disqus_thread">{listed}</div>') is None


def test_a_name_in_a_quotation_is_not_the_author():
    thread = thread_of(
        '<ol class="commentlist"><li class="comment depth-1" id="comment-4"><blockquote>'
        "<cite>Bo</cite><p>The ebb was late.</p></blockquote><p>It was not.</p></li></ol>"
    )
    (one,) = thread.comments
    assert one.author is None
    assert "Bo" in one.body_html


def test_a_link_to_the_comment_tells_where_its_date_stands_though_not_which():
    named = '<p>{} <a href="/x/#comment-{}">{} year</a></p><p>The ebb was late, as ever.</p>'
    items = "".join(
        f'<li class="comment depth-1" id="comment-{n}">{named.format(name, n, n)}</li>'
        for n, name in enumerate(("Ada", "Bo Low", "Cy"), 1)
    )
    thread = thread_of(f'<ol class="commentlist">{items}</ol>')
    assert [one.author.name for one in thread.comments] == ["Ada", "Bo Low", "Cy"]
    assert {one.body_html for one in thread.comments} == {"<p>The ebb was late, as ever.</p>"}


def test_threads_of_any_depth_are_read():
    depth = 600
    opened = "".join(
        f'<li class="comment" id="comment-{n}"><cite class="fn">Ada</cite><p>Words {n}.</p><ul>'
        for n in range(depth)
    )
    thread = thread_of(f'<ol class="commentlist">{opened}')
    assert [one.parent_ref for one in thread.comments] == [None, *map(str, range(depth - 1))]
    assert strip_tags(thread.comments[-1].body_html) == f"Words {depth - 1}."
