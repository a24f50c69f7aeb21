"""What belongs to articles beside their rows: names, addresses, terms."""

from collections import defaultdict
from collections.abc import Sequence

from archive.intake.found import Found, stored_among
from archive.intake.rows import insert
from archive.lib.addresses import normalise
from archive.lib.digests import short_key
from archive.lib.text import collapse, slugify
from archive.models import Address, ArticleTerm, SourceIdentity, Term
from archive.models.choices import IdentityOf
from archive.models.provenance import bounded
from archive.search.stale import mark_stale

Ids = set[int]
"""Row numbers of the articles to which something was added."""


def add_names(found: Sequence[Found]) -> Ids:
    """Add the names of each record that no article has. Two queries."""
    fresh = [
        (one, name)
        for one, known in zip(found, _names_of(found), strict=True)
        for name in one.prepared.names
        if tuple(name) not in known
    ]
    taken = set(
        SourceIdentity.objects.filter(
            site__in={one.people.site.pk for one, _ in fresh},
            what=IdentityOf.ARTICLE,
            value__in={name.value for _, name in fresh},
        ).values_list("site", "namespace", "value")
        if fresh
        else ()
    )
    rows = []
    for one, name in fresh:
        place = (one.people.site.pk, *name)
        if place not in taken:
            taken.add(place)
            rows.append(
                SourceIdentity(
                    site=one.people.site,
                    what=IdentityOf.ARTICLE,
                    namespace=name.namespace,
                    value=name.value,
                    article=one.article,
                )
            )
    insert(rows)
    return {row.article_id or 0 for row in rows}


def _names_of(found: Sequence[Found]) -> list[set[tuple[str, ...]]]:
    known: dict[int | None, set[tuple[str, ...]]] = defaultdict(set)
    if stored := stored_among(found):
        rows = SourceIdentity.objects.filter(article__in=stored, what=IdentityOf.ARTICLE)
        for article, *name in rows.values_list("article", "namespace", "value"):
            known[article].add(tuple(name))
    return [known[one.article.pk] for one in found]


def add_addresses(found: Sequence[Found]) -> Ids:
    """Add each record's addresses; of several spellings of one the lexically smallest is kept."""
    known: dict[int, dict[str, Address]] = defaultdict(dict)
    if stored := stored_among(found):
        for row in Address.objects.filter(article__in=stored, comment__isnull=True, fragment=""):
            known[row.article_id][row.lookup] = row
    rows = []
    for one in found:
        mine = known[one.article.pk]
        wanted: dict[str, str] = {}
        for url in one.prepared.urls:
            lookup = bounded(normalise(url))
            if lookup:
                wanted[lookup] = min(url, wanted.get(lookup, url))
        for lookup in wanted.keys() & mine.keys():
            respell(mine[lookup], wanted[lookup])
        rows += [
            Address(article=one.article, url=wanted[lookup], lookup=lookup)
            for lookup in sorted(wanted.keys() - mine.keys())
        ]
    insert(rows)
    return {row.article_id for row in rows}


def respell(address: Address, url: str) -> None:
    """Spell it as the lexically smaller of both."""
    if url < address.url:
        Address.objects.filter(pk=address.pk).update(url=url)


def add_terms(found: Sequence[Found]) -> Ids:
    """Add each record's terms."""
    if not any(one.prepared.terms for one in found):
        return set()
    known = set(
        ArticleTerm.objects.filter(article__in=stored_among(found), is_keepers=False).values_list(
            "article", "term__slug", "kind"
        )
    )
    named = [(one, _terms_of(one)) for one in found]
    slugs = {slug for _, wanted in named for slug, _ in wanted}
    terms = {term.slug: term for term in Term.objects.filter(slug__in=slugs)}
    rows = []
    for one, wanted in named:
        for (slug, kind), name in wanted.items():
            term = terms.get(slug)
            if term is None or name < term.name:
                term = terms[slug] = _term(slug, name)
            if (one.article.pk, slug, kind) not in known:
                rows.append(ArticleTerm(article=one.article, term=term, kind=kind))
    insert(rows)
    return {row.article_id for row in rows}


def _terms_of(one: Found) -> dict[tuple[str, str], str]:
    """The record's terms by slug and kind; of two names for one the lexically smaller."""
    wanted: dict[tuple[str, str], str] = {}
    for given in one.prepared.terms:
        name = collapse(given.name)[:300]
        if name:
            place = (slug_of(name), given.kind)
            wanted[place] = min(name, wanted.get(place, name))
    return wanted


def slug_of(name: str) -> str:
    """The slug of the term of this name, never empty."""
    return slugify(name) or short_key(name)


def term_named(name: str) -> Term:
    """The term of this name, made where there is none."""
    shown = collapse(name)[:300]
    return _term(slug_of(shown), shown)


def _term(slug: str, name: str) -> Term:
    """The term of this slug; of two names for one the lexically smaller is shown, everywhere."""
    term, _ = Term.objects.get_or_create(slug=slug, defaults={"name": name})
    if name < term.name:
        term.name = name
        term.save(update_fields=["name"])
        mark_stale(articles=term.articles.values_list("pk", flat=True))
    return term
