"""The page and the feed of a search; what is found is held by tests/search."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from archive.lib.html import clean
from archive.reading.finding import latest_found
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def bridge():
    article = make_article(
        title="A bridge <is> a gate", body_text="The bridge opens & shuts.", terms=["harbour"],
        authors=[make_person("Ingrid Halloway")], declared_comment_count=9,
    )  # fmt: skip
    for _ in range(4):
        make_comment(article, body_text="I drive over the bridge <twice>.")
    make_article(title="Elsewhere", body_text="A ferry.", published_at=None)
    rebuild()
    return article


def text_of(client, query):
    page = client.get(f"/search/?{query}")
    assert page.status_code == 200
    return page.content.decode()


def test_what_is_found_is_shown_as_a_conversation(client, bridge):
    text = text_of(client, "q=bridge")
    assert "5 matches in 1 conversation" in text
    assert "A <mark>bridge</mark> &lt;is&gt; a gate" in text
    assert "The <mark>bridge</mark> opens &amp; shuts." in text
    assert text.count('<article class="found">') == 3
    more = f'href="?q=bridge+thread%3A{bridge.key}">1 more in this thread'
    assert more in text
    assert '4 responses <span class="short">of 9</span>' in text
    assert re.search(r'href="/c/\w+/"', text)


def test_a_picture_without_words_is_found_by_what_else_is_known_of_it(client):
    picture = clean('<p><img src="https://one.example/quay.jpg"></p>')
    said = make_comment(
        make_article(title="A quay"), person=make_person("Ann Lee"), body_text="", body_html=picture
    )
    rebuild()
    text = text_of(client, f"q=person:{said.person.key}+has:image")
    assert "1 match in 1 conversation" in text
    assert "without words" in text


def test_one_thread_is_shown_as_its_comments_alone(client, bridge):
    text = text_of(client, f"q=bridge+thread:{bridge.key}")
    assert "<h1>4 comments</h1>" in text
    assert text.count('<article class="found">') == 4
    assert "Most discussed" not in text
    assert f'on <a href="{bridge.get_absolute_url()}">' in text.partition('<div class="leaf">')[0]
    assert "beneath-what" not in text
    text = text_of(client, f"q=bridge+thread:{bridge.key}&view=conversations")
    assert "5 matches in 1 conversation" in text
    assert "1 match in 1 conversation" in text_of(
        client, f"q=bridge+thread:{bridge.key}+in:articles"
    )


def test_comments_alone_can_be_asked_for(client, bridge):
    assert 'href="?q=bridge&amp;view=comments">Comments alone' in text_of(client, "q=bridge")
    text = text_of(client, "q=bridge&view=comments&page=99")
    assert "<h1>4 comments</h1>" in text
    assert 'on <a href="' in text


def test_how_the_question_was_read_is_told_and_each_part_can_be_left_out(client, bridge):
    text = text_of(client, "q=bridge+-toll+year:2012&sort=newest&page=1")
    assert "<i>without</i> <b><bdi>toll</bdi></b>" in text
    assert 'href="?q=bridge+-toll&amp;sort=newest" aria-label="Leave out 2012"' in text


def test_facets_narrow_and_keep_the_order(client, bridge):
    text = text_of(client, "q=bridge&sort=oldest")
    assert re.search(r'href="\?q=bridge\+[^"]*harbour[^"]*&amp;sort=oldest"', text)
    assert 'class="feed" href="/search.atom?q=bridge"' in text


def test_a_facet_of_many_values_opens_by_a_link(client):
    for number in range(30):
        make_article(body_text="ferry", terms=[f"tag{number:02}"])
    rebuild()
    text = text_of(client, "q=ferry&sort=oldest&page=2")
    assert 'href="?q=ferry&amp;sort=oldest&amp;more=tag#narrow">and 18 more</a>' in text
    assert "tag%3Atag29" not in text
    for view in ("", "&view=conversations"):
        text = text_of(client, f"q=ferry&more=tag{view}")
        assert "tag%3Atag29" in text
        assert "18 more" not in text
        assert "more=tag" not in text.partition('<aside class="facets"')[2].partition("</aside>")[0]
    assert "and 18 more" in text_of(client, "q=ferry&more=%00nonesuch")


def test_a_timeline_leads_to_each_time_and_is_told_in_numbers_too(client, bridge):
    assert '<figure class="matches">' not in text_of(client, "q=ferry")
    make_comment(bridge, body_text="bridge", posted_at=datetime(2014, 6, 1, tzinfo=UTC))
    make_comment(bridge, body_text="bridge", posted_at=None)
    rebuild()
    text = text_of(client, "q=bridge&sort=oldest&page=1")
    assert "Matches by year" in text
    assert 'href="?q=bridge+year%3A2014&amp;sort=oldest" title="2014: 1 match"' in text
    assert 'title="2013: no match"' in text
    assert '<th scope="row">2012</th><td>5</td>' in text
    assert '<th scope="row">Not in this plot</th><td>1</td>' in text
    assert "1 match in 1 conversation" in text_of(client, "q=bridge+year%3A2014")


def test_an_archive_that_holds_nothing_says_so(client, db):
    rebuild()
    text = text_of(client, "q=bridge")
    assert "Nothing is kept here yet." in text
    assert "Leave a part out" not in text


def test_nothing_found_says_why_and_what_else_to_ask(client, bridge):
    text = text_of(client, "q=bridge+zeppelin+year:2012")
    assert "Nothing here says all of that." in text
    assert '<b class="asked"><bdi>zeppelin</bdi></b>, whatever else is asked.' in text
    less = 'href="?q=bridge+year%3A2012&amp;view=conversations">without “<bdi>zeppelin</bdi>”</a>'
    assert f'{less}<span class="count">5 matches</span>' in text
    assert "without any filter, nor what nothing says</a>" in text
    assert "of all time" not in text
    assert "Each word is found by itself" in text_of(client, "q=bridge+ferry")
    # One thing that was asked is not "all", be it one of two words.
    assert "Nothing here says that." in text_of(client, "q=zeppelin+OR+balloon")


def test_what_comes_nearest_is_shown_below_a_line_that_says_so(client, bridge):
    text = text_of(client, "q=bridge+zeppelin")
    head, below = text.split("What comes nearest")
    assert "Nothing here says all of that." in head
    assert 'href="?q=bridge+OR+zeppelin">All that say any of them</a>' in below
    assert f'href="{bridge.get_absolute_url()}"' in below
    make_article(body_text="A zeppelin passes the gate")
    rebuild()
    head, below = text_of(client, "q=zeppelin+gate&page=7").split("Nearly that")
    assert "1 match in 1 conversation" in head
    assert f'href="{bridge.get_absolute_url()}"' in below
    assert "Nearly that" not in text_of(client, "q=bridge")


def test_a_plain_question_says_in_which_order_its_answers_stand(client, bridge):
    question = "q=when+do+we+drive+over+the+bridge"
    text = text_of(client, question)
    assert "others that the best answers share" in text
    assert f'href="?{question}&amp;expand=no">By your words alone</a>' in text
    alone = text_of(client, f"{question}&expand=no")
    assert f'href="?{question}">As it is usually done</a>' in alone
    assert "that the best answers share" not in text_of(client, "q=bridge")


def test_another_spelling_is_offered_with_what_it_finds(client, bridge):
    text = text_of(client, "q=brigde&view=comments&page=2")
    assert 'href="?q=bridge&amp;view=comments"><bdi>bridge</bdi></a>' in text
    assert '<span class="count">(5 matches)</span>?' in text
    assert "Did you mean" not in text_of(client, "q=bridge")


def test_without_a_question_the_page_tells_what_one_can_ask(client):
    assert "author:" in text_of(client, "")
    assert "author:" in client.get("/search/help").content.decode()


def test_without_an_index_titles_are_looked_through_and_the_page_says_so(client):
    make_article(title="A bridge is also a gate")
    text = text_of(client, "q=bridge")
    assert 'role="status"' in text
    assert "A bridge is also a gate" in text.replace("<mark>", "").replace("</mark>", "")
    assert "A bridge is also a gate" in client.get("/search.atom?q=bridge").content.decode()


@pytest.mark.parametrize(
    "query",
    ["q=%22%28%29NOT", "q=%00", "q=a&page=-1", "q=a&page=99999999999999", "q=a&sort=%00",
     "q=" + "%28" * 3000, "q=%F0%9F%8C%89+OR"],
)  # fmt: skip
def test_no_question_breaks_the_page(client, bridge, query):
    text_of(client, query)


def test_a_search_has_a_feed_of_what_it_finds(client, bridge):
    page = client.get("/search.atom?q=bridge")
    found = ElementTree.fromstring(page.content).findall(f"{ATOM}entry")  # noqa: S314 -- our own
    titles = [entry.findtext(f"{ATOM}title") for entry in found]
    assert titles == [*["Tomasz Wren on A bridge <is> a gate"] * 4, "A bridge <is> a gate"]
    assert client.get("/search.atom").status_code == 200


def test_others_find_nothing_that_is_not_public(client, keeper_client):
    hidden = make_article(title="Canary", body_text="canary", visibility="hidden")
    make_comment(make_article(), body_text="canary spam", author_name="Canary", state="spam")
    rebuild()
    for address in ("/search/?q=canary", "/search.atom?q=canary"):
        text = client.get(address).content.decode()
        assert "Canary" not in text, address
        assert "canary spam" not in text, address
        assert hidden.key not in text
        assert "Canary" in keeper_client.get(address).content.decode(), address


def test_a_long_question_is_cut_where_the_language_says_and_the_page_tells(client, bridge):
    words = "bridge-bridge+" * 200
    assert "characters were read" not in text_of(client, f"q={words}")
    assert "Only the first 4,000 characters were read." in text_of(client, f"q={words * 2}")


def test_the_feed_of_a_search_tells_the_latest_answers_of_a_long_thread():
    article = make_article(title="The herring fleet")
    for _ in range(9):
        make_comment(article, body_text="herring herring herring")
    make_comment(article, body_text="One more word on herring, long after the rest of them.")
    make_comment(article, body_text="herring, undated", posted_at=None)
    rebuild()
    found = latest_found(None, "herring", 3)
    assert found[0].body_text.startswith("One more word")
    assert [row.posted_at for row in found] == sorted((r.posted_at for r in found), reverse=True)
    assert latest_found(None, "herring", 99)[-1].body_text == "herring, undated"


def test_the_form_writes_the_question_and_leads_to_its_answer(client, bridge):
    reply = client.get("/search/form?words=bridge&phrase=&none=toll&in=comments&before=last-month")
    assert reply.status_code == 302
    assert reply.url == "/search/?q=bridge+-toll+in%3Acomments+before%3Alast-month"
    assert "4 matches in 1 conversation" in text_of(client, reply.url.partition("?")[2])
    assert client.get("/search/form?words=").url == "/search/"
    assert client.get("/search/form?words=%00%ED%A0%80").status_code == 302


def test_the_form_is_filled_with_the_question_it_is_asked_from(client, bridge):
    text = text_of(client, 'q=bridge+title:"a+b"+in:comments')
    assert 'href="/search/form?q=bridge+title%3A%22a+b%22+in%3Acomments"' in text
    page = client.get('/search/form?q=bridge+title:"a+b"+in:comments').content.decode()
    assert 'name="words" value="bridge"' in page
    assert 'name="title" value="&quot;a b&quot;"' in page
    assert '<option value="comments" selected>Comments</option>' in page


def test_what_is_the_keepers_is_asked_and_told_to_the_keeper_alone(client, bridge, keeper):
    for path in ("/search/form", "/search/help"):
        assert "state" not in main_of(client.get(path))
    assert "state: is for the keeper" in text_of(client, "q=state:draft")
    client.force_login(keeper)
    for path in ("/search/form", "/search/help"):
        assert "state" in main_of(client.get(path))
    assert "state: is for the keeper" not in text_of(client, "q=state:draft")


def main_of(page):
    return page.content.decode().partition("<main")[2]


def test_words_for_dates_count_from_today(client, bridge):
    year = timezone.localdate().year
    assert f"<b><bdi>{year - 1}</bdi></b>" in text_of(client, "q=bridge+on:last-year")
