"""Writing a thread: new rows, changed columns, names, revisions, addresses."""

from collections.abc import Iterable, Iterator

from archive.intake.identities import Name
from archive.intake.matching import WRITTEN_COLUMNS, Entry
from archive.intake.merging import Ledger
from archive.intake.rows import write_columns
from archive.intake.threads import Thread
from archive.lib.addresses import normalise
from archive.lib.digests import short_key
from archive.models import Address, Article, Capture, Comment, Note, Revision, Site, SourceIdentity
from archive.models.choices import CommentState, IdentityOf
from archive.models.provenance import bounded

BATCH = 500


def save_thread(thread: Thread, site: Site, captures: list[Capture]) -> bool:
    """Write what is new or changed; whether anything was. Cost: O(rows changed)."""
    new = [entry for entry in thread.entries if not entry.before]
    _free_keys(new)
    Comment.objects.bulk_create((entry.row for entry in new), batch_size=BATCH)
    for entry in thread.entries:
        entry.row.parent_id = entry.parent.row.pk if entry.parent else None
        if entry.keeper_parent:  # else it is none, or in a thread that the keeper joined
            entry.row.keeper_parent_id = entry.keeper_parent.row.pk
    linked = [one.row for one in new if one.row.parent_id or one.row.keeper_parent_id]
    write_columns(linked, ("parent", "keeper_parent"))
    changed = [one for one in thread.entries if one.before and one.before != one.columns()]
    write_columns(
        [one.row for one in changed],
        (*(_column(name) for name in WRITTEN_COLUMNS), "origins", "parent", "keeper_parent"),
    )
    _retire(thread)
    _restore_merged(thread)
    Note.objects.bulk_create(
        Note(comment=thread.alive(entry).row, **columns) for entry, columns in thread.notes
    )
    _save_names(thread, site)
    save_revisions(((one.row, one.ledger) for one in thread.entries), captures)
    joined = [thread.alive(one) for one in thread.absorbed]
    told = [one for one in thread.entries if one.ledger.new]
    _save_addresses(thread, [*new, *changed, *told, *joined])
    return bool(new or changed or thread.absorbed)


def save_revisions(
    owners: Iterable[tuple[Article | Comment, Ledger]], captures: list[Capture]
) -> None:
    """Write what the ledgers say is new, changed or gone, each with the capture of its time."""
    by_time = {one.captured_at: one for one in reversed(captures) if one.captured_at}
    new: list[Revision] = []
    changed: list[Revision] = []
    gone: list[int] = []
    for owner, ledger in owners:
        for place in ledger.new:
            revision = ledger.revisions[place]
            setattr(revision, "article" if isinstance(owner, Article) else "comment", owner)
            new.append(revision)
        changed += [ledger.revisions[place] for place in ledger.changed]
        gone += [one.pk for one in ledger.gone]
    for revision in [*new, *changed]:
        revision.capture = by_time.get(revision.captured_at) if revision.captured_at else None
    Revision.objects.filter(pk__in=gone).delete()
    Revision.objects.bulk_create(new, batch_size=BATCH)
    write_columns(changed, ("rank", "modified_at", "captured_at", "capture"))


def _column(attribute: str) -> str:
    return attribute.removesuffix("_id")


def _free_keys(new: list[Entry]) -> None:
    """Give another key where one is taken: two rows never answer to one."""
    taken = set(
        Comment.objects.filter(key__in=[one.row.key for one in new]).values_list("key", flat=True)
        if new
        else ()
    )
    for entry in new:
        while entry.row.key in taken:
            entry.row.key = short_key("comment", entry.row.key, *entry.canonical)
        taken.add(entry.row.key)


def _retire(thread: Thread) -> None:
    """Absorbed rows stay, pointing at the one they became; none of them points at another."""
    rows = []
    for other in thread.absorbed:
        other.row.merged_into = other.row.joined_to = thread.alive(other).row
        other.row.parent = None
        rows.append(other.row)
    if not rows:
        return
    ids = [row.pk for row in rows]
    write_columns(rows, ("merged_into", "joined_to", "parent"))
    earlier = list(Comment.objects.filter(merged_into__in=ids))
    now = {row.pk: row.merged_into_id for row in rows}
    for row in earlier:
        row.merged_into_id = row.joined_to_id = now[row.merged_into_id or 0]
    write_columns(earlier, ("merged_into", "joined_to"))
    SourceIdentity.objects.filter(comment__in=ids).delete()
    Address.objects.filter(comment__in=ids).delete()
    Revision.objects.filter(comment__in=ids).delete()


def _restore_merged(thread: Thread) -> None:
    """Rows for keys that an own export says were joined with another: they keep resolving."""
    told = {key: entry.row for entry, key in thread.merged_keys}
    taken = Comment.objects.filter(key__in=told).values_list("key", flat=True) if told else ()
    Comment.objects.bulk_create(
        Comment(
            article=thread.article,
            key=key,
            merged_into=told[key],
            joined_to=told[key],
            state=CommentState.MISSING,
        )
        for key in sorted(told.keys() - set(taken))
    )


def _save_names(thread: Thread, site: Site) -> None:
    taken: dict[Name, Entry] = {}
    for entry in thread.entries:
        taken.update(dict.fromkeys(entry.names - entry.new_names, entry))
    rows = []
    for entry in thread.entries:
        fresh = [name for name in sorted(entry.new_names) if taken.setdefault(name, entry) is entry]
        rows += [_identity(site, thread.article, entry, name) for name in fresh]
        entry.new_names.clear()
    SourceIdentity.objects.bulk_create(rows, batch_size=BATCH)


def _identity(site: Site, article: Article, entry: Entry, name: Name) -> SourceIdentity:
    return SourceIdentity(
        site=site,
        what=IdentityOf.COMMENT,
        namespace=name.namespace,
        value=name.value,
        article=article,
        comment=entry.row,
    )


def _save_addresses(thread: Thread, entries: list[Entry]) -> None:
    """Every address at which a source ever said that a comment stands, whichever holds the row."""
    wanted = {}
    for one in entries:
        for url in _permalinks(one):
            lookup = bounded(normalise(url))
            if lookup:
                wanted[one.row.pk, lookup, url.partition("#")[2][:200]] = (one, url)
    known = set(
        Address.objects.filter(article=thread.article, comment__isnull=False).values_list(
            "comment_id", "lookup", "fragment"
        )
        if wanted
        else ()
    )
    Address.objects.bulk_create(
        (
            Address(
                article=thread.article,
                comment=entry.row,
                url=url,
                lookup=place[1],
                fragment=place[2],
            )
            for place, (entry, url) in wanted.items()
            if place not in known
        ),
        batch_size=BATCH,
    )


def _permalinks(entry: Entry) -> Iterator[str]:
    yield entry.row.permalink
    for (name, _), revision in entry.ledger.revisions.items():
        if name == "permalink":
            yield str(revision.value)
