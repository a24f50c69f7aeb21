"""Runs: every input accounted for, whatever it holds."""

import gzip
import json
import os
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from archive.intake.errors import UnbalancedReceiptError
from archive.intake.importer import import_articles
from archive.intake.receipts import Receipt
from archive.intake.runs import Options, take_in
from archive.models import Article, Capture, Comment, ImportProblem, ImportRun
from archive.parsing.drafts import ArticleDraft, CommentDraft, Identity
from tests.drafts import sums

pytestmark = pytest.mark.django_db

PAGE = """<!doctype html><html lang="en"><head><title>The bell</title>
<link rel="canonical" href="https://tidewater.example/bell/"></head><body><article><h1>The bell</h1>
<p>The bell on the swing bridge rings four times before it opens, and nobody knows why it is four.
Some say that the first keeper had four daughters; the log of 1911 says that it was cheaper.</p>
</article><ol class="commentlist">
<li class="comment depth-1" id="comment-11"><div class="comment-author"><cite class="fn">Ana</cite>
</div><div class="comment-meta"><a href="#comment-11">June 22, 2012 at 8:32 am</a></div>
<p>It was five in my day.</p></li></ol></body></html>"""


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "inbox" / "bell.html"
    path.parent.mkdir()
    path.write_text(PAGE)
    return path


def test_a_page_is_kept_with_its_bytes(page):
    run = take_in([str(page)], Options())
    assert run.receipt.lines == {("articles", "created"): 1, ("comments", "created"): 1}
    capture = Capture.objects.get()
    assert capture.run == ImportRun.objects.get()
    with storages["captures"].open(capture.stored_as) as file:
        assert gzip.decompress(file.read()) == page.read_bytes()


def test_a_run_leaves_its_receipt_and_its_problems(page):
    (page.parent / "noise.bin").write_bytes(bytes(range(256)) * 4)
    run = take_in([str(page.parent)], Options())
    row = ImportRun.objects.get()
    assert (row.state, row.receipt["read"]["others"]) == ("done", 1)
    assert row.receipt["lines"]["others"] == {"refused": 1}
    problem = ImportProblem.objects.get()
    assert problem.severity == "refused"
    assert problem.input_name.endswith("noise.bin")
    assert "what is read: " in problem.message
    assert problem.kind.startswith("no known format (it starts with …)")
    assert run.receipt.count("created") == 2


def test_a_folder_goes_on_after_a_record_that_cannot_be_stored(page, monkeypatch):
    (page.parent / "a.html").write_text(PAGE.replace("bell", "gong").replace("Ana", "Nemo"))

    def fails_for_nemo(content, *args):
        if b"Nemo" in content:
            raise OSError("the disk said no")
        return "stored"

    monkeypatch.setattr("archive.intake.importer.store_bytes", fails_for_nemo)
    run = take_in([str(page.parent)], Options())
    assert run.receipt.count("refused") == 2
    assert Article.objects.get().title == "The bell"
    assert not Comment.objects.filter(author_name="Nemo").exists()


def written(folder, lines) -> str:
    path = folder / "lines.jsonl"
    path.write_text("\n".join(map(json.dumps, [{"afterword": 1, "kind": "header"}, *lines])))
    return str(path)


def test_comments_that_come_apart_say_nothing_of_their_article(tmp_path):
    lines = [
        {"kind": "article", "identities": [["disqus", "t1"]], "title": "The bell",
         "site": {"host": "tidewater.example"}, "state": "trashed", "article_kind": "topic"},
        {"kind": "comment", "article": ["disqus", "t1"], "ref": "1", "body_html": "<p>x</p>"},
    ]  # fmt: skip
    take_in([written(tmp_path, lines)], Options())
    article = Article.objects.get()
    assert (article.state, article.kind, article.kept_count) == ("trashed", "topic", 1)


def test_comments_that_come_apart_stay_with_their_article_where_nothing_names_a_site(tmp_path):
    lines = [
        {"kind": "article", "identities": [["disqus", "t1"]], "title": "The bell"},
        {"kind": "comment", "article": ["disqus", "t1"], "ref": "1", "body_html": "<p>x</p>"},
    ]
    path = written(tmp_path, lines)
    take_in([path], Options())
    assert Article.objects.get().kept_count == 1
    out = tmp_path / "out.jsonl"
    call_command("export", "--to", str(out))
    before = sums()
    take_in([str(out)], Options())
    assert sums() == before


def test_what_a_parser_gave_before_it_failed_is_kept(tmp_path, monkeypatch):
    def fails_late(source, context):
        yield ArticleDraft("export", "x", "The bell", (Identity("disqus", "t1"),))
        yield CommentDraft("1", 0, body_html="<p>x</p>", article=Identity("disqus", "t1"))
        raise RuntimeError("the parser has a fault")

    monkeypatch.setattr("archive.parsing.formats.text.parse", fails_late)
    (tmp_path / "a.txt").write_text("x")
    run = take_in([str(tmp_path)], Options(format="text"))
    assert Article.objects.get().kept_count == 1
    assert run.receipt.read == {"articles": 1, "comments": 1, "others": 1}
    assert "the parser has a fault" in ImportProblem.objects.get().message


