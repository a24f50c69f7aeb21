import pytest

from archive.models import Comment
from archive.search.service import best_hits, engine, search
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db


def plain(snippet) -> str:
    return "".join(f"[{text}]" if is_match else text for text, is_match in snippet)


@pytest.fixture
def bridge():
    """An article of 2012 with five comments that say bridge, and one that does not."""
    article = make_article(
        key="k1", title="A bridge is also a gate", body_text="The bridge opens.", terms=["harbour"]
    )
    for number in range(5):
        person = make_person(f"Person {number}", key=f"p{number}")
        make_comment(article, key=f"c{number}", body_text="Bridge! " * (5 - number), person=person)
    make_comment(article, key="c9", body_text="A ferry")
    rebuild()
    return article


def test_answers_with_conversations(bridge):
    answer = search("bridge", None)
    (conversation,) = answer.page.items
    assert conversation.article.key == "k1"
    assert plain(conversation.title) == "A [bridge] is also a gate"
    assert plain(conversation.passage) == "The [bridge] opens."
    assert [found.comment.key for found in conversation.comments] == ["c0", "c1", "c2"]
    assert plain(conversation.comments[2].passage) == "[Bridge]! [Bridge]! [Bridge]!"
    assert conversation.comment_total == 5
    assert conversation.more == 2
    assert (answer.total_documents, answer.page.total) == (6, 1)


def test_an_article_that_does_not_answer_itself_shows_no_passage(bridge):
    (conversation,) = search("ferry", None).page.items
    assert conversation.passage == ()
    assert conversation.article_score is None
    assert plain(conversation.comments[0].passage) == "A [ferry]"


def test_facets_lead_to_narrower_queries_and_back(bridge):
    make_article(make_site("two.example"), body_text="bridge")
    rebuild()
    facets = {facet.name: facet for facet in search("bridge", None).facets}
    assert set(facets) == {"in", "site", "person", "year", "tag", "lang"}
    site = next(each for each in facets["site"].values if each.value == "two.example")
    assert (site.label, site.total, site.is_chosen) == ("Two", 1, False)
    assert site.text == "bridge site:two.example"
    narrowed = search(site.text, None)
    assert narrowed.page.total == site.total
    (chosen,) = next(facet for facet in narrowed.facets if facet.name == "site").values
    assert (chosen.is_chosen, chosen.text) == (True, "bridge")
    (tag,) = facets["tag"].values
    assert (tag.label, search(tag.text, None).page.total) == ("Harbour", tag.total)


@pytest.mark.parametrize("language", ["en, de", "-", "C.UTF-8", "{{ lang }}"])
def test_a_language_that_is_none_is_no_facet_and_no_error(language):
    make_article(body_text="bridge", language=language)
    rebuild()
    answer = search("bridge", None)
    assert answer.page.total == 1
    assert "lang" not in {facet.name for facet in answer.facets}


def test_long_facets_are_cut_and_say_so(bridge):
    for number in range(20):
        make_article(body_text="bridge", terms=[f"t{number}"])
    rebuild()
    tags = next(facet for facet in search("bridge", None).facets if facet.name == "tag")
    assert (len(tags.values), tags.more) == (12, 9)
    chosen = next(f for f in search("tag:t19", None).facets if f.name == "tag").values
    assert [each.value for each in chosen if each.is_chosen] == ["t19"]


def test_what_is_chosen_stands_first_among_its_facets_values(bridge):
    make_article(terms=["ash", "oak", "yew"])
    make_article(terms=["ash", "yew"])
    rebuild()
    tags = next(facet for facet in search("tag:oak", None).facets if facet.name == "tag").values
    assert [each.value for each in tags] == ["oak", "ash", "yew"]


def test_parts_say_people_by_name_only_where_the_answer_holds_them(bridge):
    assert [part.value for part in search("bridge person:p1", None).parts] == ["bridge", "Person 1"]
    Comment.objects.update(state="pending")
    rebuild()
    assert [part.value for part in search("person:p1", None).parts] == ["p1"]


def test_pages_past_the_end_are_the_last(bridge):
    for _ in range(4):
        make_article(body_text="bridge")
    rebuild()
    answer = search("bridge", None, page=99, per_page=2)
    assert (answer.page.number, answer.page.last_number, len(answer.page.items)) == (3, 3, 1)
    assert search("bridge", None, page=-5).page.number == 1


def test_an_unknown_order_is_relevance(bridge):
    assert search("bridge", None, sort="; drop").sort == "relevance"
    assert search("bridge", None, sort="oldest").sort == "oldest"


def test_what_the_index_still_holds_but_the_store_hides_is_not_shown(bridge):
    Comment.objects.filter(key="c0").update(visibility="hidden")
    (conversation,) = search("bridge", None).page.items
    assert "c0" not in [found.comment.key for found in conversation.comments]
    assert "c0" not in {hit.key for hit in best_hits("bridge", None, 50).hits}
    bridge.visibility = "hidden"
    bridge.save()
    assert search("bridge", None).page.items == ()
    assert best_hits("bridge", None, 50).hits == ()


