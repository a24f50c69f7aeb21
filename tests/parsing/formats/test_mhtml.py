"""MHTML as browsers write it, and as they would not."""

import base64
import quopri
from datetime import UTC, datetime

import pytest

from archive.parsing import formats
from archive.parsing.drafts import ArticleDraft, Context, Problem
from archive.parsing.formats import mhtml
from archive.parsing.pages.threads import find_thread
from archive.parsing.sources import BytesSource

TEXT = (
    "The bell on the swing bridge rings four times before it opens, and nobody knows why. Some "
    "say that the first keeper had four daughters; the log of 1911 says that it was cheaper."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The bell</title></head><body><article>
<h1>The bell „again“</h1><p>{TEXT}</p><img src="cid:bell@x"></article>FRAME</body></html>"""
COMMENTS = (
    """<!DOCTYPE html><html><body><ol class="commentlist"><li class="comment depth-1"
id="comment-11"><div class="comment-author"><cite class="fn">Ana</cite></div><div
class="comment-meta"><a href="#comment-11">2 hours ago</a></div><p>It was five in my day, and
nobody counted the hours then.</p></li><li class="comment depth-1" id="comment-12"><div
class="comment-author"><cite class="fn">Bo</cite></div><div class="comment-meta"><a
href="#comment-12">1 hour ago</a></div><p>Five it was; I have heard it myself.</p></li></ol>
"""
    + "<!-- frame of comments -->" * 20
)
URL = "https://tidewater.example/bell/"
DATE = "Tue, 3 Mar 2020 10:20:30 -0000"


def part(content, kind="text/html", encoding="quoted-printable", **headers):
    content = content if isinstance(content, bytes) else content.encode()
    encode = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}
    lines = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    body = encode.get(encoding, bytes)(content).replace(b"\n", b"\r\n")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def message(*parts, boundary="----MultipartBoundary--x----", kind='type="text/html";', **headers):
    stated = {"From": "<Saved by Blink>", "Snapshot-Content-Location": URL, "Date": DATE,
              "MIME-Version": "1.0"}  # fmt: skip
    stated |= {name.replace("_", "-"): value for name, value in headers.items()}
    stated["Content-Type"] = f'multipart/related;\r\n\t{kind}\r\n\tboundary="{boundary}"'
    head = "".join(f"{name}: {value}\r\n" for name, value in stated.items() if value)
    body = b"".join(b"\r\n--%b\r\n%b" % (boundary.encode(), one) for one in parts)
    return head.encode() + b"\r\n" + body + b"\r\n--%b--\r\n" % boundary.encode()


def read(content, name="bell.mht"):
    return list(mhtml.parse(BytesSource(content, name), Context()))


def article(content):
    (draft,) = (one for one in read(content) if isinstance(one, ArticleDraft))
    return draft


@pytest.fixture
def saved():
    frame = '<iframe src="cid:frame-1@mhtml.blink"></iframe>'
    return message(
        part(PAGE.replace("FRAME", frame), Content_ID="<frame-0@x>", Content_Location=URL),
        part(COMMENTS, Content_ID="<frame-1@mhtml.blink>", Content_Location="https://f.example/"),
        part("p { }", "text/css", Content_Location="cid:css-1@mhtml.blink"),
    )


def test_a_page_as_chromium_saves_it(saved):
    assert formats.choose(BytesSource(saved, "x")) == "mhtml"
    draft = article(saved)
    assert (draft.title, draft.url) == ("The bell „again“", URL)
    assert TEXT in draft.body_html
    assert draft.capture.captured_at == datetime(2020, 3, 3, 10, 20, 30, tzinfo=UTC)
    assert (draft.capture.content, draft.capture.media_type) == (saved, "multipart/related")
    assert draft.capture.url == URL


def test_frames_hold_their_documents_again(saved):
    parts = list(mhtml.parts_of(saved))
    page = mhtml.page_of(mhtml.header_of(saved)[0], parts[0])
    named = {name: part for part in parts for name in mhtml.names_of(part, URL)}
    mhtml.restore_frames(page, parts[0], mhtml.Related(named))
    (frame,) = page.frames
    name, thread = find_thread(frame)
    assert (name, [one.author.name for one in thread.comments]) == (
        "family/wordpress",
        ["Ana", "Bo"],
    )
    # Relative times count from when the page was saved.
    assert thread.comments[0].posted.at.date() == datetime(2020, 3, 3, tzinfo=UTC).date()


def test_a_page_as_internet_explorer_saved_it():
    """Cyrillic in windows-1251 by the part's header alone; no snapshot address; a zone."""
    page = PAGE.replace("The bell", "Колокол")
    content = message(
        part(page.encode("cp1251", "replace"), 'text/html; charset="windows-1251"', "base64",
             Content_Location=URL),
        Snapshot_Content_Location="", Date="Tue, 3 Mar 2009 10:20:30 +0300",
    )  # fmt: skip
    draft = article(content)
    assert draft.title.startswith("Колокол")
    assert draft.url == URL
    assert draft.capture.captured_at == datetime(2009, 3, 3, 7, 20, 30, tzinfo=UTC)


def test_a_page_without_parts_is_one_message():
    content = part(PAGE, "text/html", "8bit", MIME_Version="1.0", Content_Location=URL)
    assert formats.choose(BytesSource(content, "x")) == "mhtml"
    assert article(content).url == URL


def test_the_start_names_the_page_else_the_first_is_it():
    parts = [
        part(COMMENTS, Content_ID="<one@x>", Content_Location=URL),
        part(PAGE, Content_ID="<two@x>"),
    ]
    assert article(message(*parts, kind='start="<two@x>";')).title == "The bell „again“"
    assert "The bell" not in article(message(*parts)).title


def test_alternatives_within_are_looked_into():
    inner = message(part(TEXT, "text/plain"), part(PAGE, Content_Location=URL), boundary="in")
    inner = inner[inner.index(b"Content-Type") :].replace(b"related", b"alternative", 1)
    assert article(message(inner)).title == "The bell „again“"


def test_a_folded_address_is_one():
    content = message(part(PAGE, Content_Location="https://tidewater.example/\r\n bell/"),
                      Snapshot_Content_Location="")  # fmt: skip
    assert article(content).url == URL


@pytest.mark.parametrize("date", [
    "", "Tue, 3 Mar 2020 10:20:30", "nonsense +0000", "Tue, 99 Mar 9 +0000",
    "Fri, 31 Dec 9999 23:59:59 -2359",
])  # fmt: skip
def test_a_date_that_is_no_instant_is_none(date):
    assert article(message(part(PAGE, Content_Location=URL), Date=date)).capture.captured_at is None


@pytest.mark.parametrize("url", ["file:///C:/bell.html", "cid:x", "javascript:x", "bell.html"])
def test_an_address_of_no_web_names_no_place(url):
    content = message(part(PAGE, Content_Location=url), Snapshot_Content_Location=url)
    assert article(content).url == ""


@pytest.mark.parametrize("content", [
    PAGE.encode(),
    b"From: a@x.example\r\nContent-Type: text/plain\r\nContent-Location: x\r\n\r\nHi",
    b'From: a@x.example\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n\r\n--x--',
    b"",
])  # fmt: skip
def test_other_things_are_not_mhtml(content):
    assert mhtml.sniff(BytesSource(content, "x.mht")) == 0.0


# Hostile ones -------------------------------------------------------------------------------


def nested(depth):
    content = part(PAGE, Content_Location=URL)
    for level in range(depth):
        content = message(content, boundary=f"b{level}")
    return content


def test_messages_within_messages_have_their_depth():
    assert article(nested(mhtml.MOST_DEPTH)).title == "The bell „again“"
    for depth in (mhtml.MOST_DEPTH + 1, 500):
        (problem,) = read(nested(depth))
        assert "nest deeper than 4 levels" in problem.message


def test_parts_have_their_number(monkeypatch):
    monkeypatch.setattr(mhtml, "MOST_PARTS", 50)
    for content in (message(*[b"\r\nx"] * 60), message(*[nested(2)] * 20)):
        (problem,) = read(content)
        assert "more than 50 parts" in problem.message


def test_a_page_has_its_size(monkeypatch):
    monkeypatch.setattr(mhtml, "MOST_BYTES", 100)
    (problem,) = read(message(part(PAGE)))
    assert "larger than 100 bytes" in problem.message


@pytest.mark.parametrize("damage", [
    lambda content: content[: len(content) // 2],
    lambda content: content[:200],
    lambda content: content.replace(b"boundary", b"boundari"),
    lambda content: content.replace(b"quoted-printable", b"base64"),
    lambda content: content.replace(b"quoted-printable", b"nonsense"),
    lambda content: content.replace(b"=", b"=\xff"),
    lambda content: content.replace(b"\r\n\r\n", b"\r\n"),
    lambda content: content.replace(b"Content-", b"\xff\x00Content-"),
    lambda content: b"",
])  # fmt: skip
def test_a_damaged_message_gives_a_record_and_no_exception(saved, damage):
    records = read(damage(saved))
    assert records
    assert all(isinstance(one, ArticleDraft | Problem) for one in records)


def test_base64_is_read_as_browsers_read_it():
    whole = base64.b64encode(b"It held.")
    for written in (whole, whole[:-1], whole[:4] + b"\r\n !" + whole[4:], whole + b"A"):
        assert mhtml.from_base64(written).startswith(b"It held")
    assert mhtml.from_base64(b"=") == b""
