"""The corpus of the benchmark of search, and the questions picked from it."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from benchmarks.search.corpus import Corpus, words_after
from benchmarks.search.queries import CLASSES, MAKERS, QUERIES, questions, sampled
from benchmarks.search.words import MIDDLING, vocabulary


@pytest.mark.parametrize("size", [0, 1, 7, 300, 1_300])
def test_there_are_as_many_documents_as_asked_for_and_each_has_its_key(size):
    documents = list(Corpus(size))
    assert len(documents) == len({one.key for one in documents}) == size


def test_the_same_seed_gives_the_same_documents_and_another_others():
    assert list(Corpus(300)) == list(Corpus(300))
    assert next(iter(Corpus(300))) != next(iter(Corpus(300, seed=2)))


def test_comments_follow_their_article_and_are_not_older():
    article = None
    for one in Corpus(1_300):
        if one.kind == "article":
            article = one
            assert one.key == one.article_key
        assert one.article_key == article.key
        assert (one.site, one.tags, one.language) == (article.site, article.tags, article.language)
        assert one.posted_at >= article.posted_at
        day = datetime.fromtimestamp(one.posted_at, UTC)
        assert (f"{one.day}", one.year) == (f"{day:%Y%m%d}", day.year)


def test_an_article_says_how_many_comments_it_has():
    documents = list(Corpus(1_300))
    for article in (one for one in documents if one.kind == "article"):
        comments = [one for one in documents if one.article_key == article.key]
        assert article.comment_count == len(comments) - 1


def test_a_word_stands_in_the_vocabulary_once():
    words = vocabulary(60_000)
    assert len(set(words)) == len(words)
    assert {len(words[MIDDLING - 1]), len(words[MIDDLING])} <= set(range(4, 10))


def test_the_vocabulary_grows_more_slowly_than_the_text():
    small, large = (
        len({word for one in Corpus(size) for word in one.text.split()}) for size in (2_000, 8_000)
    )
    assert 1.5 < large / small < 3
    assert words_after(4_000_000) < 2.1 * words_after(1_000_000)


def test_words_are_as_rare_and_as_common_as_they_are_said_to_be():
    documents = [set(one.text.split()) for one in Corpus(2_000)]
    sample = sampled(Corpus(2_000))
    assert all(2 <= sum(word in one for one in documents) <= 5 for word in sample.rare[:20])
    for word in sample.common:
        assert 200 <= sum(word in one for one in documents) <= 500


def test_phrases_are_really_said():
    texts = [f" {one.text} " for one in Corpus(500)]
    for phrase in sampled(Corpus(500)).phrases[:50]:
        assert any(f" {' '.join(phrase)} " in text for text in texts)


def test_every_class_has_its_questions_and_they_stay_the_same():
    found = questions(Corpus(2_000))
    assert found.keys() == CLASSES.keys() == MAKERS.keys()
    assert {len(specs) for specs in found.values()} == {QUERIES}
    assert questions(Corpus(2_000), ["nested", "rare"])["nested"] == found["nested"]


def test_neighbours_by_rank_do_not_begin_alike():
    words = vocabulary(2_000)[100:]
    assert sum(one[:2] == other[:2] for one, other in pairwise(words)) < 100
