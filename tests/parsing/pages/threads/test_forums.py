"""Forums, sites of questions and of links: each page read by its own family alone."""

import re

import pytest
from lxml import html

from archive.lib.html import strip_tags
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import families, family, reading_of
from archive.parsing.pages.threads.families import answers, forums
from tests.parsing.pages.threads.gold import PAGES, gold_of, is_moment, letters, page_of, read_alone

# Which family reads which page.
READ = {
    "discourse": "discourse",
    "discourse-dom": "discourse",
    "flarum-dom": "flarum",
    "fluxbb": "fluxbb",
    "hackernews": "hackernews",
    "hyperkitty": "hyperkitty",
    "invision3": "invision",
    "invision4": "invision",
    "kunena": "kunena",
    "lemmy": "lemmy",
    "lobsters": "lobsters",
    "mybb": "mybb",
    "nodebb": "nodebb",
    "phpbb2-subsilver": "phpbb",
    "phpbb3-prosilver": "phpbb",
    "question2answer": "question2answer",
    "reddit-old": "reddit",
    "reddit-shreddit": "reddit",
    "slashdot": "slash",
    "smf2": "smf",
    "smf21": "smf",
    "stackexchange-2012": "stackexchange",
    "stackexchange-2023": "stackexchange",
    "vanilla": "vanilla",
    "vbulletin3": "vbulletin",
    "vbulletin4": "vbulletin",
    "vbulletin5": "vbulletin",
    "woltlab-5": "woltlab",
    "xenforo1": "xenforo",
    "xenforo2": "xenforo",
    "xenforo2-unanswered": "xenforo",
}
# Pages whose article stands apart from all posts: the story of a site of links.
STORIES = {"lobsters", "slashdot"}
# Pages whose posts show a wall clock without a year, and in a tip another: their writers'.
BY_DAY = {"hyperkitty"}
# Pages of which a later one tells by what it shows that it does not begin the topic.
NUMBERED = sorted(
    name for name in READ if not re.match(r"phpbb|invision4|kunena|lobsters|slash", name)
)
ROWS = (*forums.FAMILIES, *answers.FAMILIES)


@pytest.mark.parametrize("name", READ)
def test_a_family_alone_reads_all_that_its_page_holds(name):
    gold = gold_of(name)
    thread = read_alone(page_of(name), READ[name])
    place = {comment.ref: n for n, comment in enumerate(thread.comments, 1)}
    assert len(thread.comments) == len(gold["comments"])
    for comment, known in zip(thread.comments, gold["comments"], strict=True):
        assert (comment.author.name if comment.author else None) == known["author"]
        written = known["posted"][:10] if name in BY_DAY else known["posted"]
        assert is_moment(comment.posted, written), known
        said = {letters(text) for text in (known["text"], *known.get("text_alt", []))}
        assert letters(strip_tags(comment.body_html)) in said
        if gold.get("parents_known", True):
            assert place.get(comment.parent_ref) == known["parent"]
    identities = {identity for comment in thread.comments for identity in comment.identities}
    assert {identity.namespace for identity in identities} <= {READ[name]}
    assert len(identities) == len(gold["comments"])


@pytest.mark.parametrize("name", sorted(set(READ) - STORIES))
def test_the_post_that_the_others_answer_is_told_from_them(name):
    article = gold_of(name)["article"]
    opening = read_alone(page_of(name), READ[name]).opening_draft
    assert opening.author.name == article["author"]
    assert is_moment(opening.posted, article["published"])
    said = letters(strip_tags(opening.body_html))
    assert said.startswith(letters(article["body_start"]))
    assert said.endswith(letters(article["body_end"]))
    assert not [one for one in article["body_must_not_have"] if letters(one) in said]


@pytest.mark.parametrize("name", NUMBERED)
def test_no_post_of_a_later_page_opens_the_topic(name):
    page = page_of(name)
    node = read_alone(page, READ[name]).opening
    node.drop_tree()
    thread = read_alone(parse_page(html.tostring(page.tree, encoding="utf-8")), READ[name])
    if comments := gold_of(name)["comments"]:
        assert thread.opening is None
        kept = [
            one for one in comments if letters(one["text"]) in letters(page.tree.text_content())
        ]
        assert len(thread.comments) == len(kept)
    else:
        assert thread is None


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.stem)
def test_no_family_claims_a_page_of_others(path):
    reading = reading_of(parse_page(path.read_bytes()))
    claims = {row.name for row in ROWS if family.read(row, reading)}
    assert claims <= {READ.get(path.stem, "")}


def test_rows_of_one_name_stand_in_the_list_of_families():
    assert set(ROWS) <= set(families.FAMILIES)


