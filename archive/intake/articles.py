"""An article's own row: found or made, merged with what a record says, joined, written."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from archive.intake.arranging import COUNTS
from archive.intake.candidates import Candidate, Json, unpack
from archive.intake.fields import ARTICLE_FIELDS, KEEPERS_DATE, Field, Row, moment_value
from archive.intake.identities import Name
from archive.intake.matching import Entry, matching_articles
from archive.intake.merging import Ledger, forget, given_in, merge, origin_of
from archive.intake.people import People
from archive.intake.prepare import PreparedArticle
from archive.intake.receipts import Line
from archive.intake.restoring import (
    own_keepers_authors,
    own_keepers_terms,
    own_keepers_text,
    own_key,
    own_merged_keys,
)
from archive.intake.saving import save_revisions
from archive.intake.threads import UNREVISED, load_entries
from archive.lib.addresses import host_of, normalise
from archive.lib.dates import moment_from_iso
from archive.lib.digests import short_key
from archive.lib.text import collapse, slugify
from archive.models import (
    Address,
    Article,
    ArticleAuthor,
    ArticleTerm,
    Capture,
    Comment,
    Note,
    Person,
    Revision,
    Site,
    SourceIdentity,
    Term,
)
from archive.models.choices import ArticleState, IdentityOf, Visibility
from archive.models.provenance import bounded
from archive.models.visibility import stricter
from archive.parsing.drafts import Own
from archive.search.stale import mark_stale

WRITTEN = tuple(
    dict.fromkeys(
        [column for spec in ARTICLE_FIELDS.values() for column in spec.columns] + [*COUNTS]
    )
)


@dataclass(slots=True)
class Found:
    """The row a record belongs to, and what is known of it before the record is merged.

    `others` are stored articles that the record shows to be this one; `authors` the byline.
    """

    article: Article
    is_new: bool
    others: list[Article] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    authors: list[Name] = field(default_factory=list)
    before: dict[str, Json] = field(default_factory=dict)
    byline_before: list[Name] = field(default_factory=list)
    says_more: bool = False

    @property
    def line(self) -> Line:
        """What the receipt says of the article record."""
        if self.is_new:
            return "created"
        return "updated" if self.says_more else "unchanged"

    @property
    def narrows(self) -> bool:
        """Whether fewer people may read it than before."""
        was_open = self.before.get("state") == ArticleState.PUBLISHED
        return bool(self.others) or (was_open and self.article.state != ArticleState.PUBLISHED)


def find_or_make(site: Site, prepared: PreparedArticle, people: People) -> Found:
    """The stored article of this record, or an unsaved one."""
    rows = matching_articles(site, prepared)
    if not rows:
        return Found(_new_article(site, prepared), is_new=True)
    article = Article.objects.select_for_update().get(pk=rows[0].pk)
    found = Found(article, is_new=False, others=rows[1:])
    found.ledger = Ledger.of(list(article.revisions.all()))
    found.authors = _byline(article, people)
    found.byline_before = list(found.authors)
    found.before = _columns(article)
    return found


def _new_article(site: Site, prepared: PreparedArticle) -> Article:
    own = prepared.draft.own
    key = own_key(own) or short_key("article", site.host, *prepared.names[0])
    while Article.objects.filter(key=key).exists():
        key = short_key("article", key, *prepared.names[0])
    article = Article(site=_keepers_site(own) or site, key=key)
    KEEPERS_DATE.write(article, moment_value(moment_from_iso(own_keepers_text(own, "published"))))
    article.keeper_title = own_keepers_text(own, "title")
    article.keeper_standfirst = own_keepers_text(own, "standfirst")
    if (visibility := own_keepers_text(own, "visibility")) in Visibility.values:
        article.visibility = visibility
    return article


def put_byline(article: Article, people: Iterable[Person]) -> None:
    """Let these, in their order, be the keeper's byline of an article; none for the source's."""
    article.article_authors.filter(is_keepers=True).delete()
    rows = [
        ArticleAuthor(article=article, person=person, position=position, is_keepers=True)
        for position, person in enumerate(dict.fromkeys(people))
    ]
    ArticleAuthor.objects.bulk_create(rows)
    article.article_authors.of_source().update(is_overruled=bool(rows))


def _keepers_site(own: Own | None) -> Site | None:
    """The site to which the keeper moved the article."""
    host = host_of(f"https://{own_keepers_text(own, 'site')}")
    return Site.objects.get_or_create(host=host)[0] if host else None


def merge_article(found: Found, prepared: PreparedArticle, people: People) -> None:
    """Put what the record says beside what the row holds; a new row is stored."""
    specs = {**ARTICLE_FIELDS, "authors": _authors_field(found)}
    for other in found.others:
        _absorb_fields(found, other, specs, people)
    for name, candidate in prepared.candidates:
        merge(found.article, name, specs[name], candidate, _ledger(found, name))
    for candidate in prepared.bylines:
        merge(found.article, "authors", specs["authors"], candidate, found.ledger)
    if prepared.is_reread:
        given = given_in(prepared.candidates) | ({"authors"} if prepared.bylines else set())
        forget(found.article, specs, given, prepared.origin, found.ledger)
    if found.is_new:
        found.article.save(force_insert=True)


def entries_of_others(found: Found) -> Iterable[list[Entry]]:
    """The threads of the articles that are joined with this one."""
    return (load_entries(other) for other in found.others)


def save_article(
    found: Found, prepared: PreparedArticle, people: People, captures: list[Capture]
) -> bool:
    """Write what changed of the row and what belongs to it; whether anything did."""
    article = found.article
    now = _columns(article)
    changed = sorted(name for name in now if now[name] != found.before.get(name))
    found.says_more = bool(set(changed) - {"origins", *COUNTS})
    if changed:
        article.save(update_fields=[*changed])
    if found.authors != found.byline_before:
        found.says_more = True
        article.article_authors.of_source().delete()
        is_overruled = article.article_authors.filter(is_keepers=True).exists()
        ArticleAuthor.objects.bulk_create(
            ArticleAuthor(
                article=article, person=person, position=position, is_overruled=is_overruled
            )
            for position, person in enumerate(
                dict.fromkeys(people.person(*name) for name in found.authors)
            )
        )
    save_revisions([(article, found.ledger)], captures)
    for other in found.others:
        _retire(article, other)
    additions = (
        _add_names(article, prepared, people.site),
        _add_addresses(article, prepared),
        _add_terms(article, prepared),
    )
    if found.is_new:
        _restore(article, prepared.draft.own, people)
        Note.objects.bulk_create(Note(article=article, **columns) for columns in prepared.notes)
    found.says_more = found.says_more or any(additions) or bool(found.others)
    return bool(changed) or found.says_more


def _columns(article: Article) -> dict[str, Json]:
    return {**{name: getattr(article, name) for name in WRITTEN}, "origins": {**article.origins}}


def _ledger(found: Found, name: str) -> Ledger:
    return Ledger() if name in UNREVISED else found.ledger


def _authors_field(found: Found) -> Field:
    def write(_: Row, value: Json) -> None:
        found.authors = [Name(*name) for name in value or ()]

    return Field((), lambda _: [list(name) for name in found.authors], write)


def _byline(article: Article, people: People) -> list[Name]:
    persons = [one.person for one in article.article_authors.of_source().select_related("person")]
    people.recall_all(persons)
    return [name for one in persons if (name := people.name_of(one.pk)) is not None]


def _absorb_fields(found: Found, other: Article, specs: dict[str, Field], people: People) -> None:
    """Everything that was said of the other article competes for this one's row."""
    theirs = Found(other, is_new=False, authors=_byline(other, people))
    mine_and_theirs = {**specs, "authors": _authors_field(theirs)}
    for name, packed in other.origins.items():
        if name in specs:
            candidate = Candidate(mine_and_theirs[name].read(other), unpack(packed))
            merge(found.article, name, specs[name], candidate, _ledger(found, name))
    for one in other.revisions.all():
        if one.field in specs:
            candidate = Candidate(one.value, origin_of(one))
            merge(found.article, one.field, specs[one.field], candidate, found.ledger)
    _keep_keepers_word(found.article, other)


