"""Pictures on pages, at their own address, and for whom."""

import pytest

from archive.curation import actions
from archive.lib.digests import sha256_hex
from archive.lib.html import clean
from archive.lib.images import name_of
from archive.models import Picture
from tests.factories import make_article, make_comment, make_picture, make_user
from tests.pictures import drawn, photograph

pytestmark = pytest.mark.django_db
BRIDGE, QUAY = drawn(), photograph()
NAME, WEB = name_of(BRIDGE), "https://tidewater.example/quay.jpg"


def with_pictures(**overrides):
    body = f'<p>Look.</p><figure><img src="{NAME}" alt="A bridge"></figure><p><img src="{WEB}"></p>'
    article = make_article(body_html=clean(body), **overrides)
    make_picture(article, NAME, BRIDGE, alt="A bridge")
    make_picture(article, WEB, QUAY)
    return article


def address(content=BRIDGE, extension="png"):
    return f"/pictures/{sha256_hex(content)}.{extension}"


def test_an_article_shows_its_pictures_from_here_with_their_sizes(stranger_client):
    page = stranger_client.get(with_pictures().get_absolute_url()).text
    assert f'<figure><img src="{address()}" width="120" height="80" alt="A bridge"' in page
    assert f'<p> <img src="{address(QUAY, "jpg")}"' in page
    assert "ni:" not in page
    assert WEB not in page


def test_without_the_picture_an_article_leads_to_its_source(stranger_client):
    article = make_article(body_html=clean(f'<p><img src="{WEB}"><img src="{NAME}"></p>'))
    page = stranger_client.get(article.get_absolute_url()).text
    assert f'href="{WEB}"' in page
    assert "an image that is not kept here" in page
    assert "<img" not in page.partition("article-body")[2].partition("</article>")[0]


def test_a_held_lead_image_heads_the_text_unless_the_text_shows_it(stranger_client):
    article = make_article(lead_image_url=WEB, lead_image_caption="The quay at dawn")
    make_picture(article, WEB, QUAY)
    page = stranger_client.get(article.get_absolute_url()).text.partition("<main")[2]
    assert page.index(address(QUAY, "jpg")) < page.index("herring boats")
    assert "The quay at dawn" in page
    shown = with_pictures(lead_image_url=WEB)
    page = stranger_client.get(shown.get_absolute_url()).text.partition("<main")[2]
    assert page.count(address(QUAY, "jpg")) == 1


def test_a_comment_shows_its_pictures(stranger_client):
    article = make_article()
    comment = make_comment(article, body_html=clean(f'<p>See <img src="{NAME}"></p>'))
    make_picture(article, NAME, BRIDGE)
    assert f'<img src="{address()}"' in stranger_client.get(article.get_absolute_url()).text
    assert stranger_client.get(address()).status_code == 200
    actions.set_visibility(comment, "hidden", make_user(is_staff=True))
    assert address() not in stranger_client.get(article.get_absolute_url()).text
    assert stranger_client.get(address()).status_code == 404


def test_a_picture_is_what_it_says_and_nothing_else(stranger_client):
    with_pictures()
    answer = stranger_client.get(address(QUAY, "jpg"))
    assert answer.status_code == 200
    assert b"anarienvogel" not in answer.content
    told = {name: answer.headers[name] for name in (
        "Content-Type", "Content-Security-Policy", "X-Content-Type-Options", "Content-Disposition",
        "Cross-Origin-Resource-Policy", "Cache-Control", "ETag",
    )}  # fmt: skip
    assert told == {
        "Content-Type": "image/jpeg",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": "inline",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "public, max-age=86400, immutable",
        "ETag": f'"{sha256_hex(answer.content)}"',
    }
    assert "Set-Cookie" not in answer.headers


