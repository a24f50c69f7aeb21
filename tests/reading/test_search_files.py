"""What a search finds, as JSON and as CSV."""

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from archive.reading.search_files import COLUMNS
from archive.search import hits
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment, make_person, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def bridge():
    ann = make_person("Ann Quill")
    article = make_article(
        make_site("tide.example"), key="k1", title="=HYPERLINK(1)", slug="bridge", authors=[ann],
        body_text="The bridge opens for the herring boats.", source_url="https://tide.example/1",
        published_at=datetime(2014, 1, 15, 8, 32, tzinfo=UTC), published_offset_minutes=60,
    )  # fmt: skip
    make_comment(article, key="c1", body_text="+1 for the bridge, and a bridge", author_name="Wren")
    make_comment(article, key="c2", body_text="A bridge, undated", posted_at=None)
    rebuild()
    return article


def told(client, query):
    response = client.get(f"/search.json?{query}")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    return json.loads(response.getvalue())


def lines(client, query):
    response = client.get(f"/search.csv?{query}")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_json_tells_each_hit_with_exact_totals(client, bridge):
    found = told(client, "q=bridge+in:articles")
    (hit,) = found.pop("hits")
    assert found == {
        "query": "bridge in:articles", "notes": [], "sort": "relevance", "total": 1, "page": 1,
        "pages": 1, "most_per_page": 500, "links": {},
    }  # fmt: skip
    assert hit.pop("score") > 0
    assert hit == {
        "key": "k1", "kind": "article", "article": "k1", "title": "=HYPERLINK(1)",
        "url": "http://testserver/a/k1/bridge/", "source": "https://tide.example/1",
        "site": "tide.example", "by": ["Ann Quill"], "date": "2014-01-15T09:32+01:00",
        "passage": "The bridge opens for the herring boats.",
    }  # fmt: skip


def test_csv_tells_the_same_and_no_cell_runs(client, bridge):
    rows = lines(client, "q=bridge&sort=newest")
    assert rows[0] == list(COLUMNS)
    same = told(client, "q=bridge&sort=newest")["hits"]
    assert [row[0] for row in rows[1:]] == [hit["key"] for hit in same]
    comment = dict(zip(COLUMNS, next(row for row in rows if row[0] == "c1"), strict=True))
    assert comment["url"] == "http://testserver/a/k1/bridge/#c-c1"
    assert (comment["by"], comment["title"]) == ("Wren", "'=HYPERLINK(1)")
    assert comment["passage"] == "'+1 for the bridge, and a bridge"
    assert rows[-1][COLUMNS.index("date")] == ""


def test_pages_lead_on_and_end(client, bridge, monkeypatch):
    monkeypatch.setattr(hits, "HITS_PER_PAGE", 2)
    first = told(client, "q=bridge&sort=oldest")
    assert (first["total"], first["pages"], len(first["hits"])) == (3, 2, 2)
    address = first["links"]["next"].partition("?")[2]
    assert "sort=oldest" in address
    second = told(client, address)
    assert second["links"].keys() == {"prev"}
    assert len({one["key"] for one in first["hits"] + second["hits"]}) == 3
    assert told(client, "q=bridge&page=3")["hits"] == []
    response = client.get("/search.csv?q=bridge&page=2")
    assert response["Content-Disposition"] == 'attachment; filename="search-2-of-2.csv"'
    assert response["X-Total-Count"] == "3"
    assert response["Link"] == '<http://testserver/search.csv?q=bridge&page=1>; rel="prev"'


def test_more_hits_than_are_read_at_once_come_in_their_order(client, bridge, monkeypatch):
    monkeypatch.setattr(hits, "_ROWS_AT_ONCE", 1)
    found = told(client, "q=bridge&sort=oldest")["hits"]
    assert [hit["key"] for hit in found] == ["c1", "k1", "c2"]


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=%28%28&page=-1", "q=zeppelin&sort=%00",
                                   "q=bridge&page=999999999999"])  # fmt: skip
def test_every_question_is_answered(client, bridge, query):
    assert isinstance(told(client, query)["hits"], list)
    assert lines(client, query)[0] == list(COLUMNS)


def test_what_one_may_not_see_is_not_in_it(client, keeper_client, bridge):
    make_comment(bridge, key="c9", body_text="a bridge, hidden", visibility="hidden")
    rebuild()
    assert told(client, "q=bridge")["total"] == 3
    assert "c9" not in [row[0] for row in lines(client, "q=bridge")]
    assert told(keeper_client, "q=bridge")["total"] == 4
    assert "c9" in [row[0] for row in lines(keeper_client, "q=bridge")]


def test_without_an_index_titles_are_looked_through_and_it_says_so(client):
    make_article(title="A bridge is also a gate")
    found = told(client, "q=bridge")
    assert [hit["title"] for hit in found["hits"]] == ["A bridge is also a gate"]
    assert "only titles are looked through" in found["notes"][0]


def test_the_page_leads_to_both_with_what_it_shows(client, bridge):
    page = client.get("/search/?q=bridge&sort=newest").content.decode()
    assert 'href="/search.json?q=bridge&amp;sort=newest">JSON</a>' in page
    page = client.get("/search/?q=bridge+OR+gate&view=comments").content.decode()
    wanted = "q=%28bridge+OR+gate%29+in%3Acomments&amp;sort=relevance"
    assert f'href="/search.csv?{wanted}">CSV</a>' in page
