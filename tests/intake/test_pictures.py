"""What becomes of the pictures that came with articles."""

import base64
import json
import re
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.management import call_command

from archive.intake.captures import read_stored
from archive.intake.importer import reextract
from archive.intake.runs import Options, take_in
from archive.lib.digests import sha256_hex
from archive.lib.images import name_of
from archive.models import Article, ArticlePicture, Capture, ImportProblem, Picture
from archive.parsing.drafts import ArticleDraft, CaptureDraft, Identity, PictureDraft
from tests.drafts import store, sums
from tests.parsing.formats.test_mhtml import URL, message, part
from tests.parsing.test_pictures import page
from tests.pictures import POLYGLOT, SVG, drawn, photograph, png_of

pytestmark = pytest.mark.django_db
BRIDGE, PHOTO = drawn(), photograph()


@pytest.fixture
def inbox(tmp_path):
    """A page saved with its folder, which the page's head calls by its address on the web."""
    folder = tmp_path / "inbox"
    (folder / "bell_files").mkdir(parents=True)
    head = f'<link rel="canonical" href="{URL}">'
    body = '<img src="bell_files/a.png" alt="The bridge"><img src="bell_files/b.jpg">'
    (folder / "bell.html").write_bytes(page(body, head))
    (folder / "bell_files" / "a.png").write_bytes(BRIDGE)
    (folder / "bell_files" / "b.jpg").write_bytes(PHOTO)
    return folder


def counts():
    there = storages["captures"].exists("")
    stored = sum(1 for path in _stored()) if there else 0
    return Picture.objects.count(), ArticlePicture.objects.count(), stored


def _stored(folder=""):
    folders, files = storages["captures"].listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _stored(f"{folder}/{name}".strip("/"))


def draft(*pictures, at=None, body="<p>Words about a bell on a bridge.</p>"):
    capture = CaptureDraft(b"<html>", "text/html", URL, at) if at else None
    return ArticleDraft(
        rank="page", parser="html", title="The bell", identities=(Identity("wordpress", "1"),),
        url=URL, body_html=body, pictures=pictures, capture=capture,
    )  # fmt: skip


def test_a_picture_is_kept_as_it_came_and_as_it_is_shown(inbox):
    run = take_in([str(inbox)], Options())
    assert run.receipt.lines["articles", "created"] == 1
    assert run.receipt.lines["others", "left out"] == 2
    photo = Picture.objects.get(sha256=sha256_hex(PHOTO))
    assert read_stored(photo.stored_as, photo.sha256) == PHOTO
    shown = read_stored(photo.raster_stored_as, photo.raster_sha256)
    assert b"anarienvogel" not in shown
    assert (photo.extension, photo.width, photo.height) == ("jpg", 120, 80)
    row = ArticlePicture.objects.get(picture__sha256=sha256_hex(BRIDGE))
    assert (row.address, row.alt, row.file) == (name_of(BRIDGE), "The bridge", "bell_files/a.png")
    assert name_of(BRIDGE) in Article.objects.get().body_html


def test_the_same_input_twice_writes_nothing(inbox):
    take_in([str(inbox)], Options())
    before = (sums(), counts())
    run = take_in([str(inbox)], Options())
    assert run.receipt.lines["articles", "unchanged"] == 1
    assert (sums(), counts()) == before


def test_a_trial_keeps_nothing(inbox, settings):
    take_in([str(inbox)], Options(dry_run=True))
    assert counts()[:2] == (0, 0)
    assert not (settings.ARCHIVE_DATA / "captures").exists()


def test_a_page_read_again_has_its_pictures_still(inbox):
    take_in([str(inbox)], Options())
    before, body = counts(), Article.objects.get().body_html
    reextract(Capture.objects.get())
    assert (counts(), Article.objects.get().body_html) == (before, body)


