"""What each comment answers, from whatever of the page's form tells it."""

import pytest

from archive.parsing.pages.threads.parents import without_cycles
from tests.parsing.pages.threads.mined import names_in, parents_in

NAMES = ["Ada", "Bo", "Cem", "Dina", "Edda"]
WORDS = [
    "The gulls went with it as far as the mole.",
    "My father sold the tickets for thirty years.",
    "Nine minutes, and never once on time.",
    "I have the bell at home, should anybody miss it.",
    "It was eleven on Sundays, when the band came along.",
]
LEVELS = (0, 1, 2, 0, 1)
ANSWERED = [None, 0, 1, None, 3]


def post(place: int, attributes: str = "", head: str = "", what: str = "", tag: str = "div") -> str:
    """Give the comment at this place of the thread."""
    return (
        f'<{tag} class="c" {attributes}>{head}<b class="author">{NAMES[place]}</b> '
        f"<i>3 May 2012, 09:{10 + place}</i><p>{what or WORDS[place]}</p></{tag}>"
    )


def box(posts: str) -> str:
    return f'<div id="comments"><h2>Comments</h2>{posts}</div>'


def levelled(attributes: str = "", head: str = "") -> str:
    """Give a flat thread whose comments tell their levels so, {n} from 0 on, {m} from 1 on."""
    return box(
        "".join(
            post(
                place,
                attributes.format(n=level, m=level + 1, px=25 * level),
                head.format(n=level, m=level + 1, px=25 * level),
            )
            for place, level in enumerate(LEVELS)
        )
    )


def classed(*names: str) -> str:
    """Give a flat thread with these classes on its comments."""
    posts = (post(place).replace('"c"', f'"c {name}"') for place, name in enumerate(names))
    return box("".join(posts))


WAYS = {
    "an attribute": levelled('data-depth="{n}"'),
    "an attribute for those who hear the page": levelled('aria-level="{m}"'),
    "a custom property": levelled('style="--level: {n}"'),
    "a margin": levelled('style="margin-left: {px}px"'),
    "a padding": levelled('style="padding-left:{n}em"'),
    "a class": classed("depth-1", "depth-2", "depth-3", "depth-1", "depth-2"),
    "an image in an empty cell": box(
        "<table>"
        + "".join(
            f'<tr class="c"><td><img src="s.gif" width="{30 * level}" height="1"></td>'
            f'<td><b class="author">{NAMES[n]}</b> <i>3 May 2012, 09:{10 + n}</i><p>{WORDS[n]}</p>'
            "</td></tr>"
            for n, level in enumerate(LEVELS)
        )
        + "</table>"
    ),
    "words": levelled(head='<span class="hidden">level {m}</span> '),
    "wrappers beside what is answered": box(
        post(0)
        + f'<div class="replies">{post(1)}<div class="replies">{post(2)}</div></div>'
        + post(3)
        + f'<div class="replies">{post(4)}</div>'
    ),
    "lists beside what is answered": box(
        f"<ul><li>{post(0)}</li><ul><li>{post(1)}</li><ul><li>{post(2)}</li></ul></ul>"
        f"<li>{post(3)}</li><ul><li>{post(4)}</li></ul></ul>"
    ),
    "elements around": box(
        f"{post(0)}<div><div>{post(1)}</div><div><div><div>{post(2)}</div></div></div></div>"
        f"{post(3)}<div><div>{post(4)}</div></div>"
    ),
    "nesting": box(
        post(0).removesuffix("</div>")
        + post(1).removesuffix("</div>")
        + f"{post(2)}</div></div>{post(3).removesuffix('</div>')}{post(4)}</div>"
    ),
}


@pytest.mark.parametrize("markup", WAYS.values(), ids=WAYS)
def test_levels_are_told_by(markup):
    assert names_in(markup) == NAMES
    assert parents_in(markup) == ANSWERED


def test_any_class_that_ends_in_a_number_may_tell_levels():
    assert parents_in(classed("szint0", "szint1", "szint2", "szint0", "szint1")) == ANSWERED


def test_a_class_or_id_that_counts_the_comments_tells_no_level():
    assert parents_in(classed("c1", "c2", "c3", "c4", "c5")) == [None] * 5
    assert parents_in(classed("szint1", "szint2", "szint3", "szint4", "szint5")) == [None] * 5
    ids = box("".join(post(place, f'id="c{place}"') for place in range(5)))
    assert parents_in(ids) == [None] * 5


