"""What looks like a thread and is none: on such a page nobody finds one."""

import pytest

from archive.parsing.pages.threads import find_thread
from tests.parsing.pages.threads.mined import ARTICLE, SAID, page_of

LONG_ARTICLE = ARTICLE.replace("</article>", f"<p>{SAID * 12}</p></article>")

ROWS = [
    ("Ada Lindqvist", "3 May 2012, 09:15", "The bell of Saint Ilse rings again after a year"),
    ("Bo Okafor", "3 May 2012, 10:40", "Harbour master resigns over the price of rope"),
    ("Cem Aydin", "4 May 2012, 12:05", "Nine ways to smoke an eel without a smokehouse"),
    ("Dina Marsh", "6 May 2012, 08:00", "Why the tide tables were wrong in March"),
]
TEXTS = [
    "The founder has been repaired, and the parish council voted to ring it at noon.",
    "He had bought more of it than the harbour could use in forty years.",
    "It takes patience, a barrel, alder chips and a day without wind.",
    "Somebody had copied last year's page, and nobody noticed until Easter.",
]


def each(form: str) -> str:
    """Give four parts of a page in this form."""
    return "".join(
        form.format(n=n, who=who, when=when, day=when[:10].rstrip(","), title=title, what=what)
        for n, ((who, when, title), what) in enumerate(zip(ROWS, TEXTS, strict=True), 1)
    )


PAGES = {
    "recent comments in a sidebar": '<div class="sidebar"><h3>Recent comments</h3><ul>'
    + each('<li><b>{who}</b> on <a href="/p{n}">{title}</a> <i>{when}</i><p>{what}</p></li>')
    + "</ul></div>",
    "recent comments in an aside": '<aside><div class="comments">'
    + each('<div class="comment"><b>{who}</b> <i>{when}</i><p>{what}</p><a>Reply</a></div>')
    + "</div></aside>",
    "latest comments by their heading alone": "<div><h3>Latest comments</h3><ul>"
    + each("<li><b>{who}</b> <i>{when}</i><p>{what}</p></li>")
    + "</ul></div>",
    "comments named as the most recent": '<div class="c-recent-comments"><h3>Talk</h3>'
    + each('<div class="comment"><b>{who}</b> <i>{when}</i><p>{what}</p></div>')
    + "</div>",
    "related stories": "<section><h2>More stories</h2>"
    + each(
        '<div class="story"><h3><a href="/p{n}">{title}</a></h3><span class="author">{who}</span>'
        " <time>{when}</time><p>{what}</p></div>"
    )
    + "</section>",
    "a weblog's list of posts": '<section class="posts"><h2>From the archive</h2>'
    + each(
        '<article class="post"><h2><a href="/p{n}">{title}</a></h2><p>By <a href="/a/{n}">{who}</a>'
        ' on {when} | <a href="/p{n}#comments">3 comments</a></p><p>{what}</p></article>'
    )
    + "</section>",
    "teasers with a comment count": '<div class="comments-teasers"><h2>Most discussed</h2>'
    + each(
        '<div class="teaser"><b>{who}</b> <i>{when}</i><p><a href="/p{n}">{what}</a></p>'
        '<a href="/p{n}#c">12 comments</a></div>'
    )
    + "</div>",
    "author boxes": "<section><h2>About the authors</h2>"
    + each(
        '<div class="author-box"><b class="author">{who}</b><p>{what}</p>'
        "<small>With us since {when}</small></div>"
    )
    + "</section>",
    "testimonials": "<section><h2>What our guests say</h2>"
    + each('<div class="quote"><p>{what}</p><cite>{who}</cite><span>{when}</span></div>')
    + "</section>",
    "a ticker": '<div class="ticker"><h2>News in brief</h2>'
    + each('<div class="item"><time>1{n}:15</time><p>{what}</p></div>')
    + "</div>",
    "a live blog": '<div class="live"><h2>As it happened</h2>'
    + each(
        '<div class="entry"><time datetime="2012-05-03T1{n}:15">1{n}:15</time><h3>{title}</h3>'
        '<p>{what}</p><span class="author">{who}</span></div>'
    )
    + "</div>",
    "a table of events": "<h2>What is on</h2><table>"
    + each("<tr><td>{when}</td><td>{title}</td><td>{who}</td></tr>")
    + "</table>",
    "a table of prices": "<h2>Fares</h2><table>"
    + each("<tr><td>{day}</td><td>{n}.50</td></tr>")
    + "</table>",
    "a forum's list of topics": "<h2>Topics</h2><table>"
    + each(
        '<tr class="topic"><td><a href="/t{n}">{title}</a></td><td>{who}</td><td>{when}</td>'
        "<td>12 replies</td></tr>"
    )
    + "</table>",
    "comments that a script would fill in": '<h2>Comments</h2><div id="comments">'
    + '<div class="comment"><b class="author">{{name}}</b> <i>{{date}}</i><p>{{text}}</p></div>' * 3
    + "</div>",
    "a template element": '<h2>Comments</h2><template><div id="comments">'
    + each('<div class="comment"><b class="author">{who}</b> <i>{when}</i><p>{what}</p></div>')
    + "</div></template>",
    "tweets within the article": each(
        '<p>And then:</p><blockquote class="twitter-tweet"><p>{what}</p>&mdash; {who} '
        '<a href="https://birds.example/{n}">{when}</a></blockquote>'
    ),
    "an empty form": '<div id="comments"><h3>Leave a comment</h3><form><label>Name</label><input>'
    "<label>Your comment</label><textarea></textarea><button>Send</button></form>"
    "<p>No comments yet. Be the first!</p></div>",
    "a staff list": '<h2>Our staff</h2><div class="team">'
    + each(
        '<div class="member"><h3 class="name">{who}</h3><span>since {day}</span><p>{what}</p></div>'
    )
    + "</div>",
    "a list of changes": "<h2>Changes</h2><dl>" + each("<dt>{when}</dt><dd>{what}</dd>") + "</dl>",
    "a picture gallery": '<div class="gallery">'
    + each(
        '<figure><img src="/{n}.jpg"><figcaption>{what} Photo: {who}, {when}</figcaption></figure>'
    )
    + "</div>",
    "results of a search": "<h2>Results</h2><ol>"
    + each('<li><a href="/p{n}">{title}</a><br><small>{when} - {who}</small><br>{what}</li>')
    + "</ol>",
    "places to share": '<ul class="share">'
    + each('<li><a href="#">Share {n} times</a></li>')
    + "</ul>",
    "counters": '<p class="comments">0 comments</p><p class="replies">0 replies</p>',
}


@pytest.mark.parametrize("markup", PAGES.values(), ids=PAGES)
def test_nobody_finds_a_thread_in(markup):
    assert find_thread(page_of(markup, before=LONG_ARTICLE)) == ("", None)


def test_the_same_words_are_a_thread_where_they_are_one():
    markup = '<div id="comments"><h2>Comments</h2>' + each(
        '<div class="comment"><b>{who}</b> <i>{when}</i><p>{what}</p></div>'
    )
    name, thread = find_thread(page_of(markup + "</div>", before=LONG_ARTICLE))
    assert name == "general"
    assert [one.author.name for one in thread.comments] == [who for who, _, _ in ROWS]
