"""Writing a thread: new rows, changed columns, names, revisions, addresses."""

from collections.abc import Iterable, Iterator, Sequence

from archive.intake.identities import Name
from archive.intake.links import keep_links
from archive.intake.matching import WRITTEN_COLUMNS, Entry
from archive.intake.merging import Ledger
from archive.intake.rows import insert, insert_values, number, write_columns
from archive.intake.threads import Thread
from archive.lib.addresses import normalise
from archive.lib.digests import short_key
from archive.models import Address, Article, Capture, Comment, Note, Revision, SourceIdentity
from archive.models.choices import CommentState, IdentityOf
from archive.models.provenance import bounded

_NAME_COLUMNS = ("site_id", "what", "article_id", "comment_id", "namespace", "value")
_ADDRESS_COLUMNS = ("article_id", "comment_id", "url", "lookup", "fragment")
_WRITTEN = (
    *(name.removesuffix("_id") for name in WRITTEN_COLUMNS),
    *("origins", "parent", "keeper_parent"),
)


def save_threads(threads: Sequence[Thread], captures: Sequence[list[Capture]]) -> list[bool]:
    """Write what is new or changed; of each thread, whether anything was. O(rows changed).

    `captures` are those of each thread's article.
    """
    new = [entry for thread in threads for entry in thread.entries if not entry.before]
    _free_keys(new)
    number([entry.row for entry in new])
    for thread in threads:
        _tie(thread)
    insert([entry.row for entry in new])
    changed = [_changed(thread) for thread in threads]
    write_columns([one.row for entries in changed for one in entries], _WRITTEN)
    for thread in threads:
        _retire(thread)
        _restore_merged(thread)
        Note.objects.bulk_create(
            Note(comment=thread.alive(entry).row, **columns) for entry, columns in thread.notes
        )
    _save_names(threads)
    save_revisions(
        [
            (one.row, one.ledger, mine)
            for thread, mine in zip(threads, captures, strict=True)
            for one in thread.entries
        ]
    )
    _save_addresses(threads, changed)
    rewritten = [
        one.row for mine in changed for one in mine if one.before["body_html"] != one.row.body_html
    ]
    keep_links([entry.row for entry in new], rewritten)
    return [
        bool(mine or thread.absorbed) or not all(entry.before for entry in thread.entries)
        for thread, mine in zip(threads, changed, strict=True)
    ]


def _tie(thread: Thread) -> None:
    """Let the rows point at their parents, now that all are numbered."""
    for entry in thread.entries:
        entry.row.parent_id = entry.parent.row.pk if entry.parent else None
        if entry.keeper_parent:  # else it is none, or in a thread that the keeper joined
            entry.row.keeper_parent_id = entry.keeper_parent.row.pk


def _changed(thread: Thread) -> list[Entry]:
    return [one for one in thread.entries if one.before and one.before != one.columns()]


def save_revisions(owners: Iterable[tuple[Article | Comment, Ledger, list[Capture]]]) -> None:
    """Write what the ledgers say is new, changed or gone, each with the capture of its time."""
    new: list[Revision] = []
    changed: list[Revision] = []
    gone: list[int] = []
    for owner, ledger, captures in owners:
        if not (ledger.new or ledger.changed or ledger.gone):
            continue
        by_time = {one.captured_at: one for one in reversed(captures) if one.captured_at}
        for place in ledger.new:
            revision = ledger.revisions[place]
            setattr(revision, "article" if isinstance(owner, Article) else "comment", owner)
            new.append(revision)
        changed += [ledger.revisions[place] for place in ledger.changed]
        gone += [one.pk for one in ledger.gone]
        for place in ledger.new | ledger.changed:
            revision = ledger.revisions[place]
            at = revision.captured_at
            revision.capture = by_time.get(at) if at else None
    if gone:
        Revision.objects.filter(pk__in=gone).delete()
    insert(new)
    write_columns(changed, ("rank", "modified_at", "captured_at", "capture"))


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


def _save_names(threads: Sequence[Thread]) -> None:
    values = []
    for thread in threads:
        of = (thread.people.site.pk, IdentityOf.COMMENT.value, thread.article.pk)
        taken: dict[Name, Entry] = {}
        for entry in thread.entries:
            taken.update(dict.fromkeys(entry.names - entry.new_names, entry))
        for entry in thread.entries:
            values += [
                (*of, entry.row.pk, *name)
                for name in sorted(entry.new_names)
                if taken.setdefault(name, entry) is entry
            ]
            entry.new_names.clear()
    if values:
        insert_values(SourceIdentity, _NAME_COLUMNS, values)


def _save_addresses(threads: Sequence[Thread], changed: Sequence[list[Entry]]) -> None:
    """Every address at which a source ever said that a comment stands, whichever holds the row."""
    wanted = {}
    for thread, rewritten in zip(threads, changed, strict=True):
        news = [one for one in thread.entries if not one.before or one.ledger.new]
        joined = [thread.alive(one) for one in thread.absorbed]
        for one in (*news, *rewritten, *joined):
            for url in _permalinks(one):
                lookup = bounded(normalise(url)) if url else ""
                if lookup:
                    wanted[one.row.pk, lookup, url.partition("#")[2][:200]] = (one, url)
    if not wanted:
        return
    stored = {one.row.article_id for one, _ in wanted.values() if one.before}
    rows = Address.objects.filter(article__in=stored, comment__isnull=False)
    known = set(rows.values_list("comment_id", "lookup", "fragment") if stored else ())
    values = [
        (entry.row.article_id, *place[:1], url, *place[1:])
        for place, (entry, url) in wanted.items()
        if place not in known
    ]
    if values:
        insert_values(Address, _ADDRESS_COLUMNS, values)


def _permalinks(entry: Entry) -> Iterator[str]:
    yield entry.row.permalink
    for (name, _), revision in entry.ledger.revisions.items():
        if name == "permalink":
            yield str(revision.value)