def test_a_picture_that_is_known_is_not_sent_again(stranger_client):
    with_pictures()
    tag = stranger_client.get(address()).headers["ETag"]
    again = stranger_client.get(address(), headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    head = stranger_client.head(address())
    assert (head.status_code, head.content) == (200, b"")
    assert stranger_client.post(address()).status_code == 405


def test_no_cache_keeps_what_a_signed_in_reader_sees(reader_client):
    with_pictures()
    assert reader_client.get(address()).headers["Cache-Control"] == "private, no-store"


def test_only_the_raster_that_was_made_has_an_address(stranger_client):
    with_pictures()
    picture = Picture.objects.get(sha256=sha256_hex(QUAY))
    for path in (address(extension="svg"), address(extension="jpg"), address(extension="html"),
                 f"/pictures/{picture.raster_sha256}.jpg", f"/pictures/{'a' * 64}.png",
                 f"/pictures/{sha256_hex(BRIDGE)}", "/pictures/", "/pictures/../captures/x.png",
                 f"/captures/{picture.raster_stored_as}"):  # fmt: skip
        assert stranger_client.get(path).status_code == 404, path


@pytest.mark.parametrize("why", [
    {"visibility": "hidden"}, {"visibility": "withdrawn"}, {"visibility": "spam"},
    {"state": "draft"}, {"state": "private"}, {"state": "password"}, {"state": "trashed"},
])  # fmt: skip
def test_the_picture_of_what_is_not_everyones_is_not_there(
    why, stranger_client, reader_client, keeper_client
):
    with_pictures(**why)
    for client in (stranger_client, reader_client):
        assert client.get(address()).status_code == 404
        assert client.head(address()).status_code == 404
        assert client.get(address(), headers={"if-none-match": "*"}).status_code == 404
    assert keeper_client.get(address()).status_code == 200


def test_what_another_article_shows_openly_is_everyones(stranger_client):
    with_pictures(visibility="hidden")
    assert stranger_client.get(address()).status_code == 404
    with_pictures()
    assert stranger_client.get(address()).status_code == 200


def test_what_an_article_no_longer_shows_is_no_longer_there(stranger_client):
    article = with_pictures()
    article.body_html = "<p>Put right.</p>"
    article.save()
    assert stranger_client.get(address()).status_code == 404


def test_no_article_shows_anothers_picture_by_naming_it(stranger_client):
    with_pictures(visibility="hidden")
    thief = make_article(body_html=clean(f'<p><img src="{NAME}"></p>'))
    assert address() not in stranger_client.get(thief.get_absolute_url()).text
    assert stranger_client.get(address()).status_code == 404


def test_an_article_has_the_pictures_of_what_was_merged_into_it(stranger_client):
    article = make_article(body_html=clean(f'<p><img src="{NAME}"></p>'))
    make_picture(make_article(merged_into=article), NAME, BRIDGE)
    assert address() in stranger_client.get(article.get_absolute_url()).text
    assert stranger_client.get(address()).status_code == 200


def test_a_closed_archive_shows_strangers_no_picture(stranger_client, settings):
    with_pictures()
    settings.ARCHIVE_READERS = "signed-in"
    answer = stranger_client.get(address())
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "private, no-store")


def test_a_lost_file_is_a_missing_picture(stranger_client, settings):
    with_pictures()
    for path in (settings.ARCHIVE_DATA / "captures").rglob("*.gz"):
        path.unlink()
    assert stranger_client.get(address()).status_code == 404


def test_a_feed_leads_to_pictures_and_loads_none(stranger_client):
    with_pictures()
    feed = stranger_client.get("/articles.atom").text
    assert "&lt;img" not in feed
    assert "ni:" not in feed
    assert WEB in feed


@pytest.mark.parametrize("number", [1, 4])
def test_pictures_cost_a_page_one_query(number, stranger_client, django_assert_max_num_queries):
    article = make_article()
    pictures = [drawn(size=(50 + place, 50)) for place in range(number)]
    for content in pictures:
        make_picture(article, name_of(content), content)
    article.body_html = clean("".join(f'<img src="{name_of(one)}">' for one in pictures))
    article.save()
    with django_assert_max_num_queries(13):
        page = stranger_client.get(article.get_absolute_url()).text
    assert page.count("/pictures/") == number
