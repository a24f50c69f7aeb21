"""An article's own row: found or made, merged with what a record says, joined, written."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from archive.intake.arranging import COUNTS
from archive.intake.belongings import add_addresses, add_names, add_terms, respell, term_named
from archive.intake.candidates import Candidate, Json, unpack
from archive.intake.fields import ARTICLE_FIELDS, KEEPERS_DATE, Field, Row, moment_value
from archive.intake.found import Found, stored_among
from archive.intake.identities import Name
from archive.intake.links import keep_links
from archive.intake.matching import Entry, matching_articles
from archive.intake.merging import Ledger, forget, given_in, merge, origin_of
from archive.intake.people import People
from archive.intake.prepare import PreparedArticle
from archive.intake.restoring import (
    own_keepers_authors,
    own_keepers_terms,
    own_keepers_text,
    own_key,
    own_merged_keys,
)
from archive.intake.rows import insert, write_columns
from archive.intake.saving import save_revisions
from archive.intake.threads import UNREVISED, load_entries
from archive.lib.addresses import host_of
from archive.lib.dates import moment_from_iso
from archive.lib.digests import short_key
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
)
from archive.models.choices import Visibility
from archive.models.visibility import stricter
from archive.parsing.drafts import Own

WRITTEN = tuple(
    dict.fromkeys(
        [column for spec in ARTICLE_FIELDS.values() for column in spec.columns] + [*COUNTS]
    )
)


def find_or_make(records: Sequence[tuple[PreparedArticle, People]]) -> list[Found]:
    """For each record the stored article it speaks of, locked, or an unsaved one.

    A handful of queries for all of them; no two records may share a name.
    """
    matched = matching_articles([(people.site, one) for one, people in records])
    taken = _taken_keys(records, matched)
    found = []
    for (prepared, people), rows in zip(records, matched, strict=True):
        if rows:
            one = Found(rows[0], prepared, people, others=rows[1:])
        else:
            article = _new_article(people.site, prepared, taken)
            one = Found(article, prepared, people, is_new=True)
        found.append(one)
    _recall(found)
    return found


def _recall(found: Sequence[Found]) -> None:
    """Bring in what is stored of the articles that were there before."""
    stored = stored_among(found)
    if not stored:
        return
    revisions, captures = defaultdict(list), defaultdict(list)
    for revision in Revision.objects.filter(article__in=stored).order_by("pk"):
        revisions[revision.article_id].append(revision)
    for capture in Capture.objects.filter(article__in=stored):
        captures[capture.article_id].append(capture)
    bylines = _bylines(stored)
    for one in found:
        if not one.is_new:
            pk = one.article.pk
            one.ledger = Ledger.of(revisions[pk])
            one.captures = captures[pk]
            one.authors = _names_of(bylines[pk], one.people)
            one.byline_before = list(one.authors)
            one.before = _columns(one.article)


def _bylines(articles: Iterable[Article]) -> dict[int, list[Person]]:
    """The source's byline of each, in order."""
    people: dict[int, list[Person]] = defaultdict(list)
    rows = ArticleAuthor.objects.of_source().filter(article__in=articles)
    for one in rows.select_related("person").order_by("position"):
        people[one.article_id].append(one.person)
    return people


def _names_of(byline: list[Person], people: People) -> list[Name]:
    people.recall_all(byline)
    return [name for one in byline if (name := people.name_of(one.pk)) is not None]


def _key(site: Site, prepared: PreparedArticle) -> str:
    return own_key(prepared.draft.own) or short_key("article", site.host, *prepared.names[0])


def _taken_keys(
    records: Sequence[tuple[PreparedArticle, People]], matched: Sequence[list[Article]]
) -> set[str]:
    wanted = [
        _key(people.site, one)
        for (one, people), rows in zip(records, matched, strict=True)
        if not rows
    ]
    if not wanted:
        return set()
    return set(Article.objects.filter(key__in=wanted).values_list("key", flat=True))


def _new_article(site: Site, prepared: PreparedArticle, taken: set[str]) -> Article:
    """An unsaved row; `taken` are keys it must not have, and learns of its own."""
    own = prepared.draft.own
    key = _key(site, prepared)
    while key in taken:
        key = short_key("article", key, *prepared.names[0])
        if Article.objects.filter(key=key).exists():
            taken.add(key)
    taken.add(key)
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


