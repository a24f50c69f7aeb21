"""Comment systems without a page in fixtures: their markup, as their templates write it."""

import pytest

from archive.lib.html import strip_tags
from archive.parsing.pages.page import parse_page
from tests.parsing.pages.threads.gold import is_moment, read_alone

# Of systems without a page of their own in fixtures: their markup, as their templates write it,
# and what is to be read: id, author, id of what it answers, moment, text.
COMMENTO = (
    '<div id="commento-comment-card-{id}" class="commento-card"><div class="commento-header">'
    '<div id="commento-comment-name-{id}" class="commento-name">{name}</div>'
    '<div class="commento-subtitle"><div id="commento-comment-score-{id}" class="commento-score">'
    '3 points</div><div id="commento-comment-timeago-{id}" class="commento-timeago"'
    ' title="Fri May 04 2012 10:11:00 GMT+0200 (CEST)">2 years ago</div></div></div>'
    '<div id="commento-comment-contents-{id}"><div id="commento-comment-body-{id}"'
    ' class="commento-body"><div id="commento-comment-text-{id}"><p>{text}</p></div></div>'
    '<div id="commento-comment-children-{id}" class="commento-body">{inner}</div></div></div>'
)
COMENTARIO = (
    '<div class="comentario-card"><div id="comentario-{id}" class="comentario-card-self">'
    '<div class="comentario-card-header"><div class="comentario-name">{name}</div>'
    '<div class="comentario-subtitle"><a class="comentario-timeago" title="2012-05-04 10:11:00">'
    '2 years ago</a></div></div><div class="comentario-card-body"><p>{text}</p></div>'
    '<div class="comentario-options"><span class="comentario-score">3</span></div></div>'
    '<div class="comentario-card-children">{inner}</div></div>'
)
UTTERANCES = (
    '<article class="timeline-comment"><a class="avatar" href="/u/{name}"><img alt="@{name}"></a>'
    '<div class="comment"><header class="comment-header"><span class="comment-meta">'
    '<a class="text-link" href="/u/{name}"><strong>{name}</strong></a> commented '
    '<a class="text-link" href="/ada/blog/issues/4#issuecomment-{id}">on May 4, 2012</a></span>'
    '<div class="comment-actions"></div></header><div class="markdown-body"><p>{text}</p></div>'
    "</div></article>{inner}"
)
GITALK = (
    '<div class="gt-comment"><div class="gt-avatar gt-comment-avatar"></div>'
    '<div class="gt-comment-content"><div class="gt-comment-header">'
    '<a class="gt-comment-username" href="/u/{name}">{name}</a>'
    '<span class="gt-comment-text">commented</span>'
    '<span class="gt-comment-date">2012-05-04 10:11</span></div>'
    '<div class="gt-comment-body markdown-body"><p>{text}</p></div></div></div>{inner}'
)
WALINE = (
    '<div id="{id}" class="wl-card-item"><div class="wl-user"><img class="wl-user-avatar"></div>'
    '<div class="wl-card"><div class="wl-head"><span class="wl-nick">{name}</span>'
    '<span class="wl-badge">blogger</span><span class="wl-time">2012-05-04</span>'
    '<div class="wl-comment-actions"><button class="wl-like">3</button></div></div>'
    '<div class="wl-meta"><span class="wl-browser">Lynx 2</span></div>'
    '<div class="wl-content">{at}<div><p>{text}</p></div></div>'
    '<div class="wl-quote">{inner}</div></div></div>'
)
VALINE = (
    '<div class="vcard" id="{id}"><img class="vimg"><div class="vh"><div class="vhead">'
    '<a class="vnick" rel="nofollow">{name}</a><span class="vsys">Lynx 2</span></div>'
    '<div class="vmeta"><span class="vtime">2012-05-04</span><span class="vat">Reply</span></div>'
    '<div class="vcontent"><p>{text}</p></div><div class="vquote">{inner}</div></div></div>'
)
TWIKOO = (
    '<div id="{id}" class="tk-comment"><div class="tk-avatar"></div><div class="tk-main">'
    '<div class="tk-row"><div class="tk-meta"><strong class="tk-nick">{name}</strong>'
    '<small class="tk-time"><time datetime="2012-05-04T10:11:00.000Z">2 years ago</time></small>'
    '</div></div><div class="tk-content">{at}<span><p>{text}</p></span></div>'
    '<div class="tk-extras"><span class="tk-extra-text">Lynx 2</span></div>'
    '<div class="tk-replies">{inner}</div></div></div>'
)
ARTALK = (
    '<div class="atk-comment-wrap" id="atk-comment-{id}"><div class="atk-comment">'
    '<div class="atk-avatar"></div><div class="atk-main"><div class="atk-header">'
    '<span class="atk-item atk-nick"><a href="/u/{name}">{name}</a></span>'
    '<span class="atk-item atk-date">2012-05-04</span></div><div class="atk-body">'
    '<div class="atk-content"><p>{text}</p></div></div><div class="atk-footer"></div></div></div>'
    '<div class="atk-comment-children">{inner}</div></div>'
)
GITHUB = (
    '<div class="js-timeline-item"><div class="TimelineItem js-comment-container">'
    '<div class="timeline-comment-group" id="issuecomment-{id}"><div class="timeline-comment">'
    '<div class="timeline-comment-header"><h3><strong><a class="author" href="/{name}">{name}</a>'
    '</strong> commented <a href="#issuecomment-{id}" class="js-timestamp">'
    '<relative-time datetime="2012-05-04T10:11:00Z">May 4, 2012</relative-time></a></h3></div>'
    '<table><tr><td class="comment-body markdown-body"><p>{text}</p></td></tr></table>'
    "</div></div></div></div>{inner}"
)
SUBSTACK = (
    '<div class="comment"><div id="comment-{id}" class="comment-anchor"></div>'
    '<div id="comment-{id}-reply" class="comment-anchor"></div>'
    '<div class="comment-content" role="article"><div class="comment-meta">'
    '<span class="commenter-name"><a href="/profile/{name}">{name}</a></span>'
    '<a href="/p/tides/comment/{id}">May 4, 2012</a></div>'
    '<div class="comment-body"><p>{text}</p><div class="show-all-toggle">Expand full comment</div>'
    '</div></div><div class="comment-list"><div class="comment-list-items">{inner}</div></div>'
    "</div>"
)
TALK = (
    '<div class="talk-stream-comment-wrapper talk-stream-comment-wrapper-level-{level}"'
    ' id="c_{id}"><div class="talk-stream-comment"><div class="talk-stream-comment-header">'
    '<span class="talk-stream-comment-user-name">{name}</span>'
    '<span class="talk-stream-comment-published-date" title="2012-05-04 10:11">2 years ago</span>'
    '</div><div class="talk-stream-comment-content"><p>{text}</p></div></div>{inner}</div>'
)
GIGYA = (
    '<div class="gig-comment"><div class="gig-comment-photo"></div><div class="gig-comment-data">'
    '<div class="gig-comment-self-data"><div class="gig-comment-header"><div>'
    '<span class="gig-comment-username">{name}</span></div>'
    '<span class="gig-comment-time">2012-05-04 10:11</span></div>'
    '<div class="gig-comment-body">{text}</div><div class="gig-comment-footer">Reply</div></div>'
    '<div class="gig-comment-replies">{inner}</div></div></div>'
)
ECHO = (
    '<div class="echo-item-content"><div class="echo-item-container"><div class="echo-item-frame">'
    '<div class="echo-item-authorName">{name}</div><div class="echo-item-data">'
    '<div class="echo-item-body"><span class="echo-item-text">{text}</span></div></div>'
    '<div class="echo-item-date">2012-05-04 10:11</div></div></div>'
    '<div class="echo-item-children">{inner}</div></div>'
)
FACEBOOK = (
    '<li id="fbc_77_{id}_reply" class="fbFeedbackPost uiListItem"><a class="profileName"'
    ' href="/{name}">{name}</a><div class="postText">{text}</div><div class="action_links">'
    '<a>Reply</a> <abbr class="timestamp livetimestamp" data-utime="1336126260">May 4, 2012 at'
    ' 6:11am</abbr></div><ul class="uiList fbFeedbackReplies">{inner}</ul></li>'
)
DSQ = (
    '<li id="dsq-comment-{id}" class="dsq-comment dsq-depth-{level}">'
    '<div id="dsq-comment-header-{id}" class="dsq-comment-header"><cite id="dsq-cite-{id}">'
    '<a id="dsq-author-user-{id}" href="/people/{name}">{name}</a></cite>'
    '<a class="dsq-header-time" id="dsq-time-{id}" href="#comment-{id}"'
    ' title="Friday, May 4, 2012 10:11 AM">2 years ago</a></div><div id="dsq-comment-body-{id}">'
    '<div id="dsq-comment-message-{id}"><p>{text}</p></div></div></li>{inner}'
)
CACKLE = (
    '<li id="cackle-comment-{id}"><div id="cackle-comment-header-{id}"'
    ' class="cackle-comment-header"><cite id="cackle-cite-{id}">'
    '<span id="cackle-author-user-{id}">{name}</span></cite></div>'
    '<div id="cackle-comment-body-{id}" class="cackle-comment-body">'
    '<div id="cackle-comment-message-{id}">{text}</div></div>'
    '<ul class="children">{inner}</ul></li>'
)
YOUTUBE = (
    '<ytd-comment-view-model class="style-scope"><div id="body"><div id="main"><div id="header">'
    '<a id="author-text" href="/@{name}"><span>{name}</span></a><span id="published-time-text">'
    '<a href="/watch?v=x&amp;lc={id}">2 years ago</a></span></div>'
    '<yt-attributed-string id="content-text"><span>{text}</span></yt-attributed-string>'
    '<span id="vote-count-middle">1.2K</span></div></div></ytd-comment-view-model>'
    '<div id="replies"><ytd-comment-replies-renderer>{inner}</ytd-comment-replies-renderer></div>'
)
MASTODON = (
    '<div class="entry p-comment h-cite"><div class="status"><div class="status__info">'
    '<a class="status__relative-time u-url" href="/@{name}/{id}">'
    '<time datetime="2012-05-04T10:11:00Z">May 4</time></a><a class="status__display-name"'
    ' href="/@{name}"><span class="display-name"><bdi><strong class="display-name__html">{name}'
    '</strong></bdi> <span class="display-name__account">@{name}</span></span></a></div>'
    '<div class="status__content"><div class="e-content"><p>{text}</p></div></div></div></div>'
    "{inner}"
)
DUOSHUO = (
    '<li class="ds-post" data-post-id="{id}"><div class="ds-post-self"><div class="ds-avatar">'
    '</div><div class="ds-comment-body"><div class="ds-comment-header"><a class="ds-user-name"'
    ' href="/u/{name}">{name}</a></div><p>{text}</p><div class="ds-comment-footer">'
    '<span class="ds-time" datetime="2012-05-04T10:11:00+08:00" title="4 May">2 years ago</span>'
    '<a class="ds-post-reply">Reply</a></div></div></div><ul class="ds-children">{inner}</ul></li>'
)
GHOST = (
    '<div data-testid="animated-comment"><div data-testid="comment-component"><div class="grow">'
    '<div id="0123456789abcdef012{id}"><div class="mt-0.5 flex"><h4 class="font-sans">{name}</h4>'
    '<div><span><a class="hover:underline" href="/tides/#ghost-comments-0123456789abcdef012{id}"'
    ' title="4 May 2012, 10:11"><span>·</span>2 years ago</a></span></div></div>'
    '<div class="gh-comment-content" data-testid="comment-content"><p>{text}</p></div>'
    '<div class="flex"><button>3</button><button>Reply</button></div></div><div class="mt-7">'
    "{inner}</div></div></div></div>"
)
PLUCK = (
    '<div class="pluck-comm-single-comment-top"><h4 class="pluck-comm-username-url'
    ' pluck-comm-username-display"><a href="/u/{name}">{name}</a></h4>'
    '<p class="pluck-comm-timestamp">May 4, 2012 10:11 AM</p>'
    '<p class="pluck-comm-body">{text}</p><span class="pluck-score-upvotes-display">3</span></div>'
    '<div class="pluck-comm-replies"><div class="pluck-comm-ReplyLevel-2">{inner}</div></div>'
)
UTC_TIME, OWN_TIME, DAY = "2012-05-04T10:11:00Z", "2012-05-04T10:11", "2012-05-04"
AT = '<p><a href="#10001">@Ada</a><span>: </span></p>'
SPAN_AT = '<span>Replied to <a class="tk-ruser" href="#10001">@Ada</a> :</span>'
# family, namespace, markup, moment, whether it numbers comments, whether it tells parents
SYSTEMS = [
    ("commento", "commento", COMMENTO, "2012-05-04T10:11:00+02:00", True, True),
    ("comentario", "comentario", COMENTARIO, "2012-05-04T10:11:00", True, True),
    ("utterances", "github", UTTERANCES, DAY, True, False),
    ("gitalk", "gitalk", GITALK, OWN_TIME, False, False),
    ("waline", "waline", WALINE, DAY, True, True),
    ("valine", "valine", VALINE, DAY, True, True),
    ("twikoo", "twikoo", TWIKOO, UTC_TIME, True, True),
    ("artalk", "artalk", ARTALK, DAY, True, True),
    ("duoshuo", "duoshuo", DUOSHUO, "2012-05-04T10:11:00+08:00", True, True),
    ("ghost", "ghost", GHOST, OWN_TIME, True, True),
    ("pluck", "pluck", PLUCK, OWN_TIME, False, True),
    ("github", "github", GITHUB, UTC_TIME, True, False),
    ("substack", "substack", SUBSTACK, DAY, True, True),
    ("coral", "coral", TALK, OWN_TIME, True, True),
    ("gigya", "gigya", GIGYA, OWN_TIME, False, True),
    ("echo", "echo", ECHO, OWN_TIME, False, True),
    ("facebook", "facebook", FACEBOOK, UTC_TIME, True, True),
    ("disqus", "disqus", DSQ, OWN_TIME, True, True),
    ("cackle", "cackle", CACKLE, None, True, True),
    ("youtube", "youtube", YOUTUBE, None, True, True),
    ("mastodon", "mastodon", MASTODON, UTC_TIME, True, False),
]
SAID = [
    ("10001", "Ada", "Ebb at noon, and the pier stood in mud up to its third step."),
    ("10002", "Bo", "Was it the second step last year?"),
    ("10003", "Cy", "Nobody counts steps but you two. Come and eat."),
]
AROUND = {
    "disqus": '<div id="disqus_thread"><ul id="dsq-comments">{}</ul></div>',
    "cackle": '<div id="mc-container"><ul id="cackle-comments">{}</ul></div>',
    "valine": '<div class="vcards">{}</div>',
    "mastodon": '<div class="detailed-status"><span class="display-name">Zoe</span>'
    '<time datetime="2012-05-03T09:00:00Z">May 3</time><div class="status__content">Tides?</div>'
    "</div>{}",
}


