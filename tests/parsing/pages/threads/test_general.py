"""The general miner: in whatever form a page repeats who, when and what, it is found."""

import pytest

from tests.parsing.pages.threads.mined import (
    AT_NINE,
    AT_NOON,
    AT_TEN,
    comments_in,
    names_in,
    parents_in,
    plain,
    texts_in,
    thread_in,
    times_in,
    told_in,
)

NAMES = ("Ada Lindqvist", "Bo", "Cem Aydin", "Dina")
DATES = (AT_NINE, AT_TEN, AT_NOON, "5 May 2012, 18:30")
TIMES = ("2012-05-03T09:15", "2012-05-03T10:40", "2012-05-04T12:05", "2012-05-05T18:30")
WORDS = (
    "The gulls went with it as far as the mole.",
    "My father sold the tickets for thirty years.",
    "Nine minutes, and never once on time.",
    "I have the bell at home, should anybody miss it.",
)
POSTS = list(zip(NAMES, DATES, WORDS, strict=True))
TOLD = list(zip(NAMES, TIMES, WORDS, strict=True))


def each(form: str) -> str:
    """Give three comments in this form, with {who}, {when} and {what}."""
    return "".join(form.format(who=who, when=when, what=what) for who, when, what in POSTS[:3])


FORMS = {
    "a list": "<h2>3 comments</h2><ul class=c>"
    + each("<li><b>{who}</b> <i>{when}</i><p>{what}</p></li>")
    + "</ul>",
    "a list without a class on the page": "<h2>3 comments</h2><ul>"
    + each("<li><b>{who}</b> <i>{when}</i><p>{what}</p></li>")
    + "</ul>",
    "rows of a table": "<h2>Comments</h2><table>"
    + each("<tr><td>{who}</td><td>{when}<p>{what}</p></td></tr>")
    + "</table>",
    "two rows of a table each": "<h2>Comments</h2><table>"
    + each("<tr><td><b>{who}</b></td><td>{when}</td></tr><tr><td colspan=2>{what}</td></tr>")
    + "</table>",
    "terms and what describes them": "<h2>Comments</h2><dl>"
    + each("<dt>{who} wrote on {when}</dt><dd>{what}</dd>")
    + "</dl>",
    "a heading each and what follows it": "<h2>Comments</h2><div>"
    + each("<h5>{who}, {when}</h5><p>{what}</p>")
    + "</div>",
    "texts with a signature below": "<h2>Comments</h2><div>"
    + each("<p>{what}</p><p>Posted by <a href=/p/x>{who}</a> on {when}</p>")
    + "</div>",
    "custom elements": "<x-thread>"
    + each("<x-comment><x-who>{who}</x-who><x-at>{when}</x-at><div>{what}</div></x-comment>")
    + "</x-thread>",
    "hashed classes": "<h2>Comments</h2><div class=_3kz1>"
    + each(
        "<div class=_a81f><div class=_x9><span class=_b01>{who}</span><span class=_c7>{when}</span>"
        "</div><div class=_d5e>{what}</div><button>Reply</button></div>"
    )
    + "</div>",
    "utility classes": '<h2>Comments</h2><div class="mt-4 flex flex-col">'
    + each(
        '<div class="mb-4 border p-3"><div class="flex gap-2"><span class="font-bold">{who}</span>'
        '<span class="text-sm">{when}</span></div><div class="mt-2">{what}</div></div>'
    )
    + "</div>",
    "wrappers around wrappers": "<h2>Comments</h2><div>"
    + each(
        "<div><div><div><div><b>{who}</b></div><div>{when}</div></div></div><div><div><p>{what}</p>"
        "</div></div></div>"
    )
    + "</div>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_comments_are_found_in(form):
    assert told_in(form) == TOLD[:3]
    assert parents_in(form) == [None, None, None]


COMMENT = (
    '<div class="comment"><span class="author">{who}</span> <span>{when}</span><p>{what}</p>'
    '<a href="#">Reply</a></div>'
)


def thread(*places: int, inner: str = "") -> str:
    """Give a thread of these comments; what stands in the last one is `inner`."""
    posts = [POSTS[place] for place in places]
    found = "".join(COMMENT.format(who=who, when=when, what=what) for who, when, what in posts)
    return f'<div id="comments"><h2>Comments</h2>{found}{inner}</div>'


def test_one_comment_is_a_thread_where_its_names_leave_no_doubt():
    assert told_in(thread(0)) == TOLD[:1]
    assert thread_in(thread(0).replace("comment", "box").replace("Comments", "")) is None


def test_two_comments_are_a_thread():
    assert told_in(thread(0, 1)) == TOLD[:2]


def test_lists_in_lists_are_one_thread():
    item = "<li><b>{}</b> <i>{}</i><p>{}</p>"
    one, two, three, four = (item.format(*post) for post in POSTS)
    nested = f"{one}<ul>{two}<ul>{three}</li></ul></li></ul></li>{four}</li>"
    markup = f"<h2>4 comments</h2><ul>{nested}</ul>"
    assert told_in(markup) == TOLD
    assert parents_in(markup) == [None, 0, 1, None]


def test_a_thread_that_hangs_from_one_comment_is_found():
    posts = [COMMENT.format(who=a, when=b, what=c).removesuffix("</div>") for a, b, c in POSTS]
    markup = f'<div id="comments"><h2>Comments</h2>{"".join(posts)}{"</div>" * 4}</div>'
    assert told_in(markup, before="<h1>The ferry goes home</h1>") == TOLD
    assert parents_in(markup, before="<h1>The ferry goes home</h1>") == [None, 0, 1, 2]


def test_comments_without_dates_are_found_by_their_names():
    markup = '<h2>Comments</h2><div class="comments">' + each(
        '<div class="comment"><span class="comment-author">{who}</span><p>{what}</p></div>'
    )
    assert told_in(markup + "</div>") == [(who, None, what) for who, _, what in TOLD[:3]]


def test_comments_without_names_and_dates_are_none():
    markup = '<h2>Comments</h2><div class="comments">' + each('<div class="c"><p>{what}</p></div>')
    assert thread_in(markup + "</div>") is None


def test_an_editor_s_choice_of_comments_stands_once_and_in_the_thread():
    chosen = COMMENT.format(who=NAMES[1], when=DATES[1], what=WORDS[1])
    markup = thread(0, 1, 2).replace("<h2>", f"<h3>Editor's picks</h3><div>{chosen}</div><h2>", 1)
    assert told_in(markup) == TOLD[:3]


def answered(*answers: str) -> str:
    """Give a thread in which each comment holds such answers, called otherwise than comments."""
    posts = (
        f'<div class="comment"><div class="head"><span class="author">{who}</span> {when}</div>'
        f'<div class="text">{what}</div><div class="replies">{inner}</div></div>'
        for (who, when, what), inner in zip(POSTS, answers, strict=False)
    )
    return f'<div id="comments"><h2>Comments</h2>{"".join(posts)}</div>'


def answer(who: str, day: int, what: str) -> str:
    return (
        f'<div class="reply"><b class="r-who">{who}</b> <i class="r-at">{day} May 2012, 20:00</i>'
        f'<div class="r-text">{what}</div></div>'
    )


def test_answers_that_are_called_otherwise_belong_to_what_they_stand_in():
    two = answer("Edda", 6, "So it was, every day of it.") + answer("Falk", 7, "Not on Sundays.")
    one = answer("Gro", 8, "Did he keep any of them?")
    markup = answered(two, one, answer("Hedvig", 9, "Ten, in winter."))
    found = names_in(markup)
    assert found == ["Ada Lindqvist", "Edda", "Falk", "Bo", "Gro", "Cem Aydin", "Hedvig"]
    assert parents_in(markup) == [None, 0, 0, None, 3, None, 5]
    assert texts_in(markup)[1] == "So it was, every day of it."


def test_one_answer_to_each_comment_is_an_answer_as_well():
    markup = answered(
        *(answer(name, 6, f"So says {name} too.") for name in ("Edda", "Falk", "Gro"))
    )
    assert names_in(markup) == ["Ada Lindqvist", "Edda", "Bo", "Falk", "Cem Aydin", "Gro"]
    assert parents_in(markup) == [None, 0, None, 2, None, 4]


def test_a_list_of_articles_beside_a_short_thread_is_not_taken_for_it():
    story = '<div class="story"><h3><a href="/{}">{}</a></h3><b>{}</b> <i>{}</i><p>{}</p></div>'
    stories = "".join(
        story.format(place, f"A story of the harbour, number {place}", "Red.", when, what * 3)
        for place, (_, when, what) in enumerate(POSTS * 3)
    )
    assert told_in(thread(0, 1) + f"<section>{stories}</section>") == TOLD[:2]


def test_a_comment_knows_its_address_that_of_its_author_and_its_points():
    form = (
        '<div class="comment" id="c{n}"><a class="author" href="/people/{n}">{who}</a> '
        '<a href="#c{n}">{when}</a><p>{what}</p><span class="votes">{points}</span></div>'
    )
    rows = zip((1, 2, 3), POSTS, ("+12", "3", "\u22124"), strict=False)
    posts = (form.format(n=n, who=a, when=b, what=c, points=d) for n, (a, b, c), d in rows)
    found = comments_in(f'<div id="comments"><h2>Comments</h2>{"".join(posts)}</div>')
    assert [one.author_url for one in found] == ["/people/1", "/people/2", "/people/3"]
    assert [one.permalink for one in found] == ["#c1", "#c2", "#c3"]
    assert [one.score for one in found] == [12, 3, -4]
    assert [plain(one.body_html) for one in found] == list(WORDS[:3])


def test_a_comment_of_the_article_s_author_is_marked_as_such():
    markup = thread(0, 1, 2).replace('class="comment"', 'class="comment by-author"', 1)
    assert [one.by_article_author for one in comments_in(markup)] == [True, False, False]


def test_refs_are_each_its_own_and_ranks_follow_the_page():
    found = comments_in(thread(0, 1, 2))
    assert len({one.ref for one in found}) == 3
    assert [one.rank for one in found] == [0, 1, 2]


def test_what_holds_the_thread_is_told_so_that_it_is_no_part_of_the_article():
    found = thread_in(thread(0, 1, 2))
    assert [node.get("class") for node in found.cut] == ["comment"] * 3


def test_times_of_day_find_a_thread_but_date_no_comment():
    markup = thread(0, 1, 2)
    for when in DATES:
        markup = markup.replace(when, when[-5:])
    assert names_in(markup) == list(NAMES[:3])
    assert times_in(markup) == [None, None, None]
