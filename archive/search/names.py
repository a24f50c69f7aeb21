"""Names of sites, people and tags by their keys, held for as long as nothing changes."""

from collections.abc import Callable, Collection, Iterable, Mapping

from archive.models import Person, Site, Term
from archive.models.last_change import change_before

_MOST_HELD = 20_000  # names: some 4 MB

_Names = Mapping[str, str]


class _Held:
    """What was read since the mark of the last change was this one."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.names: dict[tuple[str, str], str] = {}


def _of_sites(hosts: Iterable[str]) -> _Names:
    sites = Site.objects.order_by().filter(host__in=hosts).only("host", "name")
    return {site.host: site.shown_name for site in sites}


def _of_people(keys: Iterable[str]) -> _Names:
    return dict(Person.objects.order_by().filter(key__in=keys).values_list("key", "name"))


def _of_tags(slugs: Iterable[str]) -> _Names:
    return dict(Term.objects.order_by().filter(slug__in=slugs).values_list("slug", "name"))


_READ: dict[str, Callable[[Iterable[str]], _Names]] = {
    "site": _of_sites,
    "person": _of_people,
    "tag": _of_tags,
}
_latest = [_Held("")]


def names_of(keys: Mapping[str, Collection[str]]) -> dict[str, dict[str, str]]:
    """Names by kind ("site", "person", "tag") and key; keys that nothing has are left out.

    Who may know of what has such a key is the caller's to see to. One query at most, and one a kind
    of which not all is held: the same dozen stand beside most answers.
    """
    mark = change_before()  # before the rows: what is held is never older than its mark
    held = _latest[0]
    if held.mark != mark or len(held.names) > _MOST_HELD:
        held = _latest[0] = _Held(mark)
    for kind, read in _READ.items():
        missing = [key for key in keys.get(kind, ()) if (kind, key) not in held.names]
        if missing:
            held.names |= {(kind, key): name for key, name in read(missing).items()}
    return {
        kind: {key: held.names[kind, key] for key in some if (kind, key) in held.names}
        for kind, some in keys.items()
    }
