"""The operators of the query language, one table: parser, help, form and documents follow it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from archive.search.query import values
from archive.search.query.counts import normal_count, normal_declared
from archive.search.query.periods import normal_period, normal_years
from archive.search.telling import Note, gettext_noop

Normal = Callable[[str], str | None]
Group = Literal["text", "people", "place", "time", "thread", "shape"]


_WORD = gettext_noop("a word right after it")
_DATE = gettext_noop("a date such as 2012, 2012-06, 2012-06-15 or last-month")
_NUMBER = gettext_noop("a number such as 10, >10, <10, !=10 or 5..20")


@dataclass(frozen=True, slots=True)
class Operator:
    """What stands before a colon; `label` is what a form calls it.

    `says`: what it finds, in a phrase that follows the `example`. `normal` makes the value's
    normal form; without it the value is words, looked for where the operator says. `needs`: what
    to write, told where the value is not understood. `choices`: the only values there are.
    `is_dated`: words for dates may stand in the value. `is_single`: no document has two values.
    """

    name: str
    label: Note
    group: Group
    example: str
    says: Note
    normal: Normal | None = None
    needs: Note = _WORD
    choices: tuple[str, ...] = ()
    is_dated: bool = False
    is_single: bool = False
    is_keepers: bool = False


OPERATORS = (
    Operator(
        "title",
        gettext_noop("In the title"),
        "text",
        "title:bridge",
        gettext_noop(
            "with the word in the title, of an article or of the one a comment is beneath"
        ),
    ),
    Operator(
        "own",
        gettext_noop("In the writer's own words"),
        "text",
        "own:toll",
        gettext_noop("with the word in what the writer says, not in what is quoted"),
    ),
    Operator(
        "quoted",
        gettext_noop("In what is quoted"),
        "text",
        "quoted:toll",
        gettext_noop(
            "with the word in what the writer quotes: block quotations, and lines that begin with >"
        ),
    ),
    Operator(
        "author",
        gettext_noop("Written by"),
        "people",
        'author:"Tomasz Wren"',
        gettext_noop("written under a name, be it the article or the comment"),
    ),
    Operator(
        "by",
        gettext_noop("Beneath or in articles by"),
        "people",
        "by:halloway",
        gettext_noop("articles written under a name, and what was said beneath them"),
    ),
    Operator(
        "reply-to",
        gettext_noop("Answering"),
        "people",
        "reply-to:wren",
        gettext_noop("comments that answer a comment written under a name"),
    ),
    Operator(
        "person",
        gettext_noop("Key of a person"),
        "people",
        "person:4f2k9",
        gettext_noop("written by one person, by the key of their page"),
        values.normal_key,
        gettext_noop("the key of a person"),
    ),
    Operator(
        "in",
        gettext_noop("Where"),
        "place",
        "in:comments",
        gettext_noop("comments only; in:articles for articles only"),
        values.normal_place,
        gettext_noop("articles or comments"),
        ("articles", "comments"),
        is_single=True,
    ),
    Operator(
        "site",
        gettext_noop("Site"),
        "place",
        "site:tidewater.example",
        gettext_noop("of one site"),
        values.normal_host,
        gettext_noop("a host such as site:example.org"),
        is_single=True,
    ),
    Operator(
        "tag",
        gettext_noop("Tag"),
        "place",
        "tag:harbour",
        gettext_noop("of articles with a tag, and what was said beneath them"),
        values.normal_tag,
        gettext_noop("a tag such as tag:harbour"),
    ),
    Operator(
        "lang",
        gettext_noop("Language"),
        "place",
        "lang:ja",
        gettext_noop("in one language"),
        values.normal_language,
        gettext_noop("a language code such as lang:en"),
    ),
    Operator(
        "kind",
        gettext_noop("Kind"),
        "place",
        "kind:pingback",
        gettext_noop("of one kind: post, page, topic, story, comment, …"),
        values.normal_kind,
        gettext_noop("a kind such as kind:page or kind:pingback"),
    ),
    Operator(
        "state",
        gettext_noop("State"),
        "place",
        "state:draft",
        gettext_noop("what a source or the keeper says is not for everyone"),
        values.normal_state,
        gettext_noop("a state such as state:draft"),
        tuple(sorted(values.STATES)),
        is_keepers=True,
    ),
    Operator(
        "year",
        gettext_noop("Year or years"),
        "time",
        "year:2012..2014",
        gettext_noop("written in a year, or between two"),
        normal_years,
        gettext_noop("a year or a span such as 2012..2014"),
        is_dated=True,
    ),
    Operator(
        "on",
        gettext_noop("On"),
        "time",
        "on:2012-06-15",
        gettext_noop("written on a day, in a month, in a year, between two"),
        normal_period,
        _DATE,
        is_dated=True,
    ),
    Operator(
        "before",
        gettext_noop("Before"),
        "time",
        "before:2012-06",
        gettext_noop("written before a day, a month or a year began"),
        normal_period,
        _DATE,
        is_dated=True,
    ),
    Operator(
        "after",
        gettext_noop("After"),
        "time",
        "after:last-year",
        gettext_noop("written after a day, a month or a year had ended"),
        normal_period,
        _DATE,
        is_dated=True,
    ),
    Operator(
        "thread",
        gettext_noop("In the conversation of"),
        "thread",
        "thread:tidewater.example/quay/",
        gettext_noop("one article and its comments, by its address or key"),
        values.normal_thread,
        gettext_noop("the address or the key of an article"),
        is_single=True,
    ),
    Operator(
        "replies",
        gettext_noop("Number of answers"),
        "thread",
        "replies:>10",
        gettext_noop(
            "comments by the number of direct answers, articles by that of all their comments"
        ),
        normal_count,
        _NUMBER,
    ),
    Operator(
        "comments",
        gettext_noop("Comments of the article"),
        "thread",
        "comments:0",
        gettext_noop("of articles with so many comments"),
        normal_count,
        _NUMBER,
    ),
    Operator(
        "declared",
        gettext_noop("Comments the source declared"),
        "thread",
        "declared:!=kept",
        gettext_noop(
            "of articles whose source declared so many comments; kept stands for the number kept"
        ),
        normal_declared,
        gettext_noop("a number such as 10, >10, <10, !=10 or 5..20, or !=kept"),
    ),
    Operator(
        "has",
        gettext_noop("With"),
        "shape",
        "has:image",
        gettext_noop("with a picture; has:link with a link, has:quote quoting"),
        values.normal_property,
        gettext_noop("image, link or quote"),
        values.PROPERTIES,
    ),
    Operator(
        "link",
        gettext_noop("Linking to"),
        "shape",
        "link:ledger.example",
        gettext_noop("with a link to a host"),
        values.normal_host,
        gettext_noop("a host such as link:example.org"),
    ),
)

# By name: those whose value is a fact, and those whose value is words.
FILTERS = {one.name: one for one in OPERATORS if one.normal}
SCOPES = {one.name: one for one in OPERATORS if not one.normal}
