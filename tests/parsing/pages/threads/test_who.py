"""Who wrote each comment: found for all of a thread together, by what its records share."""

import pytest

from tests.parsing.pages.threads.mined import (
    AT_NINE,
    AT_NOON,
    AT_TEN,
    comments_in,
    names_in,
    texts_in,
)

NAMES = ["Ada Lindqvist", "Bo", "Cem Aydin"]
DATES = [AT_NINE, AT_TEN, AT_NOON]
WORDS = [
    "The gulls went with it as far as the mole.",
    "My father sold the tickets for thirty years.",
    "Nine minutes, and never once on time.",
]


def each(form: str, names: list[str] = NAMES) -> str:
    """Give a thread of three comments in this form, with {who}, {when} and {what}."""
    posts = (
        form.format(who=who, when=when, what=what, n=n)
        for n, (who, when, what) in enumerate(zip(names, DATES, WORDS, strict=True), 1)
    )
    return f'<div id="comments"><h2>Comments</h2>{"".join(posts)}</div>'


def post(head: str) -> str:
    """Give the form of a comment whose head is this."""
    return f'<div class="c">{head}<p>{{what}}</p></div>'


HEADS = {
    "an element named for it": '<span class="user">{who}</span> <i>{when}</i>',
    "a link to a person's page": '<a href="/users/{n}">{who}</a> <i>{when}</i>',
    "a link to the person's own site": '<a rel="nofollow" href="/s/{n}">{who}</a> <i>{when}</i>',
    "an element of no name": "<div><span>{who}</span></div><div>{when}</div>",
    "a line of text with the date": "<div>{who}, {when}</div>",
    "a line parted by bars": "<div>{who} | {when} | Reply</div>",
    "a line that begins with by": "<div>Posted by {who} on {when}</div>",
    "a line of its own": "<div>{who}<br>{when}</div>",
    "a line before words of saying": "<cite>{who}</cite> says:<br><i>{when}</i>",
    "words that all comments share": "<div><span>Written by</span> {who}</div><i>{when}</i>",
    "a name beside a rank and a place": (
        '<span class="user">{who}</span><span class="rank">Deckhand</span>'
        '<span class="location">Marsa</span><i>{when}</i>'
    ),
    "a name after the picture's initials": (
        '<span class="avatar">{who[0]}</span><span class="user">{who}</span> <i>{when}</i>'
    ),
    "a name below a title": '<h4>On matter {n}</h4><span class="author">{who}</span> <i>{when}</i>',
    "a name after the comment's number": '<a href="#c{n}">#{n}</a> <b>{who}</b> <i>{when}</i>',
    "a name before that of whom it answers": (
        '<a class="user" href="/u/{n}">{who}</a> in reply to <a class="user" href="/u/9">Zoe</a> '
        "<i>{when}</i>"
    ),
}


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_names_are_read_from(head):
    assert names_in(each(post(head))) == NAMES


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
def test_a_name_is_no_part_of_what_is_said_below(head):
    said = texts_in(each(post(head)))
    assert [text.endswith(words) for text, words in zip(said, WORDS, strict=True)] == [True] * 3
    assert not any(name in text for name, text in zip(NAMES, said, strict=True))


def test_german_bylines_give_names_without_their_words():
    markup = each(post("<h4>Von {who} am 3.5.2017 um 12:10 Uhr</h4>"))
    assert names_in(markup, lang="de") == NAMES
    assert texts_in(markup, lang="de") == WORDS


def test_a_name_that_stands_behind_the_text_is_found():
    markup = each('<div class="c"><p>{what}</p><p>{who} on {when}</p></div>')
    assert names_in(markup) == NAMES


def test_one_person_may_write_every_comment():
    named = post('<span class="author">{who}</span> <i>{when}</i>')
    assert names_in(each(named, ["Bo"] * 3)) == ["Bo"] * 3
    loose = post("<span>{who}</span> <i>{when}</i>")
    assert names_in(each(loose, ["Ada Lindqvist"] * 3)) == ["Ada Lindqvist"] * 3


def test_what_every_comment_repeats_is_nobody_s_name():
    markup = each(post("<span>Registered reader</span> <b>{who}</b> <i>{when}</i>"))
    assert names_in(markup) == NAMES


def test_a_comment_without_a_name_has_none():
    named = post('<span class="author">{who}</span> <i>{when}</i>')
    assert names_in(each(named, ["", "Bo", "Cem Aydin"])) == [None, "Bo", "Cem Aydin"]


def test_a_name_in_the_text_is_not_the_author_s():
    markup = each(
        '<div class="c"><a class="user" href="/u/{n}">{who}</a> <i>{when}</i>'
        '<p><a class="user" href="/u/9">Zoe</a> {what}</p></div>'
    )
    assert names_in(markup) == NAMES


@pytest.mark.parametrize("shown", ["Reply", "12", "#3", "2 hours ago", "Monday", "Level 4", "+"])
def test_buttons_numbers_and_days_are_no_names(shown):
    named = post('<span class="author">{who}</span> <i>{when}</i>')
    found = names_in(each(named, [shown, "Bo", "Cem Aydin"]))
    assert found == [None, "Bo", "Cem Aydin"]


def test_an_author_s_own_address_is_told_but_no_anchor():
    markup = each(post('<a class="author" href="/people/{n}">{who}</a> <i>{when}</i>'))
    assert [one.author_url for one in comments_in(markup)] == [
        "/people/1",
        "/people/2",
        "/people/3",
    ]
    markup = each(post('<a class="author" href="#c{n}">{who}</a> <i>{when}</i>'))
    assert [one.author_url for one in comments_in(markup)] == ["", "", ""]


def test_a_name_may_be_long_where_its_element_is_named_for_it():
    long = (
        "A reader who has crossed on every ferry of the line since nineteen sixty-two and counted"
    )
    named = post('<span class="author">{who}</span> <i>{when}</i>')
    assert names_in(each(named, [long, "Bo", "Cem Aydin"])) == [long, "Bo", "Cem Aydin"]


def test_names_of_every_script_are_names():
    names = ["Жанна", "山田太郎", "سلمى"]
    assert names_in(each(post("<b>{who}</b> <i>{when}</i>"), names)) == names


def test_a_class_of_the_articles_author_marks_one_commenter_not_all():
    names = ("Ada", "Bo", "Cem", "Dina")
    post = (
        "<li class='{own}'><b>{who}</b> <i>3 May 2012, 09:1{n}</i><p>Said by {who}, {n}.</p></li>"
    )
    marked = [post.format(own="owner", who=who, n=n) for n, who in enumerate(names)]
    plain = [post.format(own="reader", who=who, n=n) for n, who in enumerate(names)]
    one, none = [plain[0], marked[1], *plain[2:]], marked
    owners = [
        [
            draft.by_article_author
            for draft in comments_in(f"<h2>Comments</h2><ul>{''.join(posts)}</ul>")
        ]
        for posts in (one, none)
    ]
    assert owners == [[False, True, False, False], [False] * 4]