def page_of(name, markup):
    """Give a page with three comments, of which the second answers the first."""
    first, second, third = SAID
    at = {"waline": AT, "twikoo": SPAN_AT}.get(name, "")

    def written(said, inner="", level=0, said_to="", under=""):
        number, person, text = said
        return markup.format(
            id=under + number, name=person, text=text, inner=inner, level=level, at=said_to
        )

    under = f"{first[0]}." if name == "youtube" else ""
    answer = written(second, level=1, said_to=at, under=under)
    thread = written(first, answer) + written(third)
    around = AROUND.get(name, "{}").replace("{}", thread)
    return parse_page(
        f"<title>Tides</title><h1>Tides</h1><p>{'Of tides and piers. ' * 20}</p>{around}".encode()
    )


@pytest.mark.parametrize(
    ("name", "namespace", "markup", "moment", "is_numbered", "is_nested"),
    SYSTEMS,
    ids=[f"{one[0]}-{place}" for place, one in enumerate(SYSTEMS)],
)
def test_markup_of_a_template_is_read(name, namespace, markup, moment, is_numbered, is_nested):
    thread = read_alone(page_of(name, markup), name)
    comments = thread.comments
    assert [(one.author.name, strip_tags(one.body_html)) for one in comments] == [
        said[1:] for said in SAID
    ]
    if moment is None:
        assert not any(one.posted for one in comments)
    else:
        assert all(is_moment(one.posted, moment) for one in comments)
    if is_numbered:
        found = [one.identities[0] for one in comments]
        assert {one.namespace for one in found} == {namespace}
        assert [one.value[-5:] for one in found] == [said[0] for said in SAID]
    assert [one.parent_ref for one in comments] == [
        None,
        comments[0].ref if is_nested else None,
        None,
    ]


@pytest.mark.parametrize(
    ("shown", "points"),
    [("1.2K", 1200), ("+12", 12), ("\u22123", -3), ("1,204 likes", 1204), ("Like", None)],
)
def test_points_are_read_as_they_are_shown(shown, points):
    markup = YOUTUBE.replace("1.2K", shown)
    thread = read_alone(page_of("youtube", markup), "youtube")
    assert [one.score for one in thread.comments] == [points] * 3


def test_what_a_thread_on_a_network_answers_is_its_opening():
    thread = read_alone(page_of("mastodon", MASTODON), "mastodon")
    assert thread.opening_draft.author.name == "Zoe"
    assert strip_tags(thread.opening_draft.body_html) == "Tides?"
