"""The figures of relevance: what they are, and what they are measured on."""

import importlib.util
from pathlib import Path
from random import Random

import pytest

from benchmarks.relevance.cranfield import collection
from benchmarks.relevance.known_items import lost, remembered
from benchmarks.relevance.metrics import (
    average_precision,
    figures,
    gain,
    places,
    precision,
    recall,
)
from benchmarks.relevance.searcher import Item, Said

SHARED = Path(__file__).parents[3] / "shared/relevance"


def test_each_figure_by_hand():
    ranking, good = ["a", "x", "b", "y", "z"], {"a", "b", "c"}
    assert places(ranking, good) == [1, 3]
    assert precision(ranking, good) == 2 / 5
    assert recall(ranking, good) == 2 / 3
    assert average_precision(ranking, good) == pytest.approx((1 + 2 / 3) / 3)
    assert gain(ranking, good) == pytest.approx(1.5 / (1 + 0.63093 + 0.5), abs=1e-5)


def test_a_perfect_ranking_has_the_best_of_all_and_an_empty_one_nothing():
    good = {str(number) for number in range(5)}
    assert set(figures({1: sorted(good)}, {1: good}).values()) == {1.0}
    assert set(figures({}, {1: good, 2: set()}).values()) == {0.0}


@pytest.mark.skipif(not SHARED.is_dir(), reason="the collection is absent")
def test_the_figures_are_those_of_the_collections_own_scorer():
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    found, (documents, asked, relevant) = collection(SHARED), score.cranfield()
    assert [int(one.key) for one in found.items] == list(documents)
    assert [found.questions[number].split() for number in found.questions] == [
        text.split() for text in asked
    ]
    assert found.relevant == {number: {*map(str, good)} for number, good in relevant.items()}
    random = Random(1)  # noqa: S311 -- no secret
    rankings = {number: random.sample(list(documents), 100) for number in relevant}
    ours = figures({number: [*map(str, one)] for number, one in rankings.items()}, found.relevant)
    assert ours == pytest.approx(score.score(rankings, relevant))


def test_a_collection_is_read_as_it_is_written(tmp_path):
    (tmp_path / "cran.all.1400").write_text(
        ".I 1\n.T\na wing\nin flight .\n.A\nsomebody\n.W\n.x is text\nand more\n.I 2\n.T\n.A\n.W\n"
    )
    (tmp_path / "cran.qry").write_text(".I 004\n.W\nwhat flies\nso high .\n")
    (tmp_path / "cranqrel").write_text("1 1 2 \n1 2 -1\n")
    found = collection(tmp_path)
    assert found.items == [
        Item("1", "a wing in flight .", ".x is text and more"),
        Item("2", "", ""),
    ]
    assert found.questions == {1: "what flies so high ."}
    assert found.relevant == {1: {"1"}}
    assert collection(tmp_path / "elsewhere") is None


class Remembering:
    """A search that finds a comment where all words are in it, but the one it has lost."""

    can_expand = False

    def __init__(self, comments, forgotten):
        self.comments, self.forgotten = comments, forgotten

    def search(self, text, *, expand, limit):
        return [
            one.key
            for one in self.comments
            if one.key != self.forgotten
            and {*text.split()} <= {word.strip(",.").lower() for word in one.text.split()}
        ][:limit]


def test_a_comment_is_asked_for_by_three_of_its_words_which_stay_the_same():
    comments = [
        Said("1", "The Harbour bridge opens slowly every morning, rain or shine."),
        Said("2", "Nobody knows which ferry brought these strange yellow lanterns here."),
        Said("3", "Me too."),
    ]
    asked = list(remembered(comments))
    assert asked == list(remembered(comments))
    assert [key for _text, key in asked] == ["1", "2"]
    assert all(len(set(text.split())) == 3 for text, _key in asked)
    assert lost(Remembering(comments, None), asked) == []
    assert lost(Remembering(comments, "2"), asked) == [asked[1][0]]
