import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.models import Article
from archive.search.engines.whoosh_folders import write_lock
from archive.search.tasks import compare, mark_stale, rebuild
from tests.factories import make_article, make_comment

ROOT = Path(__file__).parents[2]


def run(*arguments, **options) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_search_prints_a_json_line_for_each_hit():
    article = make_article(key="k1", body_text="a bridge", source_url="https://one.example/a")
    make_comment(article, key="c1", body_text="bridge", permalink="https://one.example/a#1")
    make_comment(article, key="c2", body_text="bridge, no address " * 5)
    rebuild()
    out, err = run("search", "bridge", "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [set(line) for line in lines] == [{"key", "kind", "article", "url", "score"}] * 3
    by_key = {line["key"]: line for line in lines}
    assert by_key["k1"]["kind"] == "article"
    assert by_key["c1"]["url"] == "https://one.example/a#1"
    assert (by_key["c2"]["url"], by_key["c2"]["article"]) == ("https://one.example/a", "k1")
    scores = [line["score"] for line in lines]
    assert scores == sorted(scores, reverse=True)
    assert err == ""
    assert len(run("search", "bridge", "--limit", "2")[0].splitlines()) == 2


@pytest.mark.django_db
def test_search_answers_many_queries_a_line_each(tmp_path):
    make_article(key="k1", title="", body_text="a bridge and a gate", published_at=None)
    make_article(key="k2", title="", body_text="a bridge")
    for _ in range(4):
        make_article(title="", body_text="a heron, an egret, a bittern")
    rebuild()
    asked = ["bridge gate", "", "bridge \u2028 ) foo:bar", "zzz"]
    path = tmp_path / "queries"
    path.write_text("\n".join(asked) + "\n", encoding="utf-8")
    out, err = run("search", "--queries", str(path))
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["query"] for line in lines] == asked
    assert [line["total"] for line in lines] == [1, 0, 0, 0]
    assert [hit["key"] for hit in lines[0]["hits"]] == ["k1", "k2"]
    assert set(lines[0]["hits"][0]) == {"key", "kind", "article", "url", "score"}
    assert lines[1]["hits"] == lines[3]["hits"] == []
    assert err == ""
    out, _err = run("search", "--queries", str(path), "--limit", "1", "--no-expand")
    assert [len(json.loads(line)["hits"]) for line in out.splitlines()] == [1, 0, 1, 0]
    sorted_by = run("search", "--sort", "newest", "--json", "bridge")[0].splitlines()
    assert [json.loads(line)["key"] for line in sorted_by] == ["k2", "k1"]


@pytest.mark.django_db
def test_search_says_what_it_needs(tmp_path):
    rebuild()
    with pytest.raises(CommandError, match="Give a query, or --queries FILE"):
        run("search")
    with pytest.raises(CommandError, match="Give a query, or --queries FILE"):
        run("search", "bridge", "--queries", "x")
    with pytest.raises(CommandError, match="nowhere cannot be read: No such file"):
        run("search", "--queries", str(tmp_path / "nowhere"))


@pytest.mark.django_db
def test_search_tells_on_stderr_how_mistakes_were_read():
    rebuild()
    out, err = run("search", "foo:bar")
    assert out == ""
    assert "There is no operator foo:" in err


@pytest.mark.django_db
def test_search_without_an_index_names_the_remedy():
    with pytest.raises(CommandError, match="reindex"):
        run("search", "bridge")


@pytest.mark.django_db
def test_index_writes_what_waits():
    rebuild()
    mark_stale(articles=[make_article().pk])
    out, _err = run("index")
    assert out == "1 documents written, 1 marks cleared.\n"


@pytest.mark.django_db
def test_reindex_builds_everything_and_clears_the_marks():
    mark_stale(articles=[make_article(comments=2).pk])
    out, _err = run("reindex")
    assert out == "3 documents written.\n"
    assert (compare().is_equal, compare().waiting) == (True, 0)


@pytest.mark.django_db
def test_check_index_ends_with_1_where_it_differs_and_repairs():
    make_article(key="k1")
    with pytest.raises(SystemExit) as ended:
        run("check_index")
    assert ended.value.code == 1
    rebuild()
    assert "1 documents in the index, 1 in the store" in run("check_index")[0]
    make_article(key="k2")
    Article.objects.filter(key="k1").delete()
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("check_index", stdout=out)
    assert "1 missing: a:k2" in out.getvalue()
    assert "1 surplus: a:k1" in out.getvalue()
    run("check_index", "--repair")
    assert compare().is_equal


@pytest.mark.django_db
@pytest.mark.parametrize("command", [["index"], ["reindex"], ["check_index", "--repair"]])
def test_a_place_that_cannot_be_written_is_told_without_a_trace(settings, command):
    settings.SEARCH_INDEX_DIR.write_text("a file where the folder should be")
    with pytest.raises(CommandError, match="the right to write"):
        run(*command)


@pytest.mark.django_db
def test_intake_keeps_everything_where_the_index_cannot_be_written(settings, tmp_path):
    settings.SEARCH_INDEX_DIR.write_text("a file where the folder should be")
    page = tmp_path / "page.html"
    page.write_text("<title>A bridge</title><article><p>" + "The bridge opens. " * 40)
    out, err = run("intake", str(page))
    assert "created" in out
    assert "the right to write" in err
    assert Article.objects.count() == 1


@pytest.mark.django_db(transaction=True)  # a worker gives its connection back between tasks
def test_work_once_does_what_waits():
    make_article()
    run("work", "--once")
    assert compare().is_equal


@contextmanager
def working(data: Path) -> Iterator[subprocess.Popen]:
    """A worker over an archive in the folder, ended by force where the test does not end it."""
    environment = {"ARCHIVE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "archive.settings"}
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True)
    with subprocess.Popen([*manage, "work"], env=environment, stderr=subprocess.PIPE) as process:
        try:
            yield process
        finally:
            process.kill()


def wait_for(process: subprocess.Popen, path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.1)


def test_work_ends_on_sigterm(tmp_path):
    with working(tmp_path) as process:
        wait_for(process, tmp_path / "index" / "current.json")
        process.terminate()
        assert process.wait(10) == 0


def test_work_outlives_an_index_that_cannot_be_written(tmp_path):
    (tmp_path / "index").write_text("a file where the folder should be")
    with working(tmp_path) as process:
        while b"trying again" not in process.stderr.readline():
            assert process.poll() is None
        (tmp_path / "index").unlink()
        wait_for(process, tmp_path / "index" / "current.json")
        process.terminate()
        assert process.wait(10) == 0


def test_work_ends_on_sigterm_while_another_writes(tmp_path):
    with write_lock(tmp_path / "index", 1), working(tmp_path) as process:
        wait_for(process, tmp_path / "archive.sqlite3-wal")
        time.sleep(1)
        process.terminate()
        assert process.wait(10) == 0
