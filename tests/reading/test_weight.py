"""What a reader on a slow line waits for: a page and its style sheets, as they are sent."""

import re
from itertools import cycle, islice
from pathlib import Path

import pytest

from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment, make_person

pytestmark = pytest.mark.django_db
MOST_BYTES, MOST_BYTES_OF_A_HUNDRED = 20_000, 60_000
SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
DOCS = Path(__file__).parent.parent.parent / "docs"
NAMES = ("Ann Quill", "Bo Larsen", "Ingrid Halloway", "Tomasz Wren", "Cy Abara", "D. Okafor")


@pytest.fixture
def words():
    """Gives as many words as asked, always others: English prose, of this project's own."""
    prose = " ".join(path.read_text() for path in sorted(DOCS.glob("*.md")))
    endless = cycle(re.findall(r"[A-Za-z]{2,}[,.]?", prose))
    return lambda count: " ".join(islice(endless, count))


@pytest.fixture
def filled(words):
    """Articles of six hundred words, with five comments each of forty."""

    def fill(articles=1, comments=5):
        for _ in range(articles):
            text = words(600)
            paragraphs = "".join(f"<p>{text[at : at + 500]}</p>" for at in range(0, len(text), 500))
            row = make_article(
                title=words(7), standfirst=words(20), body_text=text, body_html=paragraphs,
                authors=[make_person(NAMES[0])], terms=["harbour", "weather"],
            )  # fmt: skip
            parent = None
            for number in range(comments):
                person = make_person(NAMES[number % len(NAMES)])
                parent = make_comment(
                    row, parent if number % 3 else None, person=person, body_text=words(40)
                )
        rebuild()
        return row

    return fill


def weight(client, address):
    """The bytes of the page and of its style sheets, compressed."""
    page = client.get(address, headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    sheets = SHEET.findall(client.get(address).text)
    assert len(sheets) >= 3
    sent = [len(page.content)]
    for sheet in sheets:
        answer = client.get(sheet, headers={"accept-encoding": "gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        sent.append(len(answer.getvalue()))
    return sum(sent)


def test_pages_and_their_sheets_are_light(client, filled):
    article = filled(20)
    weights = {
        address: weight(client, address)
        for address in ("/", "/articles/", article.get_absolute_url(), "/search/?q=archive")
    }
    assert {at: sent for at, sent in weights.items() if sent > MOST_BYTES} == {}


def test_an_article_with_a_hundred_comments_is_light(client, filled):
    article = filled(comments=100)
    assert weight(client, article.get_absolute_url()) <= MOST_BYTES_OF_A_HUNDRED
