"""Pictures that came with pages: inline, beside them, and as parts of one file with them."""

import base64
from urllib.parse import quote

import pytest

from archive.lib.images import name_of
from archive.parsing import pictures
from archive.parsing.drafts import ArticleDraft, CommentDraft, Context, PictureDraft, Problem
from archive.parsing.formats import html, mhtml
from archive.parsing.pictures import Found, illustrated, inline
from archive.parsing.sources import BytesSource, FileSource
from tests.parsing.formats.test_mhtml import TEXT, URL, message, part
from tests.pictures import SVG, drawn

BRIDGE, QUAY, CRANE = drawn(), drawn("JPEG", (90, 90)), drawn("GIF", (70, 50))
PAGE = """<!DOCTYPE html><html lang="en"><head><title>The bell</title>{head}</head><body><article>
<h1>The bell</h1><p>{text}</p>{body}<p>{text} So it went on until the bell was sold.</p></article>
{after}</body></html>"""


def page(body, head="", after=""):
    return PAGE.format(text=TEXT, body=body, head=head, after=after).encode()


def data(content, kind="image/png"):
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def read(content, **source):
    return list(html.parse(BytesSource(content, "bell.html", **source), Context()))


def draft_of(content, **source):
    (draft,) = (one for one in read(content, **source) if isinstance(one, ArticleDraft))
    return draft


def named(content, alt="", file=""):
    return PictureDraft(name_of(content), content, alt, file)


@pytest.fixture
def saved(tmp_path):
    """A page as Firefox saves it, with what it uses and what it does not."""
    body = (
        '<img src="The%20bell_files/bridge.png" alt="The bridge"><img src="./The bell_files/q.jpg">'
        '<img src="The bell_files/none.png"><img src="taxes_files/scan.png">'
        '<img src="The bell_files/mark.svg">'
    )
    for name, content in {
        "The bell.html": page(body, after='<aside><img src="The bell_files/ad.gif"></aside>'),
        "The bell_files/bridge.png": BRIDGE, "The bell_files/q.jpg": QUAY,
        "The bell_files/ad.gif": CRANE, "The bell_files/mark.svg": SVG,
        "taxes_files/scan.png": drawn(size=(33, 33)), "taxes.html": b"x",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return FileSource(tmp_path / "The bell.html", "The bell.html")


def test_pictures_that_stand_in_a_page_are_taken_out_of_it():
    draft = draft_of(page(f'<img src="{data(BRIDGE)}" alt="The bridge"><img src="{data(QUAY)}">'))
    assert draft.pictures == (named(BRIDGE, "The bridge"), named(QUAY))
    assert "data:" not in draft.body_html
    assert f'src="{name_of(BRIDGE)}"' in draft.body_html


def test_a_page_brings_the_files_beside_it_that_its_text_shows(saved):
    (draft,) = html.parse(saved, Context())
    assert draft.pictures == (
        named(BRIDGE, "The bridge", "The bell_files/bridge.png"),
        named(QUAY, file="The bell_files/q.jpg"),
    )
    assert "taxes_files/scan.png" in draft.body_html


def test_a_kept_page_is_read_again_with_what_lay_beside_it(saved):
    (draft,) = html.parse(saved, Context())
    place = saved.place().parent
    beside = {place / one.file: one.content for one in draft.pictures}
    again = draft_of(draft.capture.content, path=saved.place(), beside=beside)
    assert (again.pictures, again.body_html) == (draft.pictures, draft.body_html)


def test_parts_of_one_file_go_by_their_address_on_the_web_or_by_their_bytes():
    body = (
        '<img src="cid:bridge%40x" alt="The bridge"><img src="https://img.example/quay.jpg">'
        '<img src="crane.gif"><img src="https://img.example/none.png">'
    )
    head = '<meta property="og:image" content="https://img.example/quay.jpg">'
    content = message(
        part(page(body, head), Content_Location=URL),
        part(BRIDGE, "image/png", "base64", Content_ID="<bridge@x>"),
        part(QUAY, "image/jpeg", "base64", Content_Location="https://img.example/quay.jpg"),
        part(CRANE, "image/gif", "base64", Content_Location=f"{URL}crane.gif"),
        part(SVG, "image/png", "base64", Content_Location="https://img.example/none.png"),
    )
    (draft,) = mhtml.parse(BytesSource(content, "x"), Context())
    assert set(draft.pictures) == {
        named(BRIDGE, "The bridge"),
        PictureDraft("https://img.example/quay.jpg", QUAY),
        PictureDraft(f"{URL}crane.gif", CRANE),
    }


def test_pictures_in_comments_come_as_well():
    draft = ArticleDraft(
        rank="page", parser="", url=URL, body_html="<p>Words.</p>",
        comments=(CommentDraft("1", 0, body_html='<p><img src="/a.png" alt="x"></p>'),),
    )  # fmt: skip
    find = {"https://tidewater.example/a.png": Found(BRIDGE)}.get
    (draft,) = illustrated(draft, find, "x")
    assert draft.pictures == (PictureDraft("https://tidewater.example/a.png", BRIDGE, "x"),)


def test_what_holds_a_place_until_a_script_comes_is_no_picture():
    """A blurred preview beside the address of the picture itself; a spacer."""
    small = drawn("GIF", (8, 8))
    assert len(small) < pictures.FEWEST_OF_LATE
    late = f'<img src="{data(small)}" data-src="https://img.example/quay.jpg">'
    spacer = f'<img src="{data(b"GIF89a" + bytes(37), "image/gif")}">'
    draft = draft_of(page(late + spacer))
    assert draft.pictures == ()
    assert "https://img.example/quay.jpg" in draft.body_html


@pytest.mark.parametrize(("address", "content"), [
    (data(BRIDGE), BRIDGE),
    (data(BRIDGE).replace("base64", "charset=x;BASE64"), BRIDGE),
    ("DATA:image/png," + quote(BRIDGE), BRIDGE),
    (data(BRIDGE) + "\n  ", BRIDGE),
])  # fmt: skip
def test_addresses_that_are_data(address, content):
    assert inline(address) == Found(content)


# Hostile ones -------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [
    data(SVG, "image/svg+xml"), data(b"<script>alert(1)</script>" * 9, "image/png"),
    data(BRIDGE, "text/html"), "data:image/png;base64,!", "data:image/png;base64", "data:",
    "data:image/png," + "%" * 500,
])  # fmt: skip
def test_data_that_is_no_picture_is_none(address):
    assert draft_of(page(f'<img src="{address}" alt="x">')).pictures == ()


