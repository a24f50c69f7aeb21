import json

from archive.parsing.drafts import Identity
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import find_thread


def comments_in(*things):
    data = "".join(
        f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in things
    )
    head = '<title>The quay</title><link rel="canonical" href="https://forum.example/t/1">'
    page = f"<html><head>{head}{data}</head><body><p>Words.</p></body></html>"
    _, thread = find_thread(parse_page(page.encode()))
    return thread.comments if thread else ()


def posting(*comments, **more):
    return {"@type": "BlogPosting", "headline": "The quay", "comment": list(comments), **more}


def comment(text, **more):
    return {"@type": "Comment", "text": text, **more}


def parents_of(found):
    refs = [one.ref for one in found]
    return [None if one.parent_ref is None else refs.index(one.parent_ref) for one in found]


def test_a_question_s_answers_are_its_comments_and_theirs_the_replies():
    reply = comment("Thanks", author="Asker")
    best = {"@type": "Answer", "text": "So.", "upvoteCount": 7, "comment": reply}
    question = {
        "@type": "Question",
        "name": "The quay",
        "acceptedAnswer": best,
        "suggestedAnswer": [{"@type": "Answer", "text": "Or so.", "downvoteCount": 1}],
        "comment": comment("Which one?"),
    }
    found = comments_in({"@type": "QAPage", "mainEntity": question})
    assert [one.body_html for one in found] == [
        "<p>So.</p>",
        "<p>Thanks</p>",
        "<p>Or so.</p>",
        "<p>Which one?</p>",
    ]
    assert parents_of(found) == [None, 0, None, None]
    assert [one.score for one in found] == [7, None, None, None]


def test_things_named_by_id_are_followed():
    person = {"@type": "Person", "@id": "#u1", "name": "Uma", "url": "https://forum.example/u/1"}
    graph = [
        posting({"@id": "#c1"}, {"@id": "#c2"}, author={"@id": "#u1"}),
        comment("Two", **{"@id": "#c2", "parentItem": {"@id": "#c1"}, "author": {"@id": "#u1"}}),
        comment("One", **{"@id": "#c1", "author": "Vic"}),
        person,
    ]
    found = comments_in({"@context": "https://schema.org", "@graph": graph})
    assert [(one.author.name, one.body_html) for one in found] == [
        ("Vic", "<p>One</p>"),
        ("Uma", "<p>Two</p>"),
    ]
    assert parents_of(found) == [None, 0]
    assert [one.by_article_author for one in found] == [False, True]
    assert found[0].identities == (Identity("address", "https://forum.example/t/1#c1"),)


def test_a_parent_may_be_named_before_it_comes():
    later = comment("One", url="https://forum.example/t/1#c1")
    reply = comment("Two", parentItem={"@type": "Comment", "url": "https://forum.example/t/1#c1"})
    assert parents_of(comments_in(posting(reply, later))) == [1, None]


def test_the_same_name_alone_makes_no_author_of_the_article():
    author = {"@type": "Person", "name": "Ed", "url": "https://n.example/ed"}
    found = comments_in(
        posting(comment("A", author=author), comment("B", author={"name": "Ed"}), author=[author])
    )
    assert [one.by_article_author for one in found] == [True, False]


def test_an_address_that_several_comments_or_the_page_bear_names_none():
    page = comment("A", url="https://forum.example/t/1")
    same = [comment(text, url="https://forum.example/t/1#all") for text in "BC"]
    away = comment("D", url="https://elsewhere.example/profile/9")
    found = comments_in(posting(page, *same, away))
    assert [one.identities for one in found] == [(), (), (), ()]
    assert len({one.ref for one in found}) == 4


def test_authors_come_as_texts_lists_and_parts_of_names():
    people = ["Ann", [{"name": "Bo"}, {"name": "Cy"}], {"givenName": "Di", "familyName": "Eng"}]
    found = comments_in(posting(*(comment("W", author=one) for one in people)))
    assert [one.author.name for one in found] == ["Ann", "Bo, Cy", "Di Eng"]


def test_an_address_for_an_author_is_no_name():
    (one,) = comments_in(posting(comment("W", author="https://n.example/u/9")))
    assert (one.author, one.author_url) == (None, "https://n.example/u/9")


def test_texts_are_plain_escaped_or_markup():
    texts = ["a < b\n\nc", "Fish &amp; chips", "<p>So <b>it</b> is.</p>"]
    found = comments_in(posting(*map(comment, texts)))
    assert [one.body_html for one in found] == [
        "<p>a &lt; b</p>\n<p>c</p>",
        "<p>Fish &amp; chips</p>",
        "<p>So <b>it</b> is.</p>",
    ]


def test_likes_count_and_dislikes_do_not():
    kinds = ("https://schema.org/DislikeAction", "https://schema.org/LikeAction")
    counters = [
        {"interactionType": {"@type": kind}, "userInteractionCount": n}
        for n, kind in enumerate(kinds, 3)
    ]
    (one,) = comments_in(posting(comment("W", interactionStatistic=counters)))
    assert one.score == 4


def test_times_keep_their_zone_or_its_absence():
    found = comments_in(
        posting(
            comment("A", dateCreated="2024-03-02T08:34:34+02:00"),
            comment("B", datePublished="2024-03-02T08:34"),
            comment("C", dateCreated="last week"),
        )
    )
    assert [one.posted.isoformat() if one.posted else None for one in found] == [
        "2024-03-02T08:34:34+02:00",
        "2024-03-02T08:34",
        None,
    ]


def test_comments_by_themselves_are_the_page_s():
    found = comments_in(posting(), comment("Loose", creator={"name": "Yan"}))
    assert [one.body_html for one in found] == ["<p>Loose</p>"]


def test_comments_on_a_film_beside_an_article_and_reviews_are_not_its_thread():
    film = {"@type": "VideoObject", "name": "Film", "comment": [comment("Nice film")]}
    product = {"@type": "Product", "review": [{"@type": "Review", "reviewBody": "Great"}]}
    assert comments_in(posting(), film, product) == ()
    assert len(comments_in(film)) == 1


def test_comments_that_hold_each_other_are_read_once():
    first = comment("One", **{"@id": "#a", "comment": {"@id": "#b"}})
    second = comment("Two", **{"@id": "#b", "comment": {"@id": "#a"}})
    found = comments_in(posting({"@id": "#a"}), first, second)
    assert [one.body_html for one in found] == ["<p>One</p>", "<p>Two</p>"]
