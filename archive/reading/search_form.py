"""The form that asks for everything the query language can: its fields, and what stands in them."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.models.visibility import User, is_keeper
from archive.search.query.composing import BESIDE_OPERATORS, composed, fields_of
from archive.search.query.help import GROUPS, WORDS
from archive.search.query.operators import OPERATORS, Group, Operator
from archive.search.service import parse_for
from archive.search.telling import Note, gettext_noop

# What the fields beside the operators are called, and what may stand in them.
_FIRST = {
    "words": (gettext_noop("All of these"), "swing bridge harbo*"),
    "phrase": (gettext_noop("These words in this order"), "swing bridge"),
    "near": (gettext_noop("These words near each other"), "swing toll"),
    "within": (gettext_noop("with so many others at most"), "5"),
    "any": (gettext_noop("Any of these"), 'ferry boat "swing bridge"'),
    "none": (gettext_noop("None of these"), "toll fare"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `hint` is an example of what to write, `choices` what there is to choose from."""

    name: str
    label: Note
    value: str
    hint: str = ""
    choices: tuple[str, ...] = ()


def field_groups(user: User, question: str) -> tuple[tuple[Note, tuple[Field, ...]], ...]:
    """The fields under their headings, filled in with what a question asks."""
    values = fields_of(parse_for(question, user))
    first = tuple(
        Field(name, label, values.get(name, ""), hint) for name, (label, hint) in _FIRST.items()
    )
    groups = ((GROUPS[group], _of_group(group, user, values)) for group in GROUPS)
    return ((WORDS, first), *groups)


def question_of(fields: Mapping[str, str]) -> str | None:
    """The question that filled-in fields ask; None where none of them was sent."""
    names = (*BESIDE_OPERATORS, *(one.name for one in OPERATORS))
    sent = {name: fields[name] for name in names if name in fields}
    return composed(sent) if sent else None


def _of_group(group: Group, user: User, values: Mapping[str, str]) -> tuple[Field, ...]:
    return tuple(
        Field(one.name, one.label, values.get(one.name, ""), _hint(one), one.choices)
        for one in OPERATORS
        if one.group == group and (is_keeper(user) or not one.is_keepers)
    )


def _hint(operator: Operator) -> str:
    return operator.example.partition(":")[2].strip('"')
