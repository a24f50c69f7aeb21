"""What the database can answer of a question while there is no index."""

from functools import reduce
from operator import and_, or_

from django.db.models import Q, QuerySet

from archive.models import Article
from archive.models.articles import SHOWN_TITLE
from archive.search.query import And, Filter, Node, Not, Or, Query, Words
from archive.search.telling import gettext_noop

# A condition costs a look at every title.
_MOST_CONDITIONS = 20


def titled(articles: QuerySet[Article], query: Query) -> QuerySet[Article]:
    """The articles whose titles, as shown, answer the words of a query, and whose site fits.

    What else is asked is passed over: it would take an index.
    """
    rows = articles.alias(shown=SHOWN_TITLE)
    for condition in query.conditions[:_MOST_CONDITIONS]:
        answer = _answer(condition)
        rows = rows if answer is None else rows.filter(answer)
    return rows


def until_then(reason: str) -> str:
    """What is told with such an answer; `reason` is why there is no index, in a sentence."""
    return gettext_noop("%(reason)s Until then only titles are looked through.", reason=reason)


def _answer(node: Node) -> Q | None:
    """The condition that a node puts, None where the database does not know of it."""
    match node:
        case Words(text, "" | "title", within=None, edits=0, is_pattern=False):
            return Q(shown__icontains=text)
        case Filter("site", host):
            return Q(site__host=host)
        case Not(child):
            answer = _answer(child)
            return None if answer is None else ~answer
        case And(children):
            known = [each for each in map(_answer, children) if each is not None]
            return reduce(and_, known) if known else None
        case Or(children):
            answers = [_answer(child) for child in children]
            known = [each for each in answers if each is not None]
            # What is not known may be true of every article.
            return reduce(or_, known) if len(known) == len(answers) else None
    return None
