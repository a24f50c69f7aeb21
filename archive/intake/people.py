"""People: found by the strongest name a record carries, made where there is none."""

from collections.abc import Iterable

from archive.intake.candidates import Candidate, Json
from archive.intake.fields import Field, Row, plain
from archive.intake.identities import Name, PersonRef, person_ref
from archive.intake.merging import Ledger, merge
from archive.intake.rows import insert, insert_values, write_columns
from archive.lib.digests import short_key
from archive.models import Article, Comment, Person, Site, SourceIdentity
from archive.models.choices import IdentityOf
from archive.parsing.drafts import Origin, PersonDraft

_NAME, _PROFILE = plain("name"), plain("profile_url")


class People:
    """The people of one site that an article and its thread speak of.

    `renamed` holds stored people whose shown name changed: the index holds it in many places.
    """

    def __init__(self, site: Site) -> None:
        """Start with nobody; `meet` and `recall` bring people in."""
        self.site = site
        self.renamed: list[Person] = []
        self._by_name: dict[Name, Person] = {}
        self._names: dict[int, Name] = {}

    def meet(self, refs: Iterable[tuple[PersonRef, Origin]]) -> None:
        """Find or make everyone spoken of, and let their names compete. Four queries at most."""
        spoken = list(dict.fromkeys(refs))
        names = {Name(ref.namespace, ref.value) for ref, _ in spoken}
        self._load(names)
        new = self._make([ref for ref, _ in spoken if self._missing(ref)])
        before = {person.pk: _state(person) for person in self._by_name.values()}
        for ref, origin in spoken:
            person = self._by_name[Name(ref.namespace, ref.value)]
            merge(person, "name", _NAME, Candidate(ref.name, origin), Ledger())
            merge(person, "profile_url", _PROFILE, Candidate(ref.profile_url, origin), Ledger())
        changed = [one for one in self._by_name.values() if _state(one) != before[one.pk]]
        write_columns(changed, ("name", "profile_url", "origins"))
        self.renamed += [
            one for one in changed if one.pk not in new and one.name != before[one.pk][0]
        ]

    def recall(self, person_ids: set[int]) -> None:
        """Learn the names of people that stored rows already point at. One query."""
        unknown = person_ids - self._names.keys()
        if unknown:
            for one in SourceIdentity.objects.filter(person__in=unknown, site=self.site):
                self._names.setdefault(one.person_id or 0, Name(one.namespace, one.value))

    def recall_all(self, people: Iterable[Person]) -> None:
        """Learn the names of people at hand, so that they can be asked for by name. One query."""
        by_id = {person.pk: person for person in people}
        self.recall(set(by_id))
        for pk, person in by_id.items():
            name = self._names.get(pk)
            if name is not None:
                self._by_name.setdefault(name, person)

    def person(self, namespace: str, value: str) -> Person:
        """Somebody met before, now or at an earlier import. One query for the latter."""
        name = Name(namespace, value)
        if name not in self._by_name:
            self._load({name})
        return self._by_name[name]

    def known(self, namespace: str, value: str) -> Person | None:
        """Somebody met before, or None."""
        name = Name(namespace, value)
        if name not in self._by_name:
            self._load({name})
        return self._by_name.get(name)

    def name_of(self, person_id: int | None) -> Name | None:
        """The identity of somebody met or recalled."""
        return self._names.get(person_id) if person_id is not None else None

    def author_field(self) -> Field:
        """A comment's author as one field: name and address as written, and the person."""

        def read(row: Row) -> Json:
            name = self.name_of(row.person_id)
            return [row.author_name, row.author_url, *(name or ("", ""))]

        def write(row: Row, value: Json) -> None:
            row.author_name, row.author_url = value[0], value[1]
            row.person = self.person(value[2], value[3])

        return Field(("author_name", "author_url", "person"), read, write)

    def _missing(self, ref: PersonRef) -> bool:
        return Name(ref.namespace, ref.value) not in self._by_name

    def _load(self, names: set[Name]) -> None:
        wanted = names - self._by_name.keys()
        rows = SourceIdentity.objects.filter(
            site=self.site,
            what=IdentityOf.PERSON,
            namespace__in={name.namespace for name in wanted},
            value__in={name.value for name in wanted},
        ).select_related("person")
        for one in rows:
            name = Name(one.namespace, one.value)
            if name in wanted and one.person is not None:
                self._know(name, one.person)

    def _make(self, refs: list[PersonRef]) -> set[int]:
        named = {Name(ref.namespace, ref.value): ref for ref in reversed(refs)}
        # In one order for all, so that two writers never wait for each other.
        drafts = dict(sorted(named.items()))
        people = [
            Person(
                site=self.site,
                key=short_key("person", self.site.host, *name),
                name=ref.name,
                profile_url="",
            )
            for name, ref in drafts.items()
        ]
        insert(people)
        insert_values(
            SourceIdentity,
            ("site_id", "what", "namespace", "value", "person_id"),
            [
                (self.site.pk, IdentityOf.PERSON.value, *name, person.pk)
                for name, person in zip(drafts, people, strict=True)
            ],
        )
        for name, person in zip(drafts, people, strict=True):
            self._know(name, person)
        return {person.pk for person in people}

    def _know(self, name: Name, person: Person) -> None:
        self._by_name[name] = person
        self._names[person.pk] = name


def person_named(site: Site, name: str) -> Person:
    """Whom the keeper means by a name: the one of the site who has it, else one made for it."""
    known = list(Person.objects.filter(site=site, name=name, merged_into__isnull=True)[:2])
    if len(known) == 1:
        return known[0]
    ref = person_ref(PersonDraft(name), site.host, "")
    if ref is None:
        raise ValueError(f"{name!r} is no name.")
    people = People(site)
    people.meet([(ref, Origin("part"))])
    return people.person(ref.namespace, ref.value)


def articles_of(people: Iterable[Person]) -> set[int]:
    """The articles whose documents hold a name of these people. Two queries."""
    ids = [person.pk for person in people]
    return {
        *Article.objects.filter(authors__in=ids).values_list("pk", flat=True),
        *Comment.objects.filter(person__in=ids).values_list("article_id", flat=True),
    }


def _state(person: Person) -> tuple[str, str, str]:
    return (person.name, person.profile_url, str(person.origins))
