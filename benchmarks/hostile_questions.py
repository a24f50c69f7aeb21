"""Questions put to cost as much as the limits of the query language allow."""

from itertools import pairwise
from random import Random

from benchmarks.search.queries import Sample

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def hostile(sample: Sample) -> dict[str, dict[str, str]]:
    """The fields of the page's address, by what is bad about them."""
    random = Random("hostile")  # noqa: S311 -- no secret
    common = random.sample(sample.common, min(60, len(sample.common)))
    several = [random.choice(sample.common) for _ in range(300)]
    middling = [random.choice(sample.middling) for _ in range(300)]
    patterns = [f"{a}*{b}*{c}*" for a, b, c in zip(LETTERS, LETTERS[3:], LETTERS[7:], strict=False)]
    asked = {
        "300 words": " ".join(middling),
        "300 words, any of them": " OR ".join(middling),
        "300 words that are said often": " OR ".join(several),
        "300 phrases": " OR ".join(f'"{a} {b}"' for a, b in zip(several, middling, strict=True))[
            :3999
        ],
        "40 misspelled words": " OR ".join(f"{word}~" for word in middling[:40]),
        "40 beginnings": " OR ".join(f"{letter}*" for letter in (LETTERS * 2)[:40]),
        "40 patterns": " OR ".join([*patterns, *(f"?{one}" for one in patterns)][:40]),
        "patterns that begin with *": " OR ".join(f"*{letter}a*" for letter in LETTERS),
        "20 words near each other": " OR ".join(
            f'"{" ".join(common[at : at + 20])}"~100' for at in range(0, 40, 2)
        )[:3900],
        "misspelled letters": " OR ".join(f"{a}{b}{a}~" for a, b in pairwise(LETTERS)),
        "brackets": "(" * 19
        + " OR ".join(f"({a} -({b}))" for a, b in zip(several, middling, strict=True))
        + ")" * 19,
        "answers to anybody": " ".join(f"-reply-to:{letter}*" for letter in LETTERS),
        "filters": " ".join(
            f"-thread:{number} -replies:>{number} -comments:{number}" for number in range(90)
        ),
        "the last page of everything": "in:comments OR in:articles",
    }
    fields = {name: {"q": text} for name, text in asked.items()}
    fields["the last page of everything"]["page"] = "999999"
    return fields
