import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.storage import staticfiles_storage

from archive.lib.digests import sha256_hex
from archive.search.tasks import rebuild
from tests.factories import make_article, make_picture
from tests.pictures import photograph

ROOT = Path(__file__).parent.parent.parent / "static"
SHEETS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("css/*.css"))
FOR_EVER = "max-age=315360000, public, immutable"


def asked(client, address, **headers):
    response = client.get(address, headers=headers)
    return response, response.getvalue() if response.streaming else response.content


def test_a_file_is_named_by_its_digest_and_kept_for_ever(client):
    url = staticfiles_storage.url("css/base.css")
    content = (ROOT / "css/base.css").read_bytes()
    assert url == f"/static/css/base.{sha256_hex(content)[:12]}.css"
    response, sent = asked(client, url)
    assert sent == content
    assert response["Cache-Control"] == FOR_EVER


def test_under_its_own_name_it_is_asked_for_again(client):
    response, sent = asked(client, "/static/css/base.css")
    assert sent == (ROOT / "css/base.css").read_bytes()
    assert response["Cache-Control"] == "max-age=60, public"


@pytest.mark.django_db
def test_under_another_digest_nothing_is_served(client):
    assert client.get("/static/css/base.0123456789ab.css").status_code == 404


def test_a_missing_file_keeps_its_name(settings):
    assert staticfiles_storage.url("css/none.css") == "/static/css/none.css"
    settings.DEBUG = True
    assert staticfiles_storage.url("css/base.css") == "/static/css/base.css"


@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.decompress),
    ],
)
def test_it_is_sent_as_the_browser_takes_it(client, accepted, encoding, unpack):
    url = staticfiles_storage.url("js/thread.js")
    response, sent = asked(client, url, accept_encoding=accepted)
    assert response["Content-Encoding"] == encoding
    assert response["Vary"] == "Accept-Encoding"
    assert int(response["Content-Length"]) == len(sent)
    assert unpack(sent) == (ROOT / "js/thread.js").read_bytes()
    head = client.head(url, headers={"accept-encoding": accepted})
    assert head["Content-Length"] == response["Content-Length"]
    again = client.get(url, headers={"accept-encoding": accepted, "if-none-match": head["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0"])
def test_who_takes_it_plain_gets_it_plain(client, accepted):
    response, sent = asked(client, "/static/js/thread.js", accept_encoding=accepted)
    assert "Content-Encoding" not in response
    assert sent == (ROOT / "js/thread.js").read_bytes()


def test_a_part_is_of_what_is_not_compressed(client):
    response, sent = asked(client, "/static/js/thread.js", range="bytes=0-9")
    assert (response.status_code, len(sent)) == (206, 10)


def blanks_apart(styles):
    strings_and_comments = re.compile(r"""("[^"]*")|/\*.*?\*/""", re.DOTALL)
    return re.sub(r"\s", "", strings_and_comments.sub(lambda found: found[1] or "", styles))


@pytest.mark.parametrize("sheet", SHEETS)
def test_styles_are_sent_without_comments_and_otherwise_as_they_are(client, sheet):
    _, packed = asked(client, f"/static/{sheet}", accept_encoding="gzip")
    sent, written = gzip.decompress(packed).decode(), (ROOT / sheet).read_text()
    assert "/*" not in sent
    assert blanks_apart(sent) == blanks_apart(written)
    # Where a blank parts two words it stays.
    apart = re.compile(r"[\w)%]\s+(?=[\w.#])")
    bare = re.sub(r"/\*.*?\*/", "", written, flags=re.DOTALL)
    assert len(apart.findall(sent)) == len(apart.findall(bare))


def test_the_desks_own_files_are_served_so_too(client):
    url = staticfiles_storage.url("admin/css/base.css")
    response, sent = asked(client, url, accept_encoding="gzip")
    assert response["Cache-Control"] == FOR_EVER
    assert b"--primary" in gzip.decompress(sent)


@pytest.mark.django_db
def test_pages_and_feeds_are_compressed_and_pictures_are_not(client):
    article = make_article(lead_image_url="https://tidewater.example/quay.jpg")
    content = photograph()
    make_picture(article, article.lead_image_url, content)
    rebuild()
    for address in ("/", "/articles.atom", "/articles.feed.json", "/search.csv?q=bridge"):
        plain, _ = asked(client, address)
        response, sent = asked(client, address, accept_encoding="gzip")
        assert response["Content-Encoding"] == "gzip", address
        assert "Accept-Encoding" in response["Vary"]
        assert response["ETag"] == plain["ETag"]
        assert gzip.decompress(sent)
    picture, sent = asked(client, f"/pictures/{sha256_hex(content)}.jpg", accept_encoding="gzip")
    assert (picture.status_code, "Content-Encoding" in picture) == (200, False)
