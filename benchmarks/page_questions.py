"""Questions as people put them to the page of a search, by class: the fields of its address."""

from collections.abc import Callable
from random import Random

from benchmarks.search.queries import Sample

Asked = dict[str, str]


class Drawing:
    """Draws questions out of what a corpus says."""

    def __init__(self, sample: Sample, random: Random) -> None:
        self.sample = sample
        self.random = random

    def said(self, *kinds: str) -> list[str]:
        """A word of each of these kinds: rare, middling, common."""
        known = {
            "rare": self.sample.rare,
            "middling": self.sample.middling,
            "common": self.sample.common,
        }
        return [self.random.choice(known[kind]) for kind in kinds]

    def one(self, kind: str) -> str:
        """One word of a kind."""
        return self.said(kind)[0]

    def phrase(self) -> str:
        """Words that stand together somewhere."""
        return f'"{" ".join(self.random.choice(self.sample.phrases))}"'

    def site(self) -> str:
        """One of the larger sites."""
        return self.random.choice(self.sample.sites)

    def twelve(self) -> list[str]:
        """As many words as a question in whole sentences has."""
        return self.said(*["common", "middling"] * 6)


CLASSES: dict[str, Callable[[Drawing], Asked]] = {
    "one rare word": lambda draw: {"q": draw.one("rare")},
    "one word": lambda draw: {"q": draw.one("middling")},
    "one common word": lambda draw: {"q": draw.one("common")},
    "two words": lambda draw: {"q": " ".join(draw.said("common", "middling"))},
    "phrase": lambda draw: {"q": draw.phrase()},
    "one of two, and without": lambda draw: {
        "q": "{} ({} OR {}) -{}".format(*draw.said("common", "middling", "middling", "common"))
    },
    "beginning of a word": lambda draw: {"q": f"{draw.one('middling')[:4]}*"},
    "misspelled word": lambda draw: {"q": f"{draw.one('middling')}~"},
    "on one site": lambda draw: {"q": f"{draw.one('common')} site:{draw.site()}"},
    "filters": lambda draw: {"q": f"{draw.one('common')} in:comments year:2010..2014 replies:>0"},
    "newest first": lambda draw: {"q": draw.one("common"), "sort": "newest"},
    "most discussed": lambda draw: {"q": draw.one("common"), "sort": "discussed"},
    "page 50": lambda draw: {"q": draw.one("common"), "page": "50"},
    "comments alone": lambda draw: {"q": draw.one("common"), "view": "comments"},
    "twelve words": lambda draw: {"q": " ".join(draw.twelve())},
    "any of twelve words": lambda draw: {"q": " OR ".join(draw.twelve())},
    "words nowhere together": lambda draw: {"q": " ".join(draw.said("rare", "rare", "rare"))},
}


def questions(sample: Sample, count: int, seed: int = 1) -> dict[str, list[Asked]]:
    """So many questions of each class, the same for a corpus and a seed."""
    return {
        name: [draw(Drawing(sample, Random(f"{seed} {name} {at}"))) for at in range(count)]  # noqa: S311 -- no secret
        for name, draw in CLASSES.items()
    }
