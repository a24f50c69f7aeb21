"""Which documents answer a tree, and how well: the tree walked over Whoosh's postings.

Whoosh is asked for one word at a time; AND, OR, NOT, phrases and prefixes are put together here
as sets of documents. Its own matchers for these are not used: AndNot and some And over Or give
wrong documents (measured against this on 600 random queries), and all of them may stop early.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet

from archive.search.engines.facts import fits
from archive.search.engines.whoosh_corpus import Corpus
from archive.search.engines.whoosh_schema import SCOPE_FIELDS
from archive.search.query import And, Everything, Filter, Node, Not, Or, Words
from archive.search.words import Asked, asked

# A prefix of more words than this says too little of each to be worth weighing them.
_MOST_SCORED_SPELLINGS = 64

Scores = dict[int, float]
Numbers = AbstractSet[int]


def evaluate(corpus: Corpus, node: Node, among: Numbers) -> Scores:
    """The documents of `among` that answer the node, with their scores.

    The depth of recursion is that of the query, which is bounded.
    """
    match node:
        case Words():
            return _words(corpus, node, among)
        case Filter():
            test = fits(node)
            facts = corpus.snapshot.catalogue.facts
            return {number: 0.0 for number in among if test(facts[number])}
        case And():
            return _all_of(corpus, node, among)
        case Or():
            return _any_of(corpus, node, among)
        case Not():
            return dict.fromkeys(among - evaluate(corpus, node.child, among).keys(), 0.0)
        case Everything():
            return dict.fromkeys(among, 0.0)


def _all_of(corpus: Corpus, node: And, among: Numbers) -> Scores:
    scores: Scores = {}
    # What costs a look at every document comes last, when few are left.
    for child in sorted(node.children, key=lambda child: isinstance(child, Filter | Not)):
        found = evaluate(corpus, child, among)
        scores = {number: scores.get(number, 0.0) + score for number, score in found.items()}
        among = scores.keys()
    return scores


def _any_of(corpus: Corpus, node: Or, among: Numbers) -> Scores:
    scores: Scores = {}
    for child in node.children:
        for number, score in evaluate(corpus, child, among).items():
            scores[number] = scores.get(number, 0.0) + score
    return scores


def _words(corpus: Corpus, words: Words, among: Numbers) -> Scores:
    wanted = asked(words.text, is_prefix=words.is_prefix)
    if not wanted:
        return {}
    in_field: Callable[..., Scores] = _phrase if len(wanted) > 1 else _single
    scores: Scores = {}
    for field, boost in SCOPE_FIELDS[words.scope]:
        for number, score in in_field(corpus, field, wanted, among).items():
            scores[number] = scores.get(number, 0.0) + boost * score
    return scores


def _spelled(corpus: Corpus, field: str, wanted: Asked) -> list[str]:
    if not wanted.is_prefix:
        return [wanted.text]
    return corpus.worded(field, corpus.snapshot.words_beginning(field, wanted.text))


def _single(corpus: Corpus, field: str, wanted: Sequence[Asked], among: Numbers) -> Scores:
    spelled = _spelled(corpus, field, wanted[0])
    if len(spelled) > _MOST_SCORED_SPELLINGS:
        return dict.fromkeys(corpus.snapshot.numbers_with(field, spelled) & among, 1.0)
    scores: Scores = {}
    for word in spelled:
        held = 0
        found: list[tuple[int, float]] = []
        for number, matcher in corpus.snapshot.postings(field, word):
            held += number in corpus.numbers
            if number in among:
                found.append((number, matcher.weight()))
        weigh = corpus.weigher(field, held)
        for number, frequency in found:
            scores[number] = scores.get(number, 0.0) + weigh(number, frequency)
    return scores


def _phrase(corpus: Corpus, field: str, wanted: Sequence[Asked], among: Numbers) -> Scores:
    """Documents where every word stands at its offset from one and the same place."""
    spelled = [(word.offset, _spelled(corpus, field, word)) for word in wanted]
    counts = [
        sum(corpus.snapshot.document_count_of(field, word) for word in words)
        for _offset, words in spelled
    ]
    if not all(counts):
        return {}
    rarest_first = [spelled[at] for at in sorted(range(len(spelled)), key=counts.__getitem__)]
    # Which documents hold all the words is soon known; to read their places takes long.
    for _offset, words in rarest_first:
        among = corpus.snapshot.numbers_with(field, words) & among
    scores: Scores = {}
    places: dict[int, set[int]] | None = None
    for offset, words in rarest_first:
        here: dict[int, set[int]] = {}
        wider = among if places is None else places.keys()
        for word in words:
            held = corpus.snapshot.numbers_with(field, [word]) & corpus.numbers
            weigh = corpus.weigher(field, len(held))
            for number, matcher in corpus.snapshot.postings(field, word):
                if number in wider:
                    starts = {place - offset for place in matcher.value_as("positions")}
                    here.setdefault(number, set()).update(starts)
                    scores[number] = scores.get(number, 0.0) + weigh(number, matcher.weight())
        if places is not None:
            here = {number: starts & places[number] for number, starts in here.items()}
        places = {number: starts for number, starts in here.items() if starts}
    return {number: scores[number] for number in places or ()}
