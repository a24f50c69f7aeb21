"""What each comment says: all of it, and nothing of what stands about it."""

import pytest

from tests.parsing.pages.threads.mined import (
    AT_NINE,
    AT_NOON,
    AT_TEN,
    comments_in,
    names_in,
    parents_in,
    texts_in,
    told_in,
)

NAMES = ["Ada Lindqvist", "Bo", "Cem Aydin"]
DATES = [AT_NINE, AT_TEN, AT_NOON]
TIMES = ["2012-05-03T09:15", "2012-05-03T10:40", "2012-05-04T12:05"]
WORDS = [
    "The gulls went with it as far as the mole.",
    "My father sold the tickets for thirty years.",
    "Nine minutes, and never once on time.",
]
TOLD = list(zip(NAMES, TIMES, WORDS, strict=True))


def box(posts: str) -> str:
    return f'<div id="comments"><h2>Comments</h2>{posts}</div>'


def each(form: str, words: list[str] = WORDS) -> str:
    """Give a thread of three comments in this form, with {who}, {when} and {what}."""
    return box(
        "".join(
            form.format(who=who, when=when, what=what, n=n)
            for n, (who, when, what) in enumerate(zip(NAMES, DATES, words, strict=True), 1)
        )
    )


HEAD = '<div class="c"><b class="author">{who}</b> <i>{when}</i>'
FORMS = {
    "buttons below": HEAD + '<p>{what}</p><a href="#">Reply</a> <a href="#">Report</a></div>',
    "a button in the text's own element": HEAD + '<div>{what} <a href="#">Reply</a></div></div>',
    "buttons in a list": HEAD + "<p>{what}</p><ul><li>Reply</li><li>Share</li></ul></div>",
    "buttons of other languages": HEAD + "<p>{what}</p><a>Antworten</a> <a>Melden</a></div>",
    "a count of votes": HEAD + '<p>{what}</p><span class="votes">{n}</span></div>',
    "words that all repeat": HEAD + "<p>{what}</p><span>Was this of use to you?</span></div>",
    "a form to answer": HEAD + "<p>{what}</p><form><label>Your answer</label></form></div>",
    "a signature": HEAD + '<div class="text">{what}</div><div class="signature">No {n}</div></div>',
    "a script": HEAD + "<p>{what}<script>count({n})</script></p><style>p{{}}</style></div>",
    "a template": HEAD + "<p>{what}</p><template>Your answer here</template></div>",
    "a note of an edit": HEAD + '<p>{what}</p><small class="edited">Edited on {when}</small></div>',
    "no element of its own": HEAD + "<br>{what}</div>",
    "its author below": "<div><div>{what}</div><div><b>{who}</b> <i>{when}</i></div></div>",
    "a line of name and date before it": "<div>{who}, {when}<br>{what}</div>",
    "a line of name and date behind it": "<div>{what}<br>-- {who}, {when}</div>",
    "a paragraph that begins with that": "<div><p><b>{who}</b> {when}<br>{what}</p></div>",
    "a paragraph that ends with that": "<div><p>{what}<br>By: <a>{who}</a> | {when}</p></div>",
    "a line for each of the three": "<table><tr><td>{who}<br>{when}<br>{what}</td></tr></table>",
    "name and date right before it": "<li><b>{who}</b> ({when}): {what}</li>",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_comment_says_just_its_words_with(form):
    assert told_in(each(form)) == TOLD


def test_all_paragraphs_are_said_though_nothing_is_around_them():
    words = [
        f"<p>{what}</p><p>Besides, {n} of us know.</p><p>Yours</p>" for n, what in enumerate(WORDS)
    ]
    found = texts_in(each(HEAD + "{what}</div>", words))
    assert found == [f"{what} Besides, {n} of us know. Yours" for n, what in enumerate(WORDS)]


def test_lines_are_parted_by_breaks_that_stay():
    words = [f"{what}<br><br>And so it was, {n} times." for n, what in enumerate(WORDS)]
    found = comments_in(each(HEAD + "<br>{what}</div>", words))
    assert [one.body_html.strip() for one in found] == [
        f"<br>{what}<br><br>And so it was, {n} times." for n, what in enumerate(WORDS)
    ]


def test_a_line_of_name_and_date_takes_its_break_along():
    found = comments_in(each("<div><p>{who}, {when}<br>{what}</p></div>"))
    assert [one.body_html for one in found] == [f"<p>{what}</p>" for what in WORDS]


def test_lists_quotations_and_links_are_said():
    words = [
        f"<p>{what} <a href='/{n}'>The log of year {n}</a></p><ul><li>oar {n}</li></ul>"
        f"<blockquote>Row {n} times!</blockquote><pre>x = {n}</pre>"
        for n, what in enumerate(WORDS)
    ]
    found = texts_in(each(HEAD + "{what}</div>", words))
    assert found == [
        f"{what} The log of year {n} oar {n} Row {n} times! x = {n}" for n, what in enumerate(WORDS)
    ]


def test_a_word_that_is_also_a_button_s_is_said_where_it_leads_somewhere():
    words = [what + ' <a href="https://quay.example/log">Link</a>' for what in WORDS]
    words[1] = WORDS[1]
    found = texts_in(each(HEAD + '<div class="text">{what}</div></div>', words))
    assert found == [f"{WORDS[0]} Link", WORDS[1], f"{WORDS[2]} Link"]


def test_what_replies_say_is_said_by_them_alone():
    form = (HEAD + "<p>{what}</p>").replace("{n}", "")
    one, two, three = (
        form.format(who=who, when=when, what=what)
        for who, when, what in zip(NAMES, DATES, WORDS, strict=True)
    )
    markup = box(f"{one}{two}</div>{three}</div></div>")
    assert told_in(markup) == TOLD
    assert parents_in(markup) == [None, 0, 0]


def test_text_behind_a_reply_belongs_to_what_it_stands_in():
    form = HEAD + "<p>{what}</p>"
    one, two, three = (
        form.format(who=who, when=when, what=what)
        for who, when, what in zip(NAMES, DATES, WORDS, strict=True)
    )
    markup = box(f"{one}{two}</div><p>And the bell rang.</p></div>{three}</div>")
    assert texts_in(markup)[:2] == [f"{WORDS[0]} And the bell rang.", WORDS[1]]


def test_an_emoji_and_an_image_are_something_said_and_nothing_is_not():
    words = ["<p>\U0001f44d</p>", '<p><img src="/gull.png"></p>', f"<p>{WORDS[2]}</p>"]
    assert texts_in(each(HEAD + "{what}</div>", words)) == ["\U0001f44d", "", WORDS[2]]
    words[1] = "<p></p>"
    assert names_in(each(HEAD + "{what}</div>", words)) == ["Ada Lindqvist", "Cem Aydin"]


def test_a_note_of_a_deleted_comment_keeps_its_place():
    words = ["<p>This comment has been deleted.</p>", f"<p>{WORDS[1]}</p>", f"<p>{WORDS[2]}</p>"]
    found = comments_in(each(HEAD + "{what}</div>", words))
    assert [one.state for one in found] == ["deleted", "published", "published"]


def test_a_comment_that_awaits_moderation_is_pending():
    words = list(WORDS)
    words[2] = f"<em>Your comment is awaiting moderation.</em><p>{WORDS[2]}</p>"
    found = comments_in(each(HEAD + '<div class="text">{what}</div></div>', words))
    assert [one.state for one in found] == ["published", "published", "pending"]
    assert "moderation" not in found[2].body_html


def test_pings_are_told_from_comments():
    words = list(WORDS)
    words[1] = f"<p>Pingback: <a href='https://hill.example/'>The hill</a></p><p>{WORDS[1]}</p>"
    markup = each(HEAD + "{what}</div>", words).replace('class="c"', 'class="c pingback"', 2)
    found = comments_in(markup)
    assert [one.kind for one in found] == ["pingback", "pingback", "comment"]


def test_markup_of_what_is_said_stays():
    words = [f"<p>{what.replace(' the ', ' <em>the</em> ')}</p>" for what in WORDS]
    found = comments_in(each(HEAD + '<div class="text">{what}</div></div>', words))
    assert found[0].body_html == "<p>The gulls went with it as far as <em>the</em> mole.</p>"