# Generations without a page of their own in fixtures: a topic of three posts, as their templates
# write it. Signatures, notes of editing and panels stand about what is said.
PROSILVER_30 = (
    '<div id="p{id}" class="post bg2"><div class="inner"><div class="postbody">'
    '<ul class="profile-icons"><li class="quote-icon"><a href="#q"><span>Quote</span></a></li></ul>'
    '<h3><a href="#p{id}">Re: Tides</a></h3><p class="author"><a href="#p{id}"><img alt="Post">'
    "</a>by <strong>{name}</strong> &raquo; Fri May 04, 2012 10:11 am </p>"
    '<div class="content">{text}</div><div class="notice">Last edited on 5 May 2012.</div>'
    '<div id="sig{id}" class="signature">So long.</div></div>'
    '<dl class="postprofile" id="profile{id}"><dt><strong>{name}</strong></dt><dd>Posts: 12</dd>'
    "</dl></div></div><hr class=divider>"
)
SUBSILVER2 = (
    '<table class="tablebg"><tr class="row1"><td align="center"><a name="p{id}"></a>'
    '<b class="postauthor">{name}</b></td><td><table><tr><td class="gensmall"><div>'
    '<b>Post subject:</b> <a href="#p{id}">Tides</a></div><div><a href="#p{id}"></a>'
    "<b>Posted:</b> Fri May 04, 2012 10:11 am&nbsp;</div></td></tr></table></td></tr>"
    '<tr class="row1"><td class="profile"><span class="postdetails"><b>Joined:</b> 1 Mar 2009'
    '</span></td><td><table><tr><td><div class="postbody">{text}</div>'
    '<div class="postbody"><br>_________________<br>So long.</div></td></tr></table></td></tr>'
    '<tr class="row1"><td class="profile"><a href="#top">Top</a></td><td></td></tr></table>'
)
PUNBB_14 = (
    '<div id="p{id}" class="post odd"><div class="posthead"><h3 class="hn post-ident">'
    '<span class="post-num">{place}</span> <span class="post-byline"><span>Post by </span>'
    '<strong>{name}</strong></span> <span class="post-link"><a class="permalink" href="#p{id}">'
    '2012-05-04 10:11:00</a></span></h3></div><div class="postbody"><div class="post-author">'
    '<ul class="author-ident"><li class="username"><strong>{name}</strong></li></ul>'
    '<ul class="author-info"><li>Registered: 2009-03-01</li></ul></div>'
    '<div class="post-entry"><h4 class="entry-title">Re: Tides</h4><div class="entry-content">'
    '<p>{text}</p><div class="sig-content"><span class="sig-line"></span>So long.</div></div></div>'
    "</div></div>"
)
SMF_11 = (
    '<tr><td><a name="msg{id}"></a><table><tr><td class="windowbg"><table><tr>'
    '<td valign="top" rowspan="2"><b><a href="?u=1">{name}</a></b><div class="smalltext">'
    "Jr. Member<br>Posts: 12</div></td><td><table><tr><td></td><td>"
    '<div id="subject_{id}"><a href="#msg{id}">Re: Tides</a></div><div class="smalltext">&#171; '
    "<b>Reply on:</b> May 04, 2012, 10:11:00 AM &#187;</div></td></tr></table>"
    '<hr class="hrcolor"><div class="post">{text}</div></td></tr><tr><td class="smalltext">'
    '<table><tr><td id="modified_{id}">&#171; <i>Last Edit: May 05, 2012</i> &#187;</td></tr>'
    '</table><hr class="hrcolor"><div class="signature">So long.</div></td></tr></table></td></tr>'
    "</table></td></tr>"
)
MYBB_16 = (
    '<table class="tborder" id="post_{id}"><tr><td class="trow1"><table><tr>'
    '<td class="post_author"><strong><span class="largetext"><a href="?uid=1">{name}</a></span>'
    '</strong><br><span class="smalltext">Junior Member</span></td><td class="smalltext'
    ' post_author_info">Posts: 12<br>Joined: Mar 2009</td></tr></table></td></tr><tr>'
    '<td class="trow1"><div class="float_right"><strong>Post: <a href="#pid{id}">#{place}</a>'
    '</strong></div><span class="smalltext"><strong>Tides</strong></span>'
    '<div class="post_body" id="pid_{id}">{text}</div><div class="post_meta"></div></td></tr><tr>'
    '<td class="trow1 post_buttons"><span class="smalltext">05-04-2012, 10:11 AM</span></td></tr>'
    "</table>"
)
WOLTLAB = (
    '<li id="post{id}" class="anchorFixedHeader"><article class="wbbPost message"'
    ' data-post-id="{id}"><aside class="messageSidebar member"><div class="messageAuthor">'
    '<a href="/user/1" class="username">{name}</a></div><dl><dt>Posts</dt><dd>12</dd></dl></aside>'
    '<div class="messageContent"><header class="messageHeader"><ul class="messageHeaderMetaData">'
    '<li><a class="messagePublicationTime" href="#post{id}">'
    '<time datetime="2012-05-04T10:11:00+02:00">May 4th 2012</time></a></li></ul>'
    '<ul class="messageQuickOptions"><li><a class="jsButtonShare" href="#post{id}">#{place}</a>'
    '</li></ul></header><div class="messageBody"><div class="messageText"><p>{text}</p></div>'
    '<div class="messageSignature"><div>So long.</div></div></div></div></article></li>'
)
HARMONY = (
    '<li component="post" class="pt-4 posts-list-item" data-index="{index}" data-pid="{id}">'
    '<div class="d-flex"><a href="/user/x"><span component="user/picture">X</span></a>'
    '<div class="post-container"><div class="d-flex post-header" itemprop="author">'
    '<a class="fw-bold" href="/user/x" data-username="{name}" data-uid="1">{name}</a>'
    '<span class="text-muted">wrote on <a href="/post/{id}" class="timeago text-muted"'
    ' title="2012-05-04T10:11:00.000Z"></a></span><span component="post/editor"'
    ' class="visually-hidden">last edited by x <span class="timeago" title="5/5/2012"></span>'
    '</span><a href="/post/{id}" class="post-index">#{place}</a></div>'
    '<div class="content" component="post/content"><p>{text}</p></div>'
    '<div component="post/footer"><div component="post/signature">So long.</div>'
    '<a component="post/vote-count">3</a></div></div></div></li>'
)
NOSCRIPT = (
    '<article><div class="PostUser"><h3 class="PostUser-name">{name}</h3></div>'
    '<div class="Post-body"><p>{text}</p></div></article>'
)
DAY, OWN_TIME, UTC_TIME = "2012-05-04", "2012-05-04T10:11", "2012-05-04T10:11:00Z"
# family, what is about the posts, a post, whether it bears a number, its moment
GENERATIONS = [
    ("phpbb", "<div id=page-body>{}</div>", PROSILVER_30, True, OWN_TIME),
    ("phpbb", "<div id=pagecontent>{}</div>", SUBSILVER2, True, OWN_TIME),
    ("fluxbb", "<div class=main-content>{}</div>", PUNBB_14, True, OWN_TIME),
    ("smf", "<table class=bordercolor>{}</table>", SMF_11, True, OWN_TIME),
    ("mybb", "<div id=posts>{}</div>", MYBB_16, True, OWN_TIME),
    ("woltlab", "<ul class=wbbThreadPostList>{}</ul>", WOLTLAB, True, f"{OWN_TIME}:00+02:00"),
    ("nodebb", "<ul component=topic class=posts>{}</ul>", HARMONY, True, UTC_TIME),
    ("flarum", "<div class=container><h1>Tides</h1><div>{}</div></div>", NOSCRIPT, False, None),
]
SAID = (("Ada", "Why do they wait?"), ("Bo", "The moon makes them."), ("Cy", "Thank you, Bo."))


