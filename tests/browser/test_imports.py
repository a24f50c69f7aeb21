"""Bringing something in by the browser: folders with and without scripts, progress, receipt."""

import pytest
from django.core.management import call_command

from archive.models import Article, ImportProblem, ImportRun
from tests.browser.steps import follow
from tests.conftest import PASSWORD
from tests.intake.uploading import make_upload, page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# What a drop brings, where no hand drags: the browser's own entries of files, made in the page.
DROP = """(target) => {
  const entry = (path, text) => ({
    isDirectory: false, fullPath: path,
    file: (done) => done(new File([text], path.split("/").at(-1))),
  });
  const folder = (inner) => ({
    isDirectory: true,
    createReader: () => {
      const batches = [inner, []];
      return { readEntries: (done) => done(batches.shift()) };
    },
  });
  const entries = [folder([entry("/my/a.txt", "one"), folder([entry("/my/b/c.txt", "two")])])];
  const event = new Event("drop", { bubbles: true, cancelable: true });
  event.dataTransfer = { items: entries.map((one) => ({ webkitGetAsEntry: () => one })) };
  target.dispatchEvent(event);
}"""


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "my pages"
    (folder / "bell_files").mkdir(parents=True)
    (folder / "bell.html").write_bytes(page())
    (folder / "bell_files" / "style.css").write_text("p { color: red }")
    return folder


def sign_in(page, base):
    page.goto(f"{base}/sign-in/?next=/imports/")
    page.get_by_label("Name").fill("keeper")
    page.get_by_label("Password").fill(PASSWORD)
    follow(page.get_by_role("button", name="Sign in"))


def test_a_folder_comes_in_and_is_read_without_scripts(live_server, in_browser, keeper, folder):
    def upload_and_try(browser):
        context = browser.new_context(java_script_enabled=False)
        tab = context.new_page()
        sign_in(tab, live_server.url)
        tab.get_by_label("Or a folder").set_input_files(folder)
        follow(tab.get_by_role("button", name="Upload"))
        files = tab.locator(".files tbody th").all_inner_texts()
        follow(tab.get_by_role("button", name="Try it"))
        return context, tab, files, tab.locator("progress").count()

    def import_it(tab):
        tab.wait_for_selector(".ledger")  # the page renews itself
        follow(tab.get_by_role("button", name="Import"))
        return tab.url

    def read_it(context, tab):
        tab.wait_for_selector(".ledger")
        follow(tab.get_by_role("link", name="The bell"))
        title = tab.locator("h1").inner_text()
        context.close()
        return title

    context, tab, files, bars = in_browser(upload_and_try)
    assert sorted(files) == ["my pages/bell.html", "my pages/bell_files/style.css"]
    assert bars == 1
    call_command("work", once=True)
    in_browser(lambda _: import_it(tab))
    call_command("work", once=True)
    assert in_browser(lambda _: read_it(context, tab)) == "The bell"
    assert Article.objects.count() == 1


def test_a_dropped_folder_keeps_its_paths(live_server, in_browser, keeper):
    def visit(browser):
        tab = browser.new_page()
        told = []
        tab.on("console", lambda message: told.append(message.text))
        tab.on("pageerror", lambda error: told.append(str(error)))
        sign_in(tab, live_server.url)
        tab.locator("[data-drop]").evaluate(DROP)
        tab.wait_for_selector("[data-chosen]:not([hidden])")
        chosen = tab.locator("[data-chosen]").inner_text()
        follow(tab.get_by_role("button", name="Upload"))
        files = tab.locator(".files tbody th").all_inner_texts()
        tab.close()
        return told, chosen, files

    assert in_browser(visit) == ([], "2 files, 1 kB", ["my/a.txt", "my/b/c.txt"])


def test_what_is_too_much_is_told_before_it_is_sent(live_server, in_browser, keeper, settings):
    settings.ARCHIVE_UPLOAD_BYTES = 10

    def visit(browser):
        tab = browser.new_page()
        sign_in(tab, live_server.url)
        tab.get_by_label("Files", exact=True).set_input_files(
            {"name": "a.txt", "mimeType": "text/plain", "buffer": b"x" * 11}
        )
        tab.wait_for_selector("[data-chosen]:not([hidden])")
        found = tab.locator("[data-chosen]").inner_text()
        is_disabled = tab.get_by_role("button", name="Upload").is_disabled()
        tab.close()
        return found, is_disabled

    told, is_disabled = in_browser(visit)
    assert "more than one upload may have" in told
    assert is_disabled


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_of_imports_scrolls_sideways(live_server, in_browser, keeper, width):
    long = "w" * 300
    upload = make_upload({f"{long}/{long}.html": page(), "نهر/\u202enoise.bin": b"\x00" * 9})
    receipt = {
        "read": {"articles": 12_345_678}, "lines": {"articles": {"refused": 12_345_678}},
        "reasons": [{"line": "refused", "reason": long, "count": 12_345_678}],
    }  # fmt: skip
    done = ImportRun.objects.create(
        state="done", input_name=long, receipt=receipt, upload=upload.key, failure=long
    )
    ImportProblem.objects.create(
        run=done, severity="refused", place=long, message=long, kind="w" * 200
    )
    at_work = ImportRun.objects.create(
        state="running", input_name=long, files_total=9, files_done=3, site_host=long[:250]
    )

    def visit(browser):
        tab = browser.new_page(viewport={"width": width, "height": 800})
        told, wide = [], []
        tab.on("console", lambda message: told.append(message.text))
        sign_in(tab, live_server.url)
        for path in (
            "",
            f"{done.pk}/",
            f"{done.pk}/problems/",
            f"{at_work.pk}/",
            f"uploads/{upload.key}/",
        ):
            tab.goto(f"{live_server.url}/imports/{path}")
            root = "document.documentElement"
            if tab.evaluate(f"{root}.scrollWidth > {root}.clientWidth"):
                wide.append(path)
        tab.close()
        return wide, told

    assert in_browser(visit) == ([], [])