def _keep_keepers_word(article: Article, other: Article) -> None:
    """What the keeper said of the other article stands for this one, where nothing else does."""
    article.keeper_title = article.keeper_title or other.keeper_title
    article.keeper_standfirst = article.keeper_standfirst or other.keeper_standfirst
    article.visibility = stricter(article.visibility, other.visibility)
    article.save(update_fields=["keeper_title", "keeper_standfirst", "visibility"])


def _retire(article: Article, other: Article) -> None:
    """The other row stays and points here; what belonged to it belongs to this one."""
    SourceIdentity.objects.filter(article=other, comment__isnull=False).delete()
    SourceIdentity.objects.filter(article=other).update(article=article)
    known = {(one.comment_id, one.lookup, one.fragment): one for one in article.addresses.all()}
    for one in Address.objects.filter(article=other):
        mine = known.get((one.comment_id, one.lookup, one.fragment))
        if mine is None:
            Address.objects.filter(pk=one.pk).update(article=article)
        elif one.comment_id is None:
            _respell(mine, one.url)
    Capture.objects.filter(article=other).update(article=article)
    Comment.objects.filter(article=other).update(article=article)
    Revision.objects.filter(article=other).delete()
    for term in other.article_terms.all():
        ArticleTerm.objects.get_or_create(
            article=article, term_id=term.term_id, kind=term.kind, is_keepers=term.is_keepers
        )
    _take_joins(article, other)
    Article.objects.filter(pk=other.pk).update(
        merged_into=article,
        joined_to=article,
        is_keepers_join=False,
        comment_count=0,
        kept_count=0,
    )