@pytest.mark.parametrize(("name", "about", "post", "is_numbered", "moment"), GENERATIONS)
def test_every_generation_of_a_platform_is_read(name, about, post, is_numbered, moment):
    posts = "".join(
        post.format(id=10001 + index, index=index, place=index + 1, name=who, text=text)
        for index, (who, text) in enumerate(SAID)
    )
    page = parse_page(
        f"<html lang=en><title>Tides</title><h1>Tides</h1>{about.format(posts)}".encode()
    )
    thread = read_alone(page, name)
    told = (thread.opening_draft, *thread.comments)
    assert [(one.author.name, strip_tags(one.body_html).strip()) for one in told] == [*SAID]
    assert all(is_moment(one.posted, moment) for one in told)
    numbers = [identity.value for one in told for identity in one.identities]
    assert numbers == (["10001", "10002", "10003"] if is_numbered else [])


REDESIGN = (
    '<div><div><div id="t1_{id}" tabindex="-1" class="_3sf33"><div class="P8SG Comment t1_{id}">'
    '<button class="voteButton">upvote</button><div><span class="_1RI">level {level}</span><div>'
    '<a class="wM6s" data-testid="comment_author_link" href="/user/{name}/">{name}</a>'
    '<span>3 points</span><a id="CommentTopMeta--Created--t1_{id}" href="/c/{id}">May 4, 2012</a>'
    '</div><div data-testid="comment" class="_3cjC"><div class="RichTextJSON-root"><p>{text}</p>'
    "</div></div></div></div></div></div></div>"
)


def test_levels_of_the_redesigned_reddit_tell_who_answers_whom():
    items = (("Ada", 1), ("Bo", 2), ("Cy", 3), ("Di", 2), ("Ed", 1))
    comments = "".join(
        REDESIGN.format(
            id=f"kt{index}aa", name=name, level=level, text=f"{name} tells of the tide."
        )
        for index, (name, level) in enumerate(items)
    )
    thread = read_alone(parse_page(f"<html lang=en><div>{comments}</div>".encode()), "reddit")
    parents = [comment.parent_ref for comment in thread.comments]
    assert parents == [None, "kt0aa", "kt1aa", "kt0aa", None]
    assert [comment.author.name for comment in thread.comments] == [name for name, _ in items]
    assert {comment.posted.isoformat() for comment in thread.comments} == {DAY}
    assert strip_tags(thread.comments[0].body_html) == "Ada tells of the tide."
