"""Words of the best hits, by which a question in plain words finds what is said otherwise.

Pseudo-relevance feedback (Lavrenko and Croft, "Relevance-Based Language Models", as RM3), with the
asked words alone deciding what is found. `make bench-relevance` measures with it and without.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archive.models import Article, Comment
from archive.models.visibility import User
from archive.search.documents import article_document_key, comment_document_key
from archive.search.engines.base import Ask, Engine, Hint, Hit
from archive.search.found import language_of
from archive.search.languages import stemmed_term
from archive.search.loosening import going_on
from archive.search.query import Query, Words
from archive.search.words import pieces, raw_tokens

_FEWEST_WORDS = 5  # fewer are a name or a phrase more often than a question
_HITS = 5
_MOST_CHARACTERS = 20_000  # of one text; the rest would tell of the same
_MOST_HINTS = 150


def is_plain_question(query: Query) -> bool:
    """Whether a question is put in plain words: five or more of them, and no operator."""
    return len(query.conditions) >= _FEWEST_WORDS and all(
        isinstance(each, Words) and each.is_plain and not each.scope for each in query.conditions
    )


def hints_for(engine: Engine, ask: Ask, user: User) -> tuple[Hint, ...]:
    """The words of the best hits, weighed by how well those answer. Two queries.

    Only what the user may see is read. Raises IndexUnavailable.
    """
    hits = [hit for hit, _article in going_on(engine, ask, _HITS)]
    texts = _texts(hits, user)
    total = sum(hit.score for hit in hits if hit.key in texts)
    shares: Counter[tuple[str, bool]] = Counter()
    for hit in hits:
        if hit.key in texts and total > 0:
            counts = Counter(_terms(*texts[hit.key]))
            length = counts.total()
            for term, count in counts.items():
                shares[term] += hit.score / total * count / length  # type: ignore[assignment]
    ranked = sorted(shares.items(), key=lambda each: (-each[1], each[0]))
    return tuple(Hint(*term, share) for term, share in ranked[:_MOST_HINTS])


def _texts(hits: Sequence[Hit], user: User) -> Mapping[str, tuple[str, str]]:
    """The text of each hit and the language it is stemmed by."""
    keys = [hit.key[2:] for hit in hits]
    articles = Article.objects.visible_to(user).filter(key__in=keys).select_related("site")
    comments = Comment.objects.visible_to(user).filter(key__in=keys)
    comments = comments.select_related("article__site")
    found = {}
    for row in articles.defer("body_html", "origins"):
        found[article_document_key(row.key)] = (row, row.body_text)
    for said in comments.only("key", "body_text", "article__language", "article__site__language"):
        found[comment_document_key(said.key)] = (said.article, said.body_text)
    return {
        key: (text[:_MOST_CHARACTERS], language_of(article, text))
        for key, (article, text) in found.items()
    }


def _terms(text: str, language: str) -> Iterator[tuple[str, bool]]:
    """The terms of a text: by stem where its language has a stemmer."""
    for token in raw_tokens(text):
        for piece in pieces(token):
            term = stemmed_term(piece, language) if language else piece
            if term:
                yield term, bool(language)
