"""Uploads as tests need them."""

from contextlib import suppress
from pathlib import Path

from django.core.management import CommandError, call_command

from archive.intake import uploads
from archive.intake.uploads import Incoming, Upload
from archive.models import ImportRun

PAGE = """<!doctype html><html lang="en"><head><title>The {name}</title>
<link rel="canonical" href="https://tidewater.example/{name}/"></head><body><article>
<h1>The {name}</h1><p>The {name} on the swing bridge rings four times before it opens, and nobody
knows why it is four. Some say that the first keeper had four daughters; the log of 1911 says that
it was cheaper.</p></article><ol class="commentlist"><li class="comment depth-1" id="comment-11">
<div class="comment-author"><cite class="fn">Ana</cite></div><div class="comment-meta">
<a href="#comment-11">June 22, 2012 at 8:32 am</a></div><p>It was five in my day.</p></li></ol>
</body></html>"""


def page(name: str = "bell") -> bytes:
    return PAGE.format(name=name).encode()


def make_upload(files: dict[str, bytes] | None = None) -> Upload:
    """An upload that is there to be tried: one page, unless others are given."""
    incoming = Incoming()
    for name, content in (files if files is not None else {"bell.html": page()}).items():
        stream = incoming.open(name)
        if stream:
            with stream:
                stream.write(content)
    upload = incoming.keep()
    assert uploads.find(upload.key) == upload
    return upload


def run_and_upload(folder: Path) -> tuple[ImportRun, Upload]:
    """A run of a page and of a file that is refused, made in `folder`; an upload of the page."""
    (folder / "bell.html").write_bytes(page())
    (folder / "odd.bin").write_bytes(b"\0\1\2")
    with suppress(CommandError):  # the odd one is refused
        call_command("intake", str(folder / "bell.html"), str(folder / "odd.bin"), verbosity=0)
    return ImportRun.objects.latest("pk"), make_upload()
