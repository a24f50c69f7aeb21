"""/imports/: who may, what comes in, and what the pages say of it."""

import re

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from archive.intake import uploads
from archive.intake.forms import NOTHING_CAME, TOO_LARGE, TOO_MANY
from archive.models import Article, Capture, ImportProblem, ImportRun
from tests.conftest import PASSWORD
from tests.factories import make_article
from tests.intake.uploading import make_upload, page

pytestmark = pytest.mark.django_db
BOUNDARY = "a-line-between"


def body(files, fields=()):
    """What a browser sends: fields, then files under the names it gives them, path and all."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields
    ]
    for name, content in files:
        head = f'Content-Disposition: form-data; name="files"; filename="{name}"'
        kind = "Content-Type: application/octet-stream"
        parts.append(f"--{BOUNDARY}\r\n{head}\r\n{kind}\r\n\r\n".encode() + content + b"\r\n")
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()


def send(client, files, fields=()):
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    return client.post("/imports/", body(files, fields), content_type=kind)


def sent(client, files):
    """The upload that sending the files made."""
    response = send(client, files)
    assert response.status_code == 302, response.text
    return uploads.find(response.url.split("/")[-2])


def addresses():
    row = ImportRun.objects.create(state="done", receipt={"read": {}, "lines": {}, "reasons": []})
    upload = make_upload()
    return [
        "/imports/", f"/imports/{row.pk}/", f"/imports/{row.pk}/receipt.json",
        f"/imports/{row.pk}/receipt.csv", f"/imports/{row.pk}/problems/",
        f"/imports/uploads/{upload.key}/",
    ]  # fmt: skip


def test_all_pages_are_for_staff_alone(stranger_client, reader_client, keeper_client):
    for address in addresses():
        assert stranger_client.get(address).url == f"/sign-in/?next={address}"
        assert reader_client.get(address).status_code == 403
        response = keeper_client.get(address)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"


def test_nothing_is_taken_from_others(stranger_client, reader_client):
    row = ImportRun.objects.create(state="waiting")
    upload = make_upload()
    for client, status in ((stranger_client, 302), (reader_client, 403)):
        assert send(client, [("a.html", page())]).status_code == status
        assert client.post(f"/imports/{row.pk}/cancel/").status_code == status
        posted = client.post(f"/imports/uploads/{upload.key}/", {"action": "remove"})
        assert posted.status_code == status
    assert uploads.waiting() == [upload]
    row.refresh_from_db()
    assert row.state == "waiting"


def test_every_post_takes_the_forms_token(keeper):
    client = Client(enforce_csrf_checks=True)
    client.login(username="keeper", password=PASSWORD)
    row, upload = ImportRun.objects.create(state="waiting"), make_upload()
    assert send(client, [("a.html", page())]).status_code == 403
    assert client.post(f"/imports/{row.pk}/cancel/").status_code == 403
    assert client.post(f"/imports/uploads/{upload.key}/").status_code == 403
    assert uploads.waiting() == [upload]
    assert len(list(uploads.root().iterdir())) == 1
    client.get("/imports/")
    token = client.cookies["csrftoken"].value
    response = send(client, [("a.html", page())], [("csrfmiddlewaretoken", token)])
    assert response.status_code == 302


def test_a_folder_is_uploaded_with_its_paths_and_what_each_file_is_is_shown(keeper_client):
    files = [("my/bell.html", page()), ("my/bell_files/a.css", b"p {}"), ("my/x.bin", b"\x00\x01")]
    upload = sent(keeper_client, files)
    assert [one.path for one in upload.files] == [name for name, _ in files]
    shown = keeper_client.get(f"/imports/uploads/{upload.key}/").text
    assert "my/bell.html" in shown
    assert "<strong>1</strong> Saved HTML pages" in shown
    assert "<strong>1</strong> Parts of pages saved beside them" in shown
    assert "<strong>1</strong> Nothing that any format reads" in shown
    assert "no known format" in shown
    assert 'value="try"' in shown
    assert 'value="import"' not in shown


def test_names_of_files_are_shown_as_text_and_never_run(keeper_client):
    names = ["<script>alert(1)</script>.html", "\u202elmth.x", "x" * 300 + ".html", "{{ 7*7 }}.txt"]
    upload = sent(keeper_client, [(name.replace('"', ""), page()) for name in names])
    shown = keeper_client.get(f"/imports/uploads/{upload.key}/").text
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;.html" in shown
    assert "{{ 7*7 }}.txt" in shown
    assert all(len(one.path.encode()) <= 200 for one in upload.files)


def test_what_is_too_large_is_refused_and_nothing_stays(keeper_client, settings):
    settings.ARCHIVE_UPLOAD_BYTES = 1_000
    settings.UPLOAD_BODY_BYTES = 10_000
    for content in (b"x" * 1_001, b"x" * 20_000):
        response = send(keeper_client, [("a.txt", b"y"), ("b.txt", content)])
        assert response.status_code == 413
        assert TOO_LARGE in response.text
        assert list(uploads.root().iterdir()) == []
    assert sent(keeper_client, [("a.txt", b"y" * 500), ("b.txt", b"x" * 500)])


def test_no_more_is_written_than_the_limit(keeper_client, settings, monkeypatch):
    settings.ARCHIVE_UPLOAD_BYTES = 300_000
    discard, seen = uploads.Incoming.discard, []

    def weigh(incoming):
        seen.extend(path.stat().st_size for path in uploads.root().rglob("*") if path.is_file())
        discard(incoming)

    monkeypatch.setattr(uploads.Incoming, "discard", weigh)
    assert send(keeper_client, [("a.txt", b"x" * 5_000_000)]).status_code == 413
    assert sum(seen) <= 300_000


def test_too_many_files_are_refused_and_nothing_stays(keeper_client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    response = send(keeper_client, [(f"{number}.txt", b"x") for number in range(3)])
    assert response.status_code == 413
    assert TOO_MANY in response.text
    assert list(uploads.root().iterdir()) == []


@pytest.mark.parametrize("files", [[], [("", b"")], [(".hidden", b"x")]])
def test_an_upload_of_nothing_is_told(keeper_client, files):
    response = send(keeper_client, files)
    assert response.status_code == 400
    assert NOTHING_CAME in response.text
    assert list(uploads.root().iterdir()) == []


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", f"multipart/form-data; boundary={BOUNDARY}"),
        (b"garbage", f"multipart/form-data; boundary={BOUNDARY}"),
        (b"garbage", "multipart/form-data"),
        (b"a=b", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (body([("a.txt", b"x")])[:-40], f"multipart/form-data; boundary={BOUNDARY}"),
    ],
)
def test_what_no_browser_sends_is_no_error_of_ours(keeper_client, content, kind):
    response = keeper_client.post("/imports/", content, content_type=kind)
    assert response.status_code == 400
    assert list(uploads.root().iterdir()) == []


def test_a_full_disk_is_told_and_nothing_stays(keeper_client, monkeypatch):
    def no_room(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads.Incoming, "open", no_room)
    response = send(keeper_client, [("a.txt", b"x")])
    assert response.status_code == 507
    assert "may be full" in response.text
    assert list(uploads.root().iterdir()) == []


@pytest.mark.django_db(transaction=True)  # a worker closes connections amid a transaction
def test_from_files_to_a_receipt(keeper_client, keeper):
    upload = sent(keeper_client, [("bell.html", page()), ("noise.bin", bytes(range(256)) * 4)])
    here = f"/imports/uploads/{upload.key}/"
    refused = keeper_client.post(here, {"action": "import"}, follow=True)
    assert "Try it first" in refused.text
    response = keeper_client.post(
        here, {"action": "try", "site_host": "https://www.harbour.example"}
    )
    waiting = keeper_client.get(response.url)
    assert waiting["Refresh"] == "3"
    assert "<progress" in waiting.text
    assert "Waiting" in waiting.text
    call_command("work", once=True)
    tried = keeper_client.get(response.url)
    assert "Refresh" not in tried
    assert "What would come in" in tried.text
    assert "Every record that was read stands in one line." in tried.text
    assert 'value="harbour.example"' in tried.text
    assert not Article.objects.exists()
    imported = keeper_client.post(here, {"action": "import", "site_host": "harbour.example"})
    call_command("work", once=True)
    receipt = keeper_client.get(imported.url).text
    assert "Receipt" in receipt
    assert Article.objects.get().get_absolute_url() in receipt
    assert "noise.bin" in receipt
    assert "The uploaded files are still here" in receipt
    assert ImportRun.objects.first().started_by == keeper
    removed = keeper_client.post(here, {"action": "remove"}, follow=True)
    assert "The uploaded files were removed." in removed.text
    assert keeper_client.get(here).status_code == 404


def test_a_site_that_is_no_host_is_said_beside_its_field(keeper_client):
    here = f"/imports/uploads/{make_upload().key}/"
    response = keeper_client.post(here, {"action": "try", "site_host": "not a host"})
    assert response.status_code == 400
    assert "This is no host" in response.text
    assert not ImportRun.objects.exists()


def test_files_that_are_read_now_are_not_removed(keeper_client):
    upload = make_upload()
    here = f"/imports/uploads/{upload.key}/"
    keeper_client.post(here, {"action": "try"})
    assert "cancel it first" in keeper_client.post(here, {"action": "remove"}, follow=True).text
    assert uploads.find(upload.key)


def test_a_run_is_cancelled_by_its_button(keeper_client):
    row = ImportRun.objects.create(state="running", worker="elsewhere", input_name="pages/")
    shown = keeper_client.get(f"/imports/{row.pk}/").text
    action = re.search(r'action="(/imports/\d+/cancel/)"', shown)[1]
    assert "Cancelling" in keeper_client.post(action, follow=True).text
    row.refresh_from_db()
    assert row.is_cancel_asked
    assert keeper_client.get(action).status_code == 405


def test_addresses_of_nothing_are_not_found(keeper_client):
    for address in ("0/", "99/", f"{'9' * 30}/", f"{'9' * 18}/", "uploads/../../", "uploads/ab/"):
        assert keeper_client.get(f"/imports/{address}").status_code == 404
    assert keeper_client.get("/imports/uploads/0123456789abcdef/").status_code == 404


def test_an_uploaded_file_is_never_served(keeper_client):
    upload = sent(keeper_client, [("bell.html", page())])
    for address in ("files/bell.html", "bell.html", "upload.json"):
        assert keeper_client.get(f"/imports/uploads/{upload.key}/{address}").status_code == 404


def count_queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_lists_ask_the_database_no_more_for_more_rows(keeper_client, keeper):
    def grow(run, times):
        for number in range(times):
            ImportRun.objects.create(state="done", started_by=keeper, input_name=f"{number}")
            ImportProblem.objects.create(run=run, severity="refused", message=f"{number}")
            Capture.objects.create(article=make_article(), run=run, sha256=f"{number:064}")
            make_upload()

    run = ImportRun.objects.create(state="done", receipt={"read": {}, "lines": {}, "reasons": []})
    grow(run, 3)
    counted = [count_queries(keeper_client, path) for path in ("/imports/", f"/imports/{run.pk}/")]
    grow(run, 6)
    assert counted == [
        count_queries(keeper_client, path) for path in ("/imports/", f"/imports/{run.pk}/")
    ]


def test_the_way_to_imports_is_shown_to_staff_alone(keeper_client, reader_client):
    for address in ("/", "/articles/"):
        assert 'href="/imports/"' in keeper_client.get(address).text
        assert 'href="/imports/"' not in reader_client.get(address).text