def _take_joins(article: Article, other: Article) -> None:
    """What was joined with the other is joined with this one, and this one with what that was."""
    Article.objects.filter(joined_to=other, is_keepers_join=False).update(merged_into=article)
    Article.objects.filter(joined_to=other).exclude(pk=article.pk).update(joined_to=article)
    if article.is_keepers_join and article.joined_to_id == other.pk:
        article.joined_to, article.is_keepers_join = None, False
    if other.is_keepers_join and other.joined_to_id != article.pk and article.joined_to is None:
        article.joined_to, article.is_keepers_join = other.joined_to, True
    article.save(update_fields=["joined_to", "is_keepers_join"])


def _add_names(article: Article, prepared: PreparedArticle, site: Site) -> bool:
    known = set(
        article.identities.filter(what=IdentityOf.ARTICLE).values_list("namespace", "value")
    )
    fresh = [name for name in prepared.names if tuple(name) not in known]
    taken = {
        (one.namespace, one.value)
        for one in SourceIdentity.objects.filter(
            site=site, what=IdentityOf.ARTICLE, value__in=[name.value for name in fresh]
        )
    }
    rows = [
        SourceIdentity(
            site=site,
            what=IdentityOf.ARTICLE,
            namespace=name.namespace,
            value=name.value,
            article=article,
        )
        for name in fresh
        if tuple(name) not in taken
    ]
    SourceIdentity.objects.bulk_create(rows)
    return bool(rows)


def _add_addresses(article: Article, prepared: PreparedArticle) -> bool:
    """Add the record's addresses; of several spellings of one the lexically smallest is kept."""
    wanted: dict[str, str] = {}
    for url in prepared.urls:
        lookup = bounded(normalise(url))
        if lookup:
            wanted[lookup] = min(url, wanted.get(lookup, url))
    known = {one.lookup: one for one in article.addresses.filter(comment__isnull=True, fragment="")}
    for lookup in wanted.keys() & known.keys():
        _respell(known[lookup], wanted[lookup])
    fresh = wanted.keys() - known.keys()
    Address.objects.bulk_create(
        Address(article=article, url=wanted[lookup], lookup=lookup) for lookup in sorted(fresh)
    )
    return bool(fresh)


def _respell(address: Address, url: str) -> None:
    if url < address.url:
        Address.objects.filter(pk=address.pk).update(url=url)


def _add_terms(article: Article, prepared: PreparedArticle) -> bool:
    """Add the record's terms."""
    wanted: dict[tuple[str, str], str] = {}
    for one in prepared.terms:
        name = collapse(one.name)[:300]
        if name:
            place = (slug_of(name), one.kind)
            wanted[place] = min(name, wanted.get(place, name))
    known = set(article.article_terms.filter(is_keepers=False).values_list("term__slug", "kind"))
    for (slug, kind), name in wanted.items():
        term = _term(slug, name)
        if (slug, kind) not in known:
            ArticleTerm.objects.create(article=article, term=term, kind=kind)
    return bool(wanted.keys() - known)


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
        Term.objects.filter(pk=term.pk).update(name=name)
        mark_stale(articles=term.articles.values_list("pk", flat=True))
    return term


def _restore(article: Article, own: Own | None, people: People) -> None:
    """What only Afterword's own export knows: the keeper's words, and keys of joined rows."""
    byline = [one for name in own_keepers_authors(own) if (one := people.known(*name))]
    put_byline(article, byline)
    for name in own_keepers_terms(own):
        ArticleTerm.objects.get_or_create(article=article, term=term_named(name), is_keepers=True)
    for key in own_merged_keys(own):
        if not Article.objects.filter(key=key).exists():
            Article.objects.create(
                site=article.site, key=key, merged_into=article, joined_to=article
            )
