"""Export files of any size with made-up talk in them, the same for one seed: WXR and Disqus.

Threads are of the sizes of real forums: most hold a few comments, a few hold thousands; every
second comment answers an earlier one. Nearly all comments are paragraphs of text, some have a
link, a name or an address in them, and a few were deleted or are spam.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TextIO
from xml.sax.saxutils import escape

HOST = "https://forum.example"
MEDIAN_THREAD, SPREAD, LONGEST_THREAD = 8, 1.8, 15_000
PEOPLE = 40_000
START = datetime(2009, 6, 22, 6, 30, tzinfo=UTC)
_SYLLABLES = (
    *("ba", "co", "dé", "fi", "gu", "la", "mo", "ne", "pi", "ro", "sa", "tu", "va"),
    *("wen", "ster", "holm", "lyn", "quay", "ridge", "über"),
)
_LENGTHS = (6, 12, 20, 30, 45, 60, 90, 150)  # words of a comment


@dataclass(frozen=True, slots=True)
class Said:
    """One comment. `answers` is the number of another of its thread."""

    number: int
    thread: int
    answers: int | None
    person: int
    at: datetime
    markup: str
    state: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One article's talk."""

    number: int
    title: str
    at: datetime
    comments: list[Said]

    @property
    def url(self) -> str:
        """Where its article stood."""
        return f"{HOST}/{self.at.year}/{self.number}/"


