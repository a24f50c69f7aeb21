"""Feeds as tests write them, and what is read of them."""

from archive.parsing.drafts import ArticleDraft, CommentDraft, Context
from archive.parsing.formats import feed
from archive.parsing.sources import BytesSource

ATOM = 'xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def read(content: str | bytes):
    content = content if isinstance(content, bytes) else content.encode()
    return list(feed.parse(BytesSource(content, "x.xml"), Context()))


def rss(items: str, head: str = "<title>Quay</title><link>https://quay.example/</link>") -> str:
    return f'<rss version="2.0" {DC}><channel>{head}{items}</channel></rss>'


def atom(entries: str, head: str = "<title>Quay</title>") -> str:
    return f"<feed {ATOM}>{head}{entries}</feed>"


def article(content: str) -> ArticleDraft:
    (draft,) = read(content)
    assert isinstance(draft, ArticleDraft), draft
    return draft


def parted(records):
    """The articles and the comments of records, where there is nothing else."""
    articles = [one for one in records if isinstance(one, ArticleDraft)]
    comments = [one for one in records if isinstance(one, CommentDraft)]
    assert len(articles) + len(comments) == len(records), records
    return articles, comments