def test_numbers_that_rise_by_leaps_are_no_levels():
    assert parents_in(levelled('data-depth="{n}"').replace('"1"', '"9"')) != ANSWERED
    leaps = (0, 3, 1, 2, 0)
    posts = (post(place, f'style="margin-left:{9 * leap}px"') for place, leap in enumerate(leaps))
    assert parents_in(box("".join(posts))) == [None] * 5


def test_a_parent_s_id_goes_before_every_level():
    ids = ("", "11", "11", "0", "13")
    posts = (
        post(place, f'data-id="1{place + 1}" data-parent="{parent}" data-depth="{level}"')
        for place, (parent, level) in enumerate(zip(ids, LEVELS, strict=True))
    )
    assert parents_in(box("".join(posts))) == [None, 0, 0, None, 2]


def test_a_parent_may_stand_below_what_answers_it():
    posts = (
        post(place, f'data-id="1{place + 1}" data-parent="{parent}"')
        for place, parent in enumerate(("12", "", "", "12", ""))
    )
    assert parents_in(box("".join(posts))) == [1, None, None, 1, None]


def test_a_parent_that_is_not_there_is_none():
    posts = (post(n, f'data-id="1{n}" data-parent="{n and 90 + n}"') for n in range(5))
    assert parents_in(box("".join(posts))) == [None] * 5


def linked(*answered: int | None, words: str = "in reply to {}", inner: str = "") -> str:
    """Give a flat thread in which comments link so to what they answer."""
    posts = []
    for place, other in enumerate(answered):
        link = "" if other is None else f'<a href="#m{other}">{words.format(NAMES[other])}</a> '
        posts.append(post(place, f'id="m{place}"', head=link))
    return box("".join(posts) + inner)


def test_links_that_say_so_tell_what_is_answered():
    assert parents_in(linked(None, 0, 0, None, 2)) == [None, 0, 0, None, 2]


def test_links_of_one_form_to_earlier_comments_tell_what_is_answered():
    assert parents_in(linked(None, 0, 0, None, 2, words="{}")) == [None, 0, 0, None, 2]


def test_links_to_each_next_comment_are_for_walking_only():
    assert parents_in(linked(None, 0, 1, 2, 3, words="previous")) == [None] * 5


def test_a_link_that_says_so_goes_before_the_levels():
    nested = box(
        post(0, 'id="m0"').removesuffix("</div>")
        + post(1, 'id="m1"')
        + post(2, 'id="m2"', head='<a href="#m1">in reply to Bo</a> ')
        + "</div>"
        + post(3, 'id="m3"')
    )
    assert parents_in(nested) == [None, 0, 1, None]


def test_a_quotation_tells_what_is_answered_where_nothing_else_does():
    quote = f"<blockquote>{{}}<p>{WORDS[0]}</p></blockquote><p>{WORDS[2]}</p>"
    assert parents_in(box(post(0) + post(1) + post(2, what=quote.format("")))) == [None, None, 0]
    named = quote.format("Ada wrote:<br>")
    assert parents_in(box(post(0) + post(1) + post(2, what=named))) == [None, None, 0]


def test_a_quotation_of_what_nobody_said_tells_nothing():
    quote = f"<blockquote>A ferry is a bridge that moves.</blockquote><p>{WORDS[2]}</p>"
    assert parents_in(box(post(0) + post(1) + post(2, what=quote))) == [None, None, None]


def test_a_name_with_an_at_sign_tells_nothing():
    posts = post(0) + post(1, what=f"@Ada {WORDS[1]}") + post(2, what=f"@Bo {WORDS[2]}")
    assert parents_in(box(posts)) == [None, None, None]


def test_circles_are_cut_at_their_last_comment():
    parents = ("14", "11", "", "12", "11")
    posts = (
        post(place, f'data-id="1{place + 1}" data-parent="{parent}"')
        for place, parent in enumerate(parents)
    )
    assert parents_in(box("".join(posts))) == [3, 0, None, None, 0]


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ([0], [None]),
        ([1, 0], [1, None]),
        ([1, 2, 0, 0], [1, 2, None, 0]),
        ([None, 0, 1], [None, 0, 1]),
        ([3, 0, 1, 1], [3, 0, 1, None]),
    ],
)
def test_of_a_circle_only_the_last_edge_goes(found, kept):
    assert without_cycles(found) == kept


def test_a_chain_of_a_hundred_thousand_answers_is_no_circle():
    chain = [None, *range(99_999)]
    assert without_cycles(chain) == chain
