"""Zips and gzips among the inputs: what is in them is taken in as if it lay there."""

import zipfile
from io import BytesIO

import pytest

from archive.intake.runs import Options, take_in
from archive.models import ArticlePicture, ImportProblem, ImportRun
from tests.drafts import sums
from tests.intake.uploading import make_upload, page
from tests.packing import in_gzip
from tests.pictures import drawn

QUAY = b"The old quay\n\nThe old quay was built of stone, and it held."

pytestmark = pytest.mark.django_db


@pytest.fixture
def inbox(tmp_path):
    """A folder of inputs, apart from the archive's own."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def zipped(members):
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        for name, member in members.items():
            file.writestr(name, member)
    return content.getvalue()


def mixed():
    """A zip of a page with its folder, a dump, another zip, and what nothing reads."""
    return zipped(
        {
            "bell.html": page(),
            "bell_files/style.css": b"p { color: red }",
            "dumps/quay.txt": QUAY,
            "more.zip": zipped({"crane.html": page("crane")}),
            "noise.bin": bytes(range(256)),
        }
    )


def test_a_mixed_zip_comes_in_as_its_files_would(inbox):
    (inbox / "all.zip").write_bytes(mixed())
    run = take_in([str(inbox)], Options())
    assert run.receipt.lines == {
        ("articles", "created"): 3,
        ("comments", "created"): 2,
        ("others", "left out"): 1,
        ("others", "refused"): 1,
    }
    assert ImportRun.objects.get().format == "html, text"
    assert ImportProblem.objects.get().input_name.endswith("all.zip/noise.bin")
    before = sums()
    again = take_in([str(inbox / "all.zip")], Options())
    assert (again.receipt.lines["articles", "unchanged"], sums()) == (3, before)


def test_a_zip_gives_what_the_folder_gives(inbox):
    members = {"bell.html": page(), "deep/crane.html": page("crane"), "quay.txt": QUAY}
    (inbox / "all.zip").write_bytes(zipped(members))
    take_in([str(inbox / "all.zip")], Options())
    from_zip = sums()
    for name, content in members.items():
        (inbox / name).parent.mkdir(exist_ok=True)
        (inbox / name).write_bytes(content)
    (inbox / "all.zip").unlink()
    run = take_in([str(inbox)], Options())
    assert set(run.receipt.lines) == {("articles", "unchanged"), ("comments", "unchanged")}
    assert sums() == from_zip


def test_a_zipped_page_brings_the_pictures_beside_it(inbox):
    body = page().replace(b" Some say", b'</p><img src="bell_files/a.png" alt="x"><p>Some say', 1)
    (inbox / "all.zip").write_bytes(zipped({"a/bell.html": body, "a/bell_files/a.png": drawn()}))
    take_in([str(inbox)], Options())
    assert ArticlePicture.objects.get().file == "bell_files/a.png"


def test_a_gzipped_page_comes_in(inbox):
    (inbox / "bell.html.gz").write_bytes(in_gzip(page()))
    assert take_in([str(inbox)], Options()).receipt.lines["articles", "created"] == 1


def test_what_is_refused_costs_nothing_else(inbox):
    (inbox / "a.zip").write_bytes(b"PK\x03\x04 and no more")
    (inbox / "b.zip").write_bytes(zipped({"[Content_Types].xml": b"", "word/a.xml": b""}))
    (inbox / "c.html").write_bytes(page())
    run = take_in([str(inbox)], Options())
    assert run.receipt.lines["articles", "created"] == 1
    assert run.receipt.lines["others", "refused"] == 2
    told = [one.message for one in ImportProblem.objects.order_by("pk")]
    assert "a.zip: cannot be unpacked" in told[0]
    assert "it is an Office document" in told[1]


def test_an_upload_says_what_a_zip_holds(keeper_client):
    upload = make_upload({"all.zip": mixed(), "none.zip": zipped({"x": bytes(range(256))})})
    told = {one.path: (one.format, one.reason) for one in upload.files}
    assert told["all.zip"] == ("zip of html, text", "")
    assert told["none.zip"] == ("", "nothing in this zip is read")
    shown = keeper_client.get(f"/imports/uploads/{upload.key}/").text
    assert "Packed, zip of html, text" in shown