def test_a_kept_mhtml_read_again_has_its_pictures_still(tmp_path):
    content = message(
        part(page('<img src="cid:a@x"><img src="/b.jpg">'), Content_Location=URL),
        part(BRIDGE, "image/png", "base64", Content_ID="<a@x>"),
        part(PHOTO, "image/jpeg", "base64", Content_Location="https://tidewater.example/b.jpg"),
    )
    (tmp_path / "bell.mht").write_bytes(content)
    take_in([str(tmp_path / "bell.mht")], Options())
    before, body = counts(), Article.objects.get().body_html
    assert before[:2] == (2, 2)
    reextract(Capture.objects.get())
    assert (counts(), Article.objects.get().body_html) == (before, body)


def test_pictures_in_any_order_give_the_same_store():
    early, late = datetime(2012, 1, 1, tzinfo=UTC), datetime(2015, 1, 1, tzinfo=UTC)
    address = f"{URL}a.png"
    store(draft(PictureDraft(address, PHOTO), at=late))
    store(draft(PictureDraft(address, BRIDGE), at=early))
    (first, *_) = ArticlePicture.objects.of(Article.objects.get())
    assert first.picture.sha256 == sha256_hex(PHOTO)
    store(draft(PictureDraft(address, BRIDGE), at=datetime(2016, 1, 1, tzinfo=UTC)))
    (first, *_) = ArticlePicture.objects.of(Article.objects.get())
    assert first.picture.sha256 == sha256_hex(BRIDGE)
    assert ArticlePicture.objects.count() == 2


def test_two_articles_share_a_picture(inbox):
    take_in([str(inbox)], Options())
    other = f'<link rel="canonical" href="{URL}other/">'
    body = f'<img src="data:image/png;base64,{base64.b64encode(BRIDGE).decode()}">'
    (inbox / "other.html").write_bytes(page(body, other).replace(b"The bell", b"Another bell"))
    take_in([str(inbox / "other.html")], Options())
    assert counts()[:2] == (2, 3)


@pytest.mark.parametrize("content", [
    SVG, POLYGLOT, PHOTO[:900], png_of(50_000, 50_000), b"\x89PNG\r\n\x1a\n" + SVG, b"",
])  # fmt: skip
def test_what_is_no_picture_is_told_and_the_rest_is_kept(content):
    stored = store(draft(PictureDraft(f"{URL}a.png", content), PictureDraft(f"{URL}b.png", BRIDGE)))
    (problem,) = stored.problems
    assert problem.severity == "repaired"
    assert "a.png is not shown" in problem.message
    assert Picture.objects.get().sha256 == sha256_hex(BRIDGE)


def test_an_svg_that_is_called_a_picture_beside_a_page_stays_out(inbox):
    (inbox / "bell_files" / "a.png").write_bytes(SVG)
    take_in([str(inbox)], Options())
    assert Picture.objects.get().extension == "jpg"
    assert "ni:" in Article.objects.get().body_html


def test_what_a_problem_costs_is_in_the_receipt(inbox):
    (inbox / "bell_files" / "a.png").write_bytes(BRIDGE[:150])
    run = take_in([str(inbox)], Options())
    assert run.receipt.repairs == 1
    assert "cannot be decoded" in ImportProblem.objects.get().message


def test_an_export_carries_no_pictures_but_what_they_are_called(inbox):
    take_in([str(inbox)], Options())
    call_command("export", stdout=(out := StringIO()))
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    (article,) = (one for one in lines if one["kind"] == "article")
    assert name_of(BRIDGE) in article["body_html"]
    assert "pictures" not in article
    before = sums()
    (inbox / "archive.jsonl").write_text(out.getvalue())
    run = take_in([str(inbox / "archive.jsonl")], Options())
    assert (run.receipt.lines["articles", "unchanged"], sums()) == (1, before)


def test_long_addresses_and_odd_names_are_kept_within_their_columns():
    address = f"{URL}{'a' * 900}.png"
    odd = PictureDraft(address, BRIDGE, "x" * 9000 + "\0", "y" * 2000)
    store(draft(odd))
    store(draft(odd))
    row = ArticlePicture.objects.get()
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", row.address)
    assert (len(row.alt), row.file) == (2000, "")
