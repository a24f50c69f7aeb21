from archive.parsing.drafts import Identity
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import find_thread


def item(number, name, text, inner="", classes=""):
    return (
        f'<li id="dsq-comment-{number}" class="{classes}">'
        f'<div id="dsq-comment-header-{number}" class="dsq-comment-header">'
        f'<cite id="dsq-cite-{number}"><a href="http://{name}.example/">'
        f'<span id="dsq-author-user-{number}">{name}</span></a></cite></div>'
        f'<div id="dsq-comment-body-{number}"><div id="dsq-comment-message-{number}">'
        f"<p>{text}</p></div></div>{inner}</li>"
    )


def found(markup):
    return find_thread(parse_page(markup.encode()))


def test_the_list_of_its_plugin_is_read_with_the_ids_of_wordpress():
    name, thread = found(f'<ul id="dsq-comments">{item(71, "ada", "Yes.")}</ul>')
    (comment,) = thread.comments
    assert (name, thread.namespace) == ("family/disqus", "wordpress")
    assert comment.identities == (Identity("wordpress", "71"),)
    assert (comment.author.name, comment.author_url) == ("ada", "http://ada.example/")
    assert (comment.body_html, comment.posted) == ("<p>Yes.</p>", None)


def test_its_wordpress_classes_do_not_make_it_wordpress():
    classes = "comment even thread-even depth-1"
    name, _ = found(f'<ul id="dsq-comments">{item(1, "ada", "Yes.", classes=classes)}</ul>')
    assert name == "family/disqus"


def test_older_lists_are_read_with_its_own_ids():
    anchored = f'<div id="comment-71"></div>{item(71, "ada", "Yes.")}'
    for written in (anchored, item(71, "ada", "Yes.", classes="dsq-comment dsq-depth-0")):
        _, thread = found(f'<ul id="dsq-comments">{written}</ul>')
        assert [comment.identities for comment in thread.comments] == [(Identity("disqus", "71"),)]


def test_replies_are_found_by_nesting_and_by_level():
    nested = f'<ul class="children">{item(2, "bo", "Two.")}</ul>'
    _, thread = found(f'<ul id="dsq-comments">{item(1, "ada", "One.", nested)}</ul>')
    assert [comment.parent_ref for comment in thread.comments] == [None, "1"]
    flat = item(1, "ada", "One.", classes="depth-1") + item(2, "bo", "Two.", classes="depth-2")
    _, thread = found(f'<ul id="dsq-comments">{flat}</ul>')
    assert [comment.parent_ref for comment in thread.comments] == [None, "1"]


def test_pingbacks_among_the_comments_are_kept():
    ping = (
        '<li class="post pingback"><p>Pingback: <a class="url" href="http://b.example/">B</a></p>'
    )
    _, thread = found(f'<ul id="dsq-comments">{item(1, "ada", "One.")}{ping}</ul>')
    assert [(c.kind, c.author.name) for c in thread.comments] == [
        ("comment", "ada"),
        ("pingback", "B"),
    ]


def test_an_empty_disqus_container_is_no_thread():
    assert found('<div id="disqus_thread"></div><p>Enable JavaScript.</p>') == ("", None)


def test_a_ping_without_classes_within_is_named_by_its_link():
    ping = '<li class="post pingback"><p>Pingback: <a href="http://b.example/">B title</a>()</p>'
    _, thread = found(f'<ul id="dsq-comments">{item(1, "ada", "One.")}{ping}</ul>')
    assert [(c.kind, c.author.name, c.author_url) for c in thread.comments[1:]] == [
        ("pingback", "B title", "http://b.example/")
    ]


def test_levels_and_dates_of_the_service_s_own_dump_are_read():
    meta = (
        '<a class="dsq-header-time" id="dsq-time-3" href="#comment-3" '
        'title="Friday, May 4, 2012 10:11 AM">3 months ago</a>'
    )
    first = item(3, "ada", "One.", classes="dsq-depth-0").replace("</cite>", f"</cite>{meta}")
    reply = item(4, "bo", "Two.", classes="dsq-comment-is-reply dsq-depth-1 bypostauthor")
    _, thread = found(f'<div id="disqus_thread"><ul id="dsq-comments">{first}{reply}</ul></div>')
    assert [(c.posted and c.posted.isoformat(), c.parent_ref) for c in thread.comments] == [
        ("2012-05-04T10:11", None),
        (None, "3"),
    ]
    assert [c.by_article_author for c in thread.comments] == [False, True]


def test_the_widget_of_recent_comments_is_no_thread():
    widget = (
        '<div id="recentcomments" class="dsq-widget"><ul class="dsq-widget-list"><li class='
        '"dsq-widget-item"><a class="dsq-widget-user">Ada</a><span class="dsq-widget-comment">'
        "<p>Elsewhere said …</p></span></li></ul></div>"
    )
    assert found(widget + '<div id="disqus_thread"></div>') == ("", None)