def test_data_has_its_bound(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    assert inline(data(BRIDGE)) is None


def test_a_page_holds_no_more_than_its_bounds(monkeypatch):
    body = "".join(f'<img src="{data(drawn(size=(50 + n, 50)))}">' for n in range(6))
    monkeypatch.setattr(pictures, "MOST_HELD", 3)
    problem, draft = read(page(body))
    assert (problem.message.split(" of")[0], len(draft.pictures)) == ("3", 3)
    monkeypatch.setattr(pictures, "MOST_HELD_BYTES", len(drawn(size=(50, 50))) + 5)
    assert len(draft_of(page(body)).pictures) == 1


@pytest.mark.parametrize("bound", ["MOST_PICTURES", "MOST_DRAFT_BYTES", "MOST_BYTES"])
def test_an_article_shows_no_more_than_its_bounds_and_says_so(monkeypatch, bound):
    monkeypatch.setattr(pictures, bound, 1)
    found = {f"{URL}{n}.png": Found(BRIDGE) for n in range(3)}
    body = "".join(f'<img src="{address}">' for address in found)
    draft = ArticleDraft(rank="page", parser="", url=URL, body_html=body)
    problem, draft = illustrated(draft, found.get, "x")
    assert isinstance(problem, Problem)
    assert (problem.severity, len(draft.pictures)) == (
        "noticed",
        1 if bound == "MOST_PICTURES" else 0,
    )


def test_a_file_beside_a_page_has_its_bound_and_says_so(saved, monkeypatch):
    monkeypatch.setattr(html, "MOST_BYTES", len(BRIDGE) - 1)
    records = list(html.parse(saved, Context()))
    assert any("larger than" in one.message for one in records if isinstance(one, Problem))