def test_two_articles_of_one_export_that_share_an_id_are_two_and_told(tmp_path):
    lines = [
        {"kind": "article", "identities": [["wordpress", "5"]], "title": title,
         "site": {"host": "tidewater.example"}, "url": "https://tidewater.example/?p=5"}
        for title in ("The bell", "The gong", "The bell")
    ]  # fmt: skip
    path = written(tmp_path, lines)
    run = take_in([path], Options())
    assert sorted(Article.objects.values_list("title", flat=True)) == ["The bell", "The gong"]
    assert run.receipt.lines == {("articles", "created"): 2, ("articles", "unchanged"): 1}
    assert "share 5, https://tidewater.example/?p=5" in ImportProblem.objects.get().message
    before = sums()
    take_in([path], Options())
    assert sums() == before


def test_comments_that_come_apart_find_their_article(tmp_path):
    lines = [
        {"afterword": 1, "kind": "header"},
        {"kind": "comment", "article": ["disqus", "t1"], "ref": "2", "parent_ref": "1",
         "identities": [["disqus", "2"]], "body_html": "<p>Answer.</p>"},
        {"kind": "article", "identities": [["disqus", "t1"]], "title": "The bell",
         "site": {"host": "tidewater.example"}, "body_html": "<p>Rings.</p>"},
        {"kind": "comment", "article": ["disqus", "t1"], "ref": "1",
         "identities": [["disqus", "1"]], "body_html": "<p>First.</p>"},
    ]  # fmt: skip
    run = take_in([written(tmp_path, lines)], Options())
    article = Article.objects.get()
    assert article.site.host == "tidewater.example"
    assert [c.body_text for c in article.comments.order_by("position")] == ["First.", "Answer."]
    assert run.receipt.read == {"articles": 1, "comments": 2}


def test_a_dry_run_counts_and_keeps_nothing(page):
    run = take_in([str(page)], Options(dry_run=True))
    assert run.receipt.count("created") == 2
    for model in (Article, Comment, Capture, ImportRun, ImportProblem):
        assert not model.objects.exists()


def test_the_command_prints_json_alone_and_exits_by_the_receipt(page, tmp_path, capsys):
    call_command("intake", str(page), "--json", "--no-index")
    assert json.loads(capsys.readouterr().out)["lines"]["articles"] == {"created": 1}
    with pytest.raises(CommandError) as error:
        call_command("intake", str(tmp_path / "nowhere.html"), "--no-index")
    assert error.value.returncode == 1
    assert "nowhere.html" in capsys.readouterr().err


def test_a_site_that_is_no_host_is_misuse(page):
    with pytest.raises(CommandError, match="is no host") as error:
        call_command("intake", str(page), "--site", "not a host")
    assert error.value.returncode == 2
    assert not ImportRun.objects.exists()


def test_bytes_that_a_dying_process_left_half_written_are_written_anew(page):
    take_in([str(page)], Options())
    stored = Capture.objects.get().stored_as
    half = Path(storages["captures"].path(stored))
    half.write_bytes(half.read_bytes()[:-5])
    take_in([str(page)], Options())
    assert gzip.decompress(half.read_bytes()) == page.read_bytes()


def test_a_file_whose_name_is_no_text_is_taken_in(page):
    odd = os.fsencode(page.parent) + b"/\xff.html"
    Path(os.fsdecode(odd)).write_text(PAGE)
    run = take_in([os.fsdecode(odd), str(page.parent)], Options())
    assert run.receipt.count("refused") == 0
    assert run.receipt.count("unchanged") == 4


def test_twice_is_once(page):
    take_in([str(page)], Options())
    before = sums()
    run = take_in([str(page)], Options())
    assert run.receipt.lines == {("articles", "unchanged"): 1, ("comments", "unchanged"): 1}
    assert sums() == before


def test_a_receipt_that_does_not_add_up_is_an_error():
    receipt = Receipt()
    receipt.saw("comments", 2)
    receipt.add("comments", "created")
    with pytest.raises(UnbalancedReceiptError, match="2 comments were read and 1 accounted for"):
        receipt.check()


def test_a_run_that_loses_a_record_fails_and_says_so(page, monkeypatch):
    def forgetful(*_args, **_options):
        [stored] = import_articles(*_args, **_options)
        stored.receipt.lines.clear()
        return [stored]

    monkeypatch.setattr("archive.intake.arrivals.import_articles", forgetful)
    with pytest.raises(UnbalancedReceiptError, match="1 articles were read and 0 accounted for"):
        take_in([str(page)], Options())
    assert ImportRun.objects.get().state == "failed"
