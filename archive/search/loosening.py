"""What is shown where few documents hold all words: those that hold some of them."""

from dataclasses import replace

from archive.search.engines.base import Ask, Engine, EngineResult, Hit
from archive.search.query import And, Filter, Not, Or, Query, to_text
from archive.search.query.tree import joined

LITTLE = 10
"""Fewer conversations than so many are little: the nearest others follow."""


def going_on(engine: Engine, ask: Ask, limit: int) -> tuple[tuple[Hit, str], ...]:
    """The best hits, and where they are fewer than asked for, those that answer nearly.

    Only by relevance: in any other order what answers nearly would bury what answers well.
    """
    found = engine.best(ask, limit)
    if len(found) < limit and ask.sort == "relevance":
        found += engine.best(replace(ask, loosely=True), limit - len(found))
    return found


def nearest(engine: Engine, ask: Ask, result: EngineResult) -> EngineResult | None:
    """The conversations that answer nearly, of those not in the result; None where it has enough.

    Always by relevance.
    """
    if result.total_conversations >= LITTLE or len(ask.query.wishes) < 2:
        return None
    query = ask.query
    for group in result.groups:
        query = query.adding(Not(Filter("thread", group.article_key)))
    return engine.search(replace(ask, query=query, sort="relevance", page=1, loosely=True))


def any_of(query: Query) -> str:
    """The question whose words need not come together; "" where there are not several."""
    wishes = query.wishes
    if len(wishes) < 2:
        return ""
    needed = [each for each in query.conditions if each not in wishes]
    return to_text(Query(joined(And, [joined(Or, list(wishes)), *needed])))
