"""Records of one source that share an id: equal ones are one, others are told apart."""

from collections.abc import Iterable
from dataclasses import replace

from archive.intake.identities import Name
from archive.intake.prepare import PreparedComment
from archive.parsing.drafts import Problem


def part_duplicates(
    comments: Iterable[PreparedComment], problems: list[Problem]
) -> tuple[list[PreparedComment], list[PreparedComment]]:
    """The comments to be stored, and those that say again what another of them says.

    A comment that shares an id with an earlier one but not its text is kept under an id, and a
    ref, that carry its text's digest; `problems` hears of it. What is given is left as it is.
    """
    seen: dict[Name, PreparedComment] = {}
    records, duplicates = [], []
    for one in comments:
        twin = _twin(one, seen)
        if twin is not None and twin.digest != one.digest:
            message = (
                f"two comments share the id {_shared(one, seen)} but not their text; both are kept"
            )
            problems.append(Problem(message, one.draft.place, "repaired"))
            one = _told_apart(one, seen)
            twin = _twin(one, seen)
        if twin is not None:
            duplicates.append(one)
            continue
        seen.update(dict.fromkeys(_ids(one), one))
        records.append(one)
    return records, duplicates


def _ids(one: PreparedComment) -> list[Name]:
    return [name for name in one.names if name.namespace != "content"]


def _twin(one: PreparedComment, seen: dict[Name, PreparedComment]) -> PreparedComment | None:
    return next((seen[name] for name in _ids(one) if name in seen), None)


def _shared(one: PreparedComment, seen: dict[Name, PreparedComment]) -> str:
    return ", ".join(name.value for name in _ids(one) if name in seen)


def _told_apart(one: PreparedComment, seen: dict[Name, PreparedComment]) -> PreparedComment:
    mark = f"#{one.digest[:16]}"
    names = [
        Name(name.namespace, name.value + mark) if name in seen else name for name in one.names
    ]
    return replace(one, names=names, draft=replace(one.draft, ref=one.draft.ref + mark))