def merge_articles(found: Sequence[Found]) -> None:
    """Put what the records say beside what the rows hold; new rows are stored."""
    for one in found:
        _merge_article(one)
    insert([one.article for one in found if one.is_new])


def _merge_article(found: Found) -> None:
    prepared = found.prepared
    specs = {**ARTICLE_FIELDS, "authors": _authors_field(found)}
    for other in found.others:
        _absorb_fields(found, other, specs)
    for name, candidate in prepared.candidates:
        merge(found.article, name, specs[name], candidate, _ledger(found, name))
    for candidate in prepared.bylines:
        merge(found.article, "authors", specs["authors"], candidate, found.ledger)
    if prepared.is_reread:
        given = given_in(prepared.candidates) | ({"authors"} if prepared.bylines else set())
        forget(found.article, specs, given, prepared.origin, found.ledger)


def entries_of_others(found: Found) -> Iterable[list[Entry]]:
    """The threads of the articles that are joined with this one."""
    return (load_entries(other) for other in found.others)


def save_articles(found: Sequence[Found]) -> list[bool]:
    """Write what changed of the rows and what belongs to them; of each, whether anything did."""
    changed = [_changed_columns(one) for one in found]
    for columns in dict.fromkeys(filter(None, changed)):
        rows = [one.article for one, mine in zip(found, changed, strict=True) if mine == columns]
        write_columns(rows, columns)
    for one, columns in zip(found, changed, strict=True):
        byline = one.authors != one.byline_before
        one.says_more = bool(set(columns) - {"origins", *COUNTS}) or byline or bool(one.others)
        if byline:
            _save_byline(one)
    keep_links(
        [one.article for one in found if one.is_new],
        [one.article for one, mine in zip(found, changed, strict=True) if "body_html" in mine],
    )
    save_revisions([(one.article, one.ledger, one.captures) for one in found])
    for one in found:
        for other in one.others:
            _retire(one.article, other)
    added = add_names(found) | add_addresses(found) | add_terms(found)
    for one in found:
        if one.is_new:
            _restore(one)
        one.says_more = one.says_more or one.article.pk in added
    return [bool(columns) or one.says_more for one, columns in zip(found, changed, strict=True)]


def _changed_columns(found: Found) -> tuple[str, ...]:
    """The columns that are to be written; of a new row all but the counts are."""
    article = found.article
    if found.is_new:
        return COUNTS
    now = _columns(article)
    return tuple(sorted(name for name in now if now[name] != found.before.get(name)))


def _save_byline(found: Found) -> None:
    article = found.article
    is_overruled = False
    if not found.is_new:
        article.article_authors.of_source().delete()
        is_overruled = article.article_authors.filter(is_keepers=True).exists()
    persons = dict.fromkeys(found.people.person(*name) for name in found.authors)
    rows = [
        ArticleAuthor(article=article, person=person, position=position, is_overruled=is_overruled)
        for position, person in enumerate(persons)
    ]
    insert(rows)


def _columns(article: Article) -> dict[str, Json]:
    return {**{name: getattr(article, name) for name in WRITTEN}, "origins": {**article.origins}}


def _ledger(found: Found, name: str) -> Ledger:
    return Ledger() if name in UNREVISED else found.ledger


def _authors_field(found: Found) -> Field:
    def write(_: Row, value: Json) -> None:
        found.authors = [Name(*name) for name in value or ()]

    return Field((), lambda _: [list(name) for name in found.authors], write)


def _absorb_fields(found: Found, other: Article, specs: dict[str, Field]) -> None:
    """Everything that was said of the other article competes for this one's row."""
    byline = _names_of(_bylines([other])[other.pk], found.people)
    theirs = Found(other, found.prepared, found.people, authors=byline)
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
            respell(mine, one.url)
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


def _restore(found: Found) -> None:
    """What only Afterword's own export knows: the keeper's words, and keys of joined rows."""
    article, own = found.article, found.prepared.draft.own
    notes = [Note(article=article, **columns) for columns in found.prepared.notes]
    Note.objects.bulk_create(notes)
    if own is None:
        return
    byline = [one for name in own_keepers_authors(own) if (one := found.people.known(*name))]
    put_byline(article, byline)
    for name in own_keepers_terms(own):
        ArticleTerm.objects.get_or_create(article=article, term=term_named(name), is_keepers=True)
    for key in own_merged_keys(own):
        if not Article.objects.filter(key=key).exists():
            Article.objects.create(
                site=article.site, key=key, merged_into=article, joined_to=article
            )