def test_without_an_index_titles_are_listed(keeper):
    make_article(key="k1", title="The swing bridge")
    make_article(key="k2", title="The ferry")
    make_article(key="k3", title="A hidden bridge", visibility="hidden")
    answer = search("BRIDGE site:tidewater.example", None)
    assert answer.unavailable
    assert "manage.py reindex" in answer.notice
    assert [item.article.key for item in answer.page.items] == ["k1"]
    assert search("bridge", keeper).page.total == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ferry OR swing", {"k1", "k2"}),
        ("the -bridge", {"k2"}),
        ("NOT (ferry OR bridge)", {"k3"}),
        ("-(the ferry)", {"k1", "k3"}),
        ("title:ferry author:nobody year:1999", {"k2"}),
        ("bridge OR in:comments", {"k1", "k2", "k3"}),
        ("-author:nobody", {"k1", "k2", "k3"}),
        ("by:nobody own:x reply-to:x ferry", {"k2"}),
        ('s?ing fery~ "swing out"~3', {"k1", "k2", "k3"}),
        ("site:two.example", {"k3"}),
        ("secret", set()),
        ("", {"k1", "k2", "k3"}),
    ],
)
def test_without_an_index_titles_as_shown_answer_what_they_can(text, expected):
    make_article(key="k1", title="The swing bridge")
    make_article(key="k2", title="The ferry")
    make_article(make_site("two.example"), key="k3", title="Secret", keeper_title="Left out")
    assert {item.article.key for item in search(text, None).page.items} == expected


def test_a_damaged_index_is_no_error_of_the_page(bridge, settings):
    engine().close()
    for path in settings.SEARCH_INDEX_DIR.glob("build-*/*"):
        path.write_bytes(b"\x00" * 100)
    answer = search("bridge", None)
    assert answer.unavailable
    assert [item.article.key for item in answer.page.items] == ["k1"]


@pytest.mark.parametrize("text", ["", '"', "((((", "-", "*", "author:", "year:x", "\ud800", "\x00"])
def test_anything_can_be_asked(bridge, text):
    assert not search(text, None).unavailable


def test_queries_do_not_grow_with_hits(
    bridge, django_assert_num_queries, django_assert_max_num_queries
):
    with django_assert_max_num_queries(8) as before:
        search("bridge", None)
    for number in range(6):
        article = make_article(body_text="bridge", terms=[f"t{number}"])
        make_comment(article, body_text="bridge", person=make_person(f"Other {number}"))
    rebuild()
    with django_assert_num_queries(len(before)):
        answer = search("bridge", None)
        for conversation in answer.page.items:
            assert conversation.article.site_name
            assert [found.comment.name for found in conversation.comments]


def test_a_comment_without_an_address_has_its_articles():
    article = make_article(source_url="", canonical_url="https://one.example/a")
    make_comment(article, key="c1", body_text="bridge " * 9)
    rebuild()
    assert {hit.key: hit.url for hit in best_hits("bridge", None, 9).hits}["c1"] == (
        "https://one.example/a"
    )


def test_where_little_says_all_of_it_the_nearest_conversations_follow(bridge):
    make_article(key="k2", title="", body_text="A gate, and nothing else")
    rebuild()
    answer = search("bridge opens gate", None)
    assert [one.article.key for one in answer.page.items] == ["k1"]
    assert answer.nearest == ()
    assert answer.any_of == ""
    answer = search("zebra gate bridge", None, sort="newest")
    assert (answer.page.total, answer.total_documents) == (0, 0)
    assert {one.article.key for one in answer.nearest} == {"k1", "k2"}
    assert answer.any_of == "zebra OR gate OR bridge"
    answer = search("gate nothing", None)
    assert [one.article.key for one in answer.page.items] == ["k2"]
    assert [one.article.key for one in answer.nearest] == ["k1"]
    assert plain(answer.nearest[0].title) == "A bridge is also a [gate]"
    assert search("gate nothing year:2012", None).any_of == "(gate OR nothing) year:2012"


def test_nothing_comes_near_of_what_one_may_not_see(bridge, keeper):
    make_article(key="k2", title="", body_text="A gate, and nothing else", visibility="hidden")
    rebuild()
    assert {one.article.key for one in search("gate herons", keeper).nearest} == {"k1", "k2"}
    assert [one.article.key for one in search("gate herons", None).nearest] == ["k1"]


def test_a_question_in_plain_words_is_sorted_by_words_of_its_best_hits_too(keeper):
    make_article(
        key="k0", title="", body_text="Why does the old swing bridge stick? Rust, worn bearings."
    )
    make_article(key="k1", title="", body_text="The old bridge at noon.")
    make_article(key="k2", title="", body_text="The old bridge: rust, worn bearings.")
    for number in range(9):
        make_article(key=f"n{number}", title="", body_text="The ferry leaves early.")
    make_article(
        key="hidden", body_text="why swing bridge stick summer summer", visibility="hidden"
    )
    rebuild()
    question = "why does the old swing bridge stick"
    expanded, alone = search(question, None), search(question, None, expand=False)
    assert expanded.is_expanded
    assert not alone.is_expanded
    assert [one.article.key for one in expanded.page.items] == ["k0"]
    assert [one.article.key for one in expanded.nearest][:2] == ["k2", "k1"]
    assert [one.article.key for one in alone.nearest][:2] == ["k1", "k2"]
    assert expanded.total_documents == alone.total_documents == 1
    for plain_no_more in ("old swing bridge stick", f"{question} -ferry", f'"{question}"'):
        assert not search(plain_no_more, None).is_expanded
    assert not search(question, None, sort="newest").is_expanded


def test_hits_for_programs_go_on_into_those_that_answer_nearly(bridge):
    make_article(key="k2", title="", body_text="A gate, and nothing else")
    rebuild()
    found = best_hits("gate nothing", None, 9)
    assert found.total == 1
    assert [hit.key for hit in found.hits] == ["k2", "k1"]
    assert [hit.key for hit in best_hits("gate nothing", None, 1).hits] == ["k2"]
    assert [hit.key for hit in best_hits("gate nothing", None, 9, sort="newest").hits] == ["k2"]
    assert (best_hits("  ", None, 9).total, best_hits("  ", None, 9).hits) == (0, ())
