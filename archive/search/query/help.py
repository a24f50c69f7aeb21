"""What can be asked, told: every sign and operator with an example. The parser's own table."""

from dataclasses import dataclass

from archive.search.query.operators import OPERATORS, Group
from archive.search.telling import Note, gettext_noop


@dataclass(frozen=True, slots=True)
class Told:
    """An example and what it finds, in a phrase."""

    example: str
    says: Note


WORDS = gettext_noop("Words")
SIGNS = (
    Told("swing bridge", gettext_noop("both words, anywhere in an article or in one comment")),
    Told('"swing bridge"', gettext_noop("exactly these words in this order")),
    Told(
        '"swing toll"~5',
        gettext_noop("these words in any order, with at most five others among them"),
    ),
    Told("ferry OR boat", gettext_noop("either word; AND and NOT work too")),
    Told("(ferry OR boat) toll", gettext_noop("brackets group")),
    Told("bridge -toll", gettext_noop("with the first word, and without the second")),
    Told("harbo*", gettext_noop("every word that begins so")),
    Told("ha*bour gr?y", gettext_noop("any letters for *, exactly one for ?")),
    Told("harbour~", gettext_noop("the word, or one that is spelled nearly so")),
)
GROUPS: dict[Group, Note] = {
    "text": gettext_noop("In which words"),
    "people": gettext_noop("By whom"),
    "place": gettext_noop("Of which kind, from where"),
    "time": gettext_noop("When"),
    "thread": gettext_noop("In which conversation"),
    "shape": gettext_noop("With what in it"),
}


def told_of(group: Group, *, is_keepers: bool) -> tuple[Told, ...]:
    """The operators of a group; the keeper's own only to the keeper."""
    return tuple(
        Told(one.example, one.says)
        for one in OPERATORS
        if one.group == group and (is_keepers or not one.is_keepers)
    )


def all_told(*, is_keepers: bool) -> tuple[tuple[Note, tuple[Told, ...]], ...]:
    """Everything that can be asked, under headings."""
    groups = ((GROUPS[name], told_of(name, is_keepers=is_keepers)) for name in GROUPS)
    return ((WORDS, SIGNS), *groups)
