"""Records of one source that share an id: equal ones are one, others are told apart.

The rule is DESIGN section 3, "Identity and merging".
"""

from collections.abc import Iterable
from dataclasses import replace

from archive.intake.identities import Name
from archive.intake.prepare import PreparedArticle, PreparedComment
from archive.lib.digests import text_digest
from archive.models.provenance import bounded
from archive.parsing.drafts import Problem

ArticlesSeen = dict[tuple[str, Name], str]
"""Host and name of the articles of one export so far, and the digest of title and text."""


def part_articles(prepared: PreparedArticle, seen: ArticlesSeen) -> PreparedArticle:
    """The article of an export, told apart from an earlier one that has its id or address.

    Where title or text differ, it goes by names that carry their digest, and says so among its
    problems. `seen` learns of it.
    """
    digest = _told_by(prepared.draft.title, prepared.digest)
    shared = [name for name in prepared.names if seen.get((prepared.host, name), digest) != digest]
    if shared:
        mark = f"#{digest[:16]}"
        names = [
            Name(name.namespace, bounded(name.value + mark)) if name in shared else name
            for name in prepared.names
        ]
        listed = ", ".join(name.value for name in shared)
        message = f"two articles share {listed} but not title and text; both are kept"
        problem = Problem(message, prepared.draft.place, "repaired")
        prepared = replace(prepared, names=names, problems=[*prepared.problems, problem])
    for name in prepared.names:
        seen.setdefault((prepared.host, name), digest)
    return prepared


def is_apart(host: str, names: Iterable[Name], title: str, digest: str, seen: ArticlesSeen) -> bool:
    """Whether an article of an export shares no name with another one; `seen` then learns of it."""
    told_by = _told_by(title, digest)
    places = [(host, name) for name in names]
    if any(seen.get(place, told_by) != told_by for place in places):
        return False
    for place in places:
        seen.setdefault(place, told_by)
    return True


def _told_by(title: str, digest: str) -> str:
    """By what articles that share a name are told apart: title and the digest of the text."""
    return text_digest(f"{title} {digest}")


def part_duplicates(
    comments: Iterable[PreparedComment], problems: list[Problem]
) -> tuple[list[PreparedComment], list[tuple[PreparedComment, PreparedComment]]]:
    """The comments to be stored, and those that say again what one of these says, each with it.

    A comment that shares an id with an earlier one but not its text is kept under an id that
    carries its text's digest; `problems` hears of it. What is given is left as it is.
    """
    seen: dict[Name, PreparedComment] = {}
    records: list[PreparedComment] = []
    duplicates: list[tuple[PreparedComment, PreparedComment]] = []
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
            duplicates.append((one, twin))
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
    return replace(one, names=names)