class Talk:
    """Made-up threads, one after the other."""

    def __init__(self, comments: int, seed: int) -> None:
        """Until there are so many comments."""
        self.comments = comments
        self.chance = random.Random(seed)  # noqa: S311 -- no secret
        self.words = [
            "".join(self.chance.choices(_SYLLABLES, k=1 + number % 4)) for number in range(4_000)
        ]

    def threads(self) -> Iterator[Thread]:
        """Each once; their comments add up to what was asked for."""
        numbers = count(1)
        left = self.comments
        for thread in count(1):
            if not left:
                return
            size = int(MEDIAN_THREAD * self.chance.lognormvariate(0, SPREAD))
            size = min(max(size, 1), LONGEST_THREAD, left)
            left -= size
            at = START + timedelta(hours=4 * thread)
            said: list[Said] = []
            for _ in range(size):
                said.append(self._comment(next(numbers), thread, at, said))
            yield Thread(thread, self._words(6).capitalize(), at, said)

    def _comment(self, number: int, thread: int, at: datetime, earlier: list[Said]) -> Said:
        chance = self.chance
        answers = None
        if earlier and chance.random() < 0.55:
            # What was said last is answered most; in a long thread old talk is over.
            answers = earlier[-1 - min(int(chance.expovariate(0.2)), len(earlier) - 1)].number
        state = chance.choices(("published", "deleted", "spam"), (95, 3, 2))[0]
        person = int(PEOPLE * chance.random() ** 3)  # few say much, most little
        at += timedelta(seconds=61 * (len(earlier) + 1))
        return Said(number, thread, answers, person, at, self._markup(), state)

    def _words(self, many: int) -> str:
        return " ".join(self.chance.choices(self.words, k=many))

    def _sentences(self, many: int) -> str:
        said = [self._words(min(12, many - done)) for done in range(0, many, 12)]
        return ". ".join(one.capitalize() for one in said) + "."

    def _markup(self) -> str:
        chance = self.chance
        length = chance.choice(_LENGTHS)
        parts = [
            self._sentences(max(5, length // (1 + length // 60))) for _ in range(1 + length // 60)
        ]
        kind = chance.random()
        if kind < 0.06:
            address = f"{HOST}/{chance.randrange(10**6)}/{chance.choice(self.words)}"
            parts[-1] += f' <a href="{address}" rel="nofollow noopener">{address}</a>'
        elif kind < 0.09:
            parts[0] += f" <b>{self._words(2)}</b>"
        elif kind < 0.15:
            parts[0] = parts[0].replace(". ", ".<br>", 1)
        elif kind < 0.2:
            parts[0] = parts[0].replace(" ", " &amp; ", 1)
        return "".join(f"<p>{part}</p>" for part in parts)


def write_disqus(path: Path, comments: int, seed: int = 1) -> None:
    """An export of Disqus: all threads first, then all comments."""
    with path.open("w", encoding="utf-8") as out:
        out.write(
            '<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com"'
            ' xmlns:dsq="http://disqus.com/disqus-internals">\n'
        )
        for thread in Talk(comments, seed).threads():
            out.write(
                f'<thread dsq:id="{900_000_000 + thread.number}"><id>{thread.number}</id>'
                f"<forum>forumexample</forum><link>{thread.url}</link>"
                f"<title>{escape(thread.title)}</title><message/>"
                f"<createdAt>{_zulu(thread.at)}</createdAt>{_disqus_author(0)}"
                "<isClosed>false</isClosed><isDeleted>false</isDeleted></thread>\n"
            )
        for thread in Talk(comments, seed).threads():
            for said in thread.comments:
                _write_post(out, said)
        out.write("</disqus>\n")


def _write_post(out: TextIO, said: Said) -> None:
    answers = f'<parent dsq:id="{said.answers}"/>' if said.answers else ""
    out.write(
        f'<post dsq:id="{said.number}"><id/>\n<message><![CDATA[{said.markup}]]></message>\n'
        f"<createdAt>{_zulu(said.at)}</createdAt>"
        f"<isDeleted>{str(said.state == 'deleted').lower()}</isDeleted>"
        f"<isSpam>{str(said.state == 'spam').lower()}</isSpam>\n{_disqus_author(said.person)}"
        f"<ipAddress>192.0.2.{said.person % 255}</ipAddress>"
        f'<thread dsq:id="{900_000_000 + said.thread}"/>{answers}</post>\n'
    )


def _disqus_author(person: int) -> str:
    return (
        f"<author><email>p{person}@mail.example</email><name>Person {person}</name>"
        f"<isAnonymous>false</isAnonymous><username>person{person}</username></author>"
    )


def write_wxr(path: Path, comments: int, seed: int = 1) -> None:
    """An export of WordPress: every item with its comments in it."""
    names = {
        "content": "http://purl.org/rss/1.0/modules/content/",
        "dc": "http://purl.org/dc/elements/1.1/",
        "wp": "http://wordpress.org/export/1.2/",
    }
    declared = "".join(f' xmlns:{name}="{address}"' for name, address in names.items())
    with path.open("w", encoding="utf-8") as out:
        out.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"{declared}>\n<channel>'
            f"<title>Forum</title><link>{HOST}</link><wp:wxr_version>1.2</wp:wxr_version>"
            f"<wp:base_site_url>{HOST}</wp:base_site_url>\n"
        )
        talk = Talk(comments, seed)
        for thread in talk.threads():
            _write_item(out, thread, "".join(f"<p>{talk.words[n]}</p>" for n in range(9)))
        out.write("</channel></rss>\n")


def _write_item(out: TextIO, thread: Thread, body: str) -> None:
    out.write(
        f"<item><title>{escape(thread.title)}</title><link>{thread.url}</link>"
        f'<dc:creator>keeper</dc:creator><guid isPermaLink="false">{HOST}/?p={thread.number}</guid>'
        f"<content:encoded><![CDATA[{body}]]></content:encoded>"
        f"<wp:post_id>{thread.number}</wp:post_id>"
        f"<wp:post_date>{_plain(thread.at)}</wp:post_date>"
        f"<wp:post_date_gmt>{_plain(thread.at)}</wp:post_date_gmt>"
        f"<wp:comment_status>open</wp:comment_status><wp:post_name>t{thread.number}</wp:post_name>"
        "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>\n"
    )
    approved = {"published": "1", "deleted": "trash", "spam": "spam"}
    for said in thread.comments:
        out.write(
            f"<wp:comment><wp:comment_id>{said.number}</wp:comment_id>"
            f"<wp:comment_author><![CDATA[Person {said.person}]]></wp:comment_author>"
            f"<wp:comment_author_email>p{said.person}@mail.example</wp:comment_author_email>"
            f"<wp:comment_author_url/><wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>"
            f"<wp:comment_date>{_plain(said.at)}</wp:comment_date>"
            f"<wp:comment_date_gmt>{_plain(said.at)}</wp:comment_date_gmt>"
            f"<wp:comment_content><![CDATA[{said.markup}]]></wp:comment_content>"
            f"<wp:comment_approved>{approved[said.state]}</wp:comment_approved>"
            "<wp:comment_type>comment</wp:comment_type>"
            f"<wp:comment_parent>{said.answers or 0}</wp:comment_parent>"
            "<wp:comment_user_id>0</wp:comment_user_id></wp:comment>\n"
        )
    out.write("</item>\n")


def _zulu(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _plain(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")


WRITERS: dict[str, Callable[[Path, int], None]] = {"disqus": write_disqus, "wxr": write_wxr}
