"""Exports to take in, as large as asked, and other ones each time they are asked for."""

import json
import random
from pathlib import Path

WORDS = (
    "tide harbour bridge eel lichen quay ferry lamp loaf almanac radio clock storm reading room "
    "water map coast ink tent mooring herring gull rope slate weather letter bell stair"
)


def write_export(path: Path, articles: int, comments: int, *, edition: int = 0) -> Path:
    """Articles with as many comments each as jsonl; a later edition says more and changes some."""
    chance = random.Random(edition)  # noqa: S311 (no secret)
    lines = [json.dumps(article(number, comments, chance)) for number in range(articles)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def article(number: int, comments: int, chance: random.Random) -> dict:
    url = f"https://many-hands.example/{number}/"
    return {
        "kind": "article",
        "identities": [["address", url]],
        "site": {"host": "many-hands.example"},
        "url": url,
        "title": f"{sentence(chance, 4)} {number}",
        "body_html": f"<p>{sentence(chance, 200)}</p>",
        "comments": [
            {
                "ref": str(rank),
                "parent_ref": str(rank - 1) if rank % 4 else None,
                "identities": [["wordpress", f"{number}-{rank}"]],
                "author": {"name": f"Person {chance.randrange(90)}"},
                "posted": f"2012-06-{1 + rank % 28:02}T{rank % 24:02}:{rank % 60:02}",
                "body_html": f"<p>{sentence(chance, 30)}</p>",
            }
            for rank in range(comments)
        ],
    }


def sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(WORDS.split(), k=words))
