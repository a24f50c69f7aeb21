"""Documents and questions at random, of few words, so that they meet."""

import random

from archive.search.documents import Document, Named
from archive.search.query import And, Node, Not, Or, Words, parse

VOCABULARY = ["bridge", "toll", "Harbour", "café", "東京都", "was", "to", "be", "bri", "x"]
PEOPLE = [Named("p1", "Ann Lee"), Named("p2", "Lee Bridge"), Named("", "Toll Café")]
TERMS = [Named("harbour", "The Harbour"), Named("été", "Été long")]
FILTERS = [
    "in:comments", "site:one.example", "tag:harbour", "tag:ete", "person:p1", "lang:en",
    "year:2012", "before:2013", "after:2012-06", "on:2012", "on:2012-06..2014", "kind:article",
    "kind:page", "kind:pingback", "state:published", "state:spam", "has:image", "has:link",
    "has:quote", "link:far.example", "thread:k1", "thread:https://one.example/k2/",
    "comments:0", "comments:>1", "comments:1..2", "replies:0", "replies:>1", "replies:!=2",
    "declared:!=kept", "declared:>=kept", "declared:<kept", "declared:2", "declared:!=2",
]  # fmt: skip
PATTERNS = ["b*e", "br?dge", "t*l", "to?l", "har*r", "c?f*"]
MISSPELLED = [("bridge", 2), ("birdge", 2), ("tol", 1), ("harbuor", 2), ("cafe", 1), ("wsa", 1)]


def random_text(rng: random.Random, most: int) -> str:
    return " ".join(rng.choice(VOCABULARY) for _ in range(rng.randrange(most)))


def random_document(rng: random.Random, number: int) -> Document:
    """What belongs to an article is the same in all documents that name it."""
    day = rng.choice([None, 20120101, 20120615, 20131231, 20140301])
    article_key = f"k{rng.randrange(8)}"
    of_article = random.Random(article_key)  # noqa: S311
    return Document(
        key=f"{rng.choice('ac')}:{number}",
        kind=rng.choice(["article", "comment"]),
        article_key=article_key,
        is_public=rng.random() < 0.8,
        site=of_article.choice(["one.example", "two.example"]),
        title=random_text(rng, 4),
        body=random_text(rng, 12),
        people=tuple(rng.sample(PEOPLE, rng.randrange(3))),
        terms=tuple(of_article.sample(TERMS, of_article.randrange(3))),
        language=of_article.choice(["", "en", "en-gb", "ja"]),
        first_day=day,
        last_day=rng.choice([day, day // 10_000 * 10_000 + 1231]) if day else None,
        sort_at=day,
        comment_count=of_article.randrange(4),
        kept_count=of_article.randrange(6),
        declared_count=of_article.choice([None, 0, 2, 3]),
        addresses=(f"https://one.example/{article_key}/",),
        article_people=tuple(rng.sample(PEOPLE, rng.randrange(3))),
        **of_a_reply(rng),
    )


def of_a_reply(rng: random.Random) -> dict[str, object]:
    """What it quotes, what it answers, what it is called and what it links to."""
    quoted = rng.choice(["", "", random_text(rng, 5)])
    return {
        "quoted": quoted,
        "own": random_text(rng, 5) if quoted else "",
        "parent": rng.choice(["", f"c:{rng.randrange(60)}", f"a:{rng.randrange(60)}"]),
        "source_kind": rng.choice(["page", "comment", "pingback"]),
        "states": rng.choice([("published",), ("published", "hidden"), ("spam",)]),
        "link_hosts": rng.choice([(), ("far.example",), ("far.example", "near.example")]),
        "has_image": rng.random() < 0.3,
    }


def random_tree(rng: random.Random, depth: int) -> Node:
    if depth and rng.random() < 0.7:
        kind = rng.choice([And, Or, Not])
        if kind is Not:
            return Not(random_tree(rng, depth - 1))
        return kind(tuple(random_tree(rng, depth - 1) for _ in range(rng.randrange(2, 4))))
    if rng.random() < 0.35:
        return parse(rng.choice(FILTERS), is_keepers=True).tree
    return random_words(rng)


def random_words(rng: random.Random) -> Words:
    scopes = ["", "", "", "title", "author", "by", "reply-to", "quoted", "own"]
    scope = rng.choice(scopes)
    if rng.random() < 0.15:
        return Words(rng.choice(PATTERNS), scope, is_pattern=True)
    if rng.random() < 0.15:
        text, edits = rng.choice(MISSPELLED)
        return Words(text, scope, edits=edits)
    words = [rng.choice([*VOCABULARY, "京"]) for _ in range(rng.choice([1, 1, 2, 3]))]
    within = rng.choice([None, 0, 1, 4]) if len(words) > 1 else None
    return Words(" ".join(words), scope, rng.random() < 0.2, within=within)
