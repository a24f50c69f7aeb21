from datetime import UTC, datetime

from archive.parsing.drafts import ArticleDraft, Context, Problem
from archive.parsing.formats import html
from archive.parsing.sources import source_for


def records_of(tmp_path, markup):
    path = tmp_path / "page.html"
    path.write_bytes(markup if isinstance(markup, bytes) else markup.encode())
    return list(html.parse(source_for(path), Context()))


def test_what_is_nested_too_deep_to_be_read_is_told(tmp_path):
    deep = "<div>" * 3000 + "<p>Lost words.</p>" + "</div>" * 3000
    problem, article = records_of(tmp_path, f"<h1>The quay</h1><p>Words.</p>{deep}")
    assert isinstance(article, ArticleDraft)
    assert isinstance(problem, Problem)
    assert (problem.severity, "nested deeper" in problem.message) == ("repaired", True)


def test_ordinary_faults_of_markup_are_not_worth_a_word(tmp_path):
    (article,) = records_of(tmp_path, "<h1>The quay</h2><p>Words <b>and<i> more</b>.<nosuch x=1>")
    assert article.title == "The quay"


def test_what_is_known_of_a_capture_goes_before_what_the_page_says(tmp_path):
    path = tmp_path / "page.html"
    saved = "<!-- saved from url=(0026)https://elsewhere.example/ -->"
    markup = f"<!doctype html>{saved}<h1>The quay</h1><p>Słowa, ile ich trzeba na jedno zdanie.</p>"
    path.write_bytes(markup.encode("iso-8859-2"))
    taken = datetime(2014, 1, 15, tzinfo=UTC)
    url = "https://tidewater.example/quay/"
    context = Context(url=url, captured_at=taken, charset="iso-8859-2")
    (article,) = html.parse(source_for(path), context)
    assert "Słowa" in article.body_html
    assert (article.url, article.capture.url) == (url, url)
    assert article.capture.captured_at == taken
    assert article.capture.media_type == "text/html; charset=iso-8859-2"
    (article,) = html.parse(source_for(path), Context())
    assert article.url == "https://elsewhere.example/"
