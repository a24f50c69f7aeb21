"""A forum's opening post is the article; nowhere else is the first of the posts."""

import pytest

from archive.parsing.pages.article import draft_of
from tests.parsing.pages.threads.mined import ARTICLE, TITLE, page_of, plain, thread_in

HEADLINE = f"<h1>{TITLE}</h1>"
POSTS = [
    ("Ada", "3 May 2012, 09:15", "Since the bridge was opened, who still takes the ferry?"),
    ("Bo", "3 May 2012, 10:40", "My father sold the tickets for thirty years."),
    ("Cem", "4 May 2012, 12:05", "Nine minutes, and never once on time."),
]


def post(who: str, when: str, what: str, name: str = "post", inner: str = "") -> str:
    return (
        f'<div class="{name}"><b class="author">{who}</b> <i>{when}</i>'
        f'<div class="text">{what}</div><a href="#">Quote</a>{inner}</div>'
    )


def topic(name: str = "post", around: str = "posts") -> str:
    return f'<div class="{around}">{"".join(post(*one, name=name) for one in POSTS)}</div>'


def test_the_first_post_of_a_topic_is_what_the_others_answer():
    thread = thread_in(topic(), before=HEADLINE)
    assert thread.opening.get("class") == "post"
    assert thread.opening_draft.author.name == "Ada"
    assert thread.opening_draft.posted.isoformat() == "2012-05-03T09:15"
    assert plain(thread.opening_draft.body_html) == POSTS[0][2]
    assert [one.author.name for one in thread.comments] == ["Bo", "Cem"]
    assert [one.rank for one in thread.comments] == [0, 1]


def test_what_answers_the_opening_post_answers_no_comment():
    inner = "".join(post(*one) for one in POSTS[1:])
    thread = thread_in(post(*POSTS[0], inner=inner), before=HEADLINE)
    assert thread.opening is not None
    assert [one.parent_ref for one in thread.comments] == [None, None]


def test_the_topic_s_headline_may_stand_in_its_first_post():
    markup = topic().replace('<div class="text">', f'<h3>{TITLE}</h3><div class="text">', 1)
    assert thread_in(markup, before="").opening is not None


def test_the_opening_post_is_the_article_of_the_page():
    page = page_of(topic(), before=HEADLINE)
    draft = draft_of(page, b"")
    assert draft.kind == "topic"
    assert plain(draft.body_html) == POSTS[0][2]
    assert [author.name for author in draft.authors] == ["Ada"]
    assert [one.author.name for one in draft.comments] == ["Bo", "Cem"]


NO_TOPICS = {
    "an article above": {"thread": topic(), "before": ARTICLE},
    "posts that are called comments": {"thread": topic("comment"), "before": HEADLINE},
    "a list that is called comments": {"thread": topic(around="comments"), "before": HEADLINE},
    "a list that is called replies": {"thread": topic(around="replies"), "before": HEADLINE},
    "a comment system": {
        "thread": f'<div id="disqus_thread"><div><div><div>{topic()}</div></div></div></div>',
        "before": HEADLINE,
    },
    "a headline that the window's title does not know": {
        "thread": topic(),
        "before": "<h1>Welcome to our harbour</h1>",
    },
}


@pytest.mark.parametrize("page", NO_TOPICS.values(), ids=NO_TOPICS)
def test_no_first_post_is_the_article_with(page):
    thread = thread_in(page["thread"], before=page["before"])
    assert thread.opening is None
    assert [one.author.name for one in thread.comments] == ["Ada", "Bo", "Cem"]


def test_a_topic_is_one_whatever_its_replies_are_called():
    markup = f'<div class="topic-replies">{topic()}</div>'
    assert thread_in(markup, before=HEADLINE).opening is not None


def test_short_words_above_a_topic_make_no_article():
    before = f"{HEADLINE}<p>Board index. You are here. Be kind to each other, please.</p>"
    assert thread_in(topic(), before=before).opening is not None


def test_an_article_in_a_script_without_spaces_is_one():
    text = "橋が開通してから、渡し船に乗るのは船員だけでした。金曜日に船員も家に帰りました。"
    before = f"{HEADLINE}<p>{text * 8}</p>"
    assert thread_in(topic(), before=before, lang="ja").opening is None


def test_one_post_opens_nothing():
    comment = post(*POSTS[0], name="comment")
    markup = f'<div id="comments"><h2>1 comment</h2>{comment}</div>'
    menu = "<li>Ferries and buses</li>" * 12
    thread = thread_in(markup, before=f"{HEADLINE}<ul>{menu}</ul>")
    assert thread.opening is None
    assert [one.author.name for one in thread.comments] == ["Ada"]
