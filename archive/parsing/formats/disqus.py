"""Disqus export: the comments of a whole forum, apart from the articles they stand beneath.

The format is defined by its schema, http://disqus.com/api/schemas/1.0/disqus.xsd: threads first,
which name an address and a title, then posts, which name their thread and their parent.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from archive.lib.addresses import host_of
from archive.lib.dates import moment_from_iso
from archive.parsing.drafts import (
    ArticleDraft,
    CommentDraft,
    Context,
    Identity,
    LeftOut,
    PersonDraft,
    Problem,
    Record,
    SourceRank,
)
from archive.parsing.formats.wxr import namespace_for
from archive.parsing.sources import Source
from archive.parsing.xml_records import Element, fields, name_of, raw, records, said

PARSER = "disqus"
# Of its comments it is the authority; of the article it knows what the page once told it.
RANK: SourceRank = "page"
ROOT = re.compile(rb"<disqus\b|disqus-internals")
ID = "{http://disqus.com/disqus-internals}id"
THREAD_OF_POST = re.compile(rb"<thread\s+[\w:]*id\s*=\s*[\"']?([^\"'\s/>]+)[\"']?\s*/>")
FORUM = re.compile(rb"<forum>\s*([^<\s]+)\s*</forum>")
RECORDS = frozenset({"thread", "post"})
# The plugin for WordPress names a thread by the post's id and its permanent address.
WORDPRESS_ID = re.compile(r"(\d+) (https?://\S+)")
SCAN_BYTES = 1 << 20
LONGEST_TAG = 200


def sniff(source: Source) -> float:
    """How sure it is that this is an export of Disqus: its root, or its namespace."""
    return 1.0 if ROOT.search(source.head().replace(b"\0", b"")) else 0.0


def parse(source: Source, context: Context) -> Iterator[Record]:
    """Yield an ArticleDraft per thread that has posts, and the posts apart, each naming it.

    A thread without posts is LeftOut. Posts of threads that the file does not hold get an article
    of the thread's id. The file is read twice: threads stand before the posts that fill them.
    """
    namespace, wanted = scan(source)
    hosts: Counter[str] = Counter()
    rank = 0
    for element in records(source, RECORDS):
        if isinstance(element, Problem):
            yield element
            continue
        number = id_of(element)
        if name_of(element) == "post":
            rank += 1
            yield from _post(element, rank, namespace)
            continue
        of = fields(element)
        hosts[host_of(said(of, "link"))] += 1
        if number in wanted:
            wanted.discard(number)
            yield _thread(of, number, namespace)
        else:
            yield LeftOut("an empty thread", f"thread {number}", said(of, "title"))
    host = next((host for host, _ in hosts.most_common() if host), "")
    for number in sorted(wanted):
        message = f"thread {number} is not in the file; its comments are kept under its id"
        yield Problem(message, f"thread {number}", "noticed")
        yield ArticleDraft(
            rank=RANK,
            parser=PARSER,
            identities=(Identity(namespace, number),),
            site_host=host,
            place=f"thread {number}",
        )


def scan(source: Source) -> tuple[str, set[str]]:
    """The namespace of the forum's ids, and the ids of threads that posts name.

    Reads the source once; memory for an id a thread.
    """
    found: set[bytes] = set()
    forum = b""
    with source.open() as stream:
        rest = b""
        while block := stream.read(SCAN_BYTES):
            # In two bytes a character nothing but the names is left when the zeros go.
            rest = rest[-LONGEST_TAG:] + block.replace(b"\0", b"")
            found.update(THREAD_OF_POST.findall(rest))
            if not forum and (named := FORUM.search(rest)):
                forum = named[1]
    name = forum.decode("utf-8", "replace")
    return f"disqus:{name}", {one.decode("ascii", "replace") for one in found}


def id_of(element: Element) -> str:
    """The id of a thread or post; its `dsq:id`, whatever the prefix stands for."""
    if (number := element.get(ID)) is not None:
        return str(number)
    for name, value in element.attrib.items():
        if str(name).rpartition("}")[2].rpartition(":")[2] == "id":
            return str(value)
    return ""


def _thread(of: Mapping[str, list[Element]], number: str, namespace: str) -> ArticleDraft:
    named = WORDPRESS_ID.fullmatch(said(of, "id"))
    identities = [Identity(namespace, number)]
    if named:
        home = urlsplit(named[2])
        identities.append(
            Identity(namespace_for(f"{home.scheme}://{home.netloc}{home.path}"), named[1])
        )
    return ArticleDraft(
        rank=RANK,
        parser=PARSER,
        kind="",
        state="trashed" if _is(of, "isDeleted") else "",
        title=said(of, "title"),
        identities=tuple(identities),
        url=said(of, "link"),
        comments_state="closed" if _is(of, "isClosed") else "open",
        place=f"thread {number}",
    )


def _post(element: Element, rank: int, namespace: str) -> Iterator[Record]:
    of, number = fields(element), id_of(element)
    place = f"post {number or rank}"
    thread = id_of(of["thread"][0]) if "thread" in of else ""
    if not thread:
        yield Problem("a post that names no thread", place)
        return
    for flag in ("isDeleted", "isSpam", "isApproved"):
        if said(of, flag).lower() not in ("", "true", "false", "1", "0"):
            message = f"{flag} is “{said(of, flag)[:40]}”, which is neither true nor false"
            yield Problem(message, place, "repaired")
    posted = moment_from_iso(said(of, "createdAt"))
    if posted is None and said(of, "createdAt"):
        message = f"“{said(of, 'createdAt')[:40]}” is no time; the comment is kept without one"
        yield Problem(message, place, "repaired")
    yield CommentDraft(
        ref=number or f"#{rank}",
        rank=rank,
        parent_ref=id_of(of["parent"][0]) or None if "parent" in of else None,
        identities=(Identity(namespace, number),) if number else (),
        state=_state(of),
        author=_author(of),
        posted=posted,
        body_html=_message(of),
        article=Identity(namespace, thread),
        place=place,
    )


def _message(of: Mapping[str, list[Element]]) -> str:
    """The words, with paragraphs parted as WordPress parts them: else the same text would differ
    from the blog's own copy of it, and look edited."""
    return raw(of, "message").strip().replace("</p><p>", "</p>\n<p>")


def _state(of: Mapping[str, list[Element]]) -> str:
    if _is(of, "isDeleted"):
        return "deleted"
    if _is(of, "isSpam"):
        return "spam"
    return "pending" if said(of, "isApproved").lower() in ("false", "0") else "published"


def _author(of: Mapping[str, list[Element]]) -> PersonDraft | None:
    if "author" not in of:
        return None
    who = fields(of["author"][0])
    name, user = said(who, "name"), said(who, "username")
    if not (name or user):
        return None
    # Of those who gave only a name, the user name is an invention of each post's.
    known = "" if _is(who, "isAnonymous") else user
    return PersonDraft(name or user, known, email=said(who, "email"))


def _is(of: Mapping[str, list[Element]], name: str) -> bool:
    return said(of, name).lower() in ("true", "1")
