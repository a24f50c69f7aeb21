"""Pictures that were captured beside a page come with it, wherever in the file they stand."""

import pytest

from archive.parsing.formats import warc_pictures
from tests.packing import in_gzip
from tests.parsing.formats.warcs import articles, http, page, per_record, read, warc
from tests.pictures import SVG, drawn

ADDRESS = "https://tidewater.example/bell.png"
PAGE = warc(http(page().replace(b"</p>", b"</p><p><img src=/bell.png alt='The bell'></p>", 1)))


def captured(*coding: str) -> bytes:
    content = in_gzip(drawn()) if coding else drawn()
    return warc(http(content, *coding, media_type="image/png"), url=ADDRESS)


@pytest.mark.parametrize("coding", [(), ("Content-Encoding: gzip",)], ids=["plain", "packed"])
@pytest.mark.parametrize("pack", [lambda *all_: b"".join(all_), per_record])
@pytest.mark.parametrize("is_before", [True, False])
def test_a_page_brings_its_pictures(pack, is_before, coding):
    records = [captured(*coding), PAGE] if is_before else [PAGE, captured(*coding)]
    (draft,) = articles(read(pack(*records)))
    (picture,) = draft.pictures
    assert (picture.address, picture.content, picture.alt) == (ADDRESS, drawn(), "The bell")


@pytest.mark.parametrize(
    "block",
    [
        http(SVG, media_type="image/svg+xml"),
        http(b"not a picture", media_type="image/png"),
        http(b"", media_type="image/png"),
        http(drawn(), media_type="image/png", status="404 Not Found"),
        b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 20_000,
    ],
    ids=["svg", "words", "nothing", "an error page", "an endless header"],
)
def test_what_is_no_picture_is_not_shown(block):
    (draft,) = articles(read(warc(block, url=ADDRESS) + PAGE))
    assert draft.pictures == ()


def test_of_several_captures_the_first_is_kept():
    other = warc(http(drawn(size=(60, 60)), media_type="image/png"), url=ADDRESS)
    (draft,) = articles(read(captured() + other + PAGE))
    assert draft.pictures[0].content == drawn()


def test_pictures_beyond_the_bound_are_not_kept(monkeypatch):
    monkeypatch.setattr(warc_pictures, "MOST_STORED_BYTES", 10)
    (draft,) = articles(read(captured() + PAGE))
    assert draft.pictures == ()
