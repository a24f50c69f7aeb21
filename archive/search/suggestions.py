"""What someone who is typing a question may mean: titles, people, sites, tags, operators.

Public documents alone are suggested, whoever asks: what is typed is half a question, and what may
complete it stands on the screen before anybody asked for it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import get_args

from django.db.models import Exists, OuterRef

from archive.lib.text import slugify
from archive.models import Article, ArticleAuthor, Person, Term
from archive.models.visibility import STRANGER, User, is_keeper
from archive.search.engines.base import IndexUnavailable, Scope, ValueKind
from archive.search.query import OPERATORS, Operator, Query, Words, normal_filter, to_text
from archive.search.query.marks import NAME, TRANSLATED
from archive.search.query.relative import NAMED as WORDS_FOR_DATES
from archive.search.service import engine
from archive.search.stale import scope_for
from archive.search.words import fold, tokens

MOST_TYPED = 200
"""So many characters are completed; more have been pasted."""

MOST = 12
_MOST_TITLES = 4
_MOST_OF_A_KIND = 2  # where nothing says which kind is meant
_MOST_VALUES = 8  # where the operator says it
# Writers of one piece are found with one another, so more are looked at than are shown.
_MOST_PEOPLE_SEEN = 30
_FEWEST_LETTERS = 2
_LONGEST_NAME = 120

_PEOPLE = frozenset({"author", "by", "reply-to", "person"})
_KINDS: tuple[ValueKind, ...] = get_args(ValueKind)
_PIECE = re.compile(r"[^\s()\"]*\Z")
_NAMED = re.compile(rf"({NAME}):(.*)")
_NAME_AT_END = re.compile(rf"(?:(?<=[\s(-])|^)({NAME}):\Z")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may be meant: a "title", "person", "operator", "value" or a ValueKind.

    `label` is what it is called, `says` what it is, `count` how many articles have it, 0 where
    that is not told; `text` is the whole question with it, `url` where a title leads.
    """

    kind: str
    label: str
    text: str
    says: str = ""
    count: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Last:
    """The last thing in a text: what stands before it, the operator's name, how it begins."""

    head: str
    name: str
    value: str
    is_quoted: bool


def suggestions_for(typed: str, user: User) -> tuple[Suggestion, ...]:
    """At most MOST completions of the last thing in a text. Four queries.

    None for an empty text, or one that is longer than MOST_TYPED; without an index those that
    need none.
    """
    text = typed.translate(TRANSLATED).lstrip()
    if not text or len(text) > MOST_TYPED:
        return ()
    last = _last_of(text)
    given = _given(last, user)
    try:
        found = _found(text, last, scope_for(STRANGER))
        return tuple(islice(chain(found, given), MOST))
    except IndexUnavailable:
        return tuple(given)


def _last_of(text: str) -> _Last:
    if text.count('"') % 2:
        before, _, value = text.rpartition('"')
        named = _NAME_AT_END.search(before)
        if named:
            return _Last(before[: named.start()], named[1].lower(), value, is_quoted=True)
        return _Last(before, "", value, is_quoted=True)
    at = len(text) - len(_PIECE.findall(text)[0])
    at += text[at:].startswith("-")
    named = _NAMED.fullmatch(text[at:])
    if named:
        return _Last(text[:at], named[1].lower(), named[2], is_quoted=False)
    return _Last(text[:at], "", text[at:], is_quoted=False)


def _given(last: _Last, user: User) -> list[Suggestion]:
    """Operators, and the values that an operator is known to have, whatever the archive holds."""
    known = [one for one in OPERATORS if is_keeper(user) or not one.is_keepers]
    beginning = last.value.lower()
    if not last.name:
        begun = [one for one in known if beginning and one.name.startswith(beginning)]
        shown = begun[:_MOST_OF_A_KIND] if not last.is_quoted else []
        return [
            Suggestion("operator", f"{one.name}:", f"{last.head}{one.name}:", one.says)
            for one in shown
        ]
    values = [value for one in known if one.name == last.name for value in _values_of(one)]
    named = (f"{last.name}:{value}" for value in values if value.startswith(beginning))
    return [Suggestion("value", text, last.head + text) for text in islice(named, MOST)]


def _values_of(operator: Operator) -> Sequence[str]:
    return tuple(WORDS_FOR_DATES) if operator.is_dated else operator.choices


def _found(text: str, last: _Last, scope: Scope) -> Iterator[Suggestion]:
    """What the archive holds: of the kind that is named, or the likeliest of each."""
    if last.name in _PEOPLE:
        yield from _people(last, last.name, scope, _MOST_VALUES)
    for kind in _KINDS:
        if last.name == kind:
            yield from _values(last, kind, scope, _MOST_VALUES)
    if last.name in ("", "title"):
        is_plain = not (last.name or last.is_quoted or set('":()') & set(text))
        yield from _titles(text if is_plain else last.value, text, scope)
    if not last.name and not last.is_quoted and len(last.value) >= _FEWEST_LETTERS:
        yield from _people(last, "author", scope, _MOST_OF_A_KIND)
        yield from _values(last, "site", scope, _MOST_OF_A_KIND)
        yield from _values(last, "tag", scope, _MOST_OF_A_KIND)


def _titles(words: str, text: str, scope: Scope) -> Iterator[Suggestion]:
    keys = engine().titles_begun(words, scope, _MOST_TITLES)
    rows = Article.objects.visible_to(STRANGER).filter(key__in=keys).select_related("site")
    columns = ("key", "slug", "title", "keeper_title", "site__host", "site__name")
    known = {row.key: row for row in rows.only(*columns)}
    for row in (known[key] for key in keys if key in known):
        label = row.shown_title[:_LONGEST_NAME]
        yield Suggestion("title", label, text, row.site.shown_name, url=row.get_absolute_url())


def _people(last: _Last, name: str, scope: Scope, most: int) -> Iterator[Suggestion]:
    """Those of whom the shown name begins so, each name once."""
    keys = [key for key, _ in engine().people_begun(last.value, scope, _MOST_PEOPLE_SEEN)]
    rows = Person.objects.filter(key__in=keys, merged_into__isnull=True)
    if name == "by":
        public = Article.objects.visible_to(STRANGER).order_by()
        wrote = ArticleAuthor.objects.shown().filter(person=OuterRef("pk"), article__in=public)
        rows = rows.filter(Exists(wrote))
    names = dict(rows.values_list("key", "name"))
    asked: dict[str, Suggestion] = {}
    for key in keys:
        label = " ".join(names.get(key, "").replace('"', " ").split())
        if not _has_begun(label, last.value) or len(label) > _LONGEST_NAME:
            continue
        text = f"person:{key}" if name == "person" else to_text(Query(Words(label, name)))
        asked.setdefault(text, Suggestion("person", label, last.head + text))
    yield from islice(asked.values(), most)


def _has_begun(name: str, text: str) -> bool:
    words = [token.text for token in tokens(name)]
    asked = [token.text for token in tokens(text)]
    is_last_begun = any(word.startswith(asked[-1]) for word in words) if asked else False
    return is_last_begun and set(asked[:-1]) <= set(words)


def _values(last: _Last, kind: ValueKind, scope: Scope, most: int) -> Iterator[Suggestion]:
    """Values of an operator, each spelling of a tag once."""
    beginning = " ".join(fold(last.value).split())
    held = engine().values_begun(kind, beginning, scope, 2 * most)
    names = _names_of_tags(held) if kind == "tag" else {}
    shown: dict[str, Suggestion] = {}
    for value, count in held:
        condition = normal_filter(kind, value)
        if condition and len(value) <= _LONGEST_NAME:
            label = names.get(value, value)
            text = last.head + to_text(Query(condition))
            one = Suggestion(kind, label, text, count=count)
            # The slug of a tag stands beside its name.
            shown.setdefault(value.replace("-", " "), one)
    yield from islice(shown.values(), most)


def _names_of_tags(held: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Tags as they are written, by their folded names, where their slugs are as usual."""
    slugs = {slugify(value) for value, _ in held} | {value for value, _ in held}
    names = Term.objects.filter(slug__in=slugs).values_list("name", flat=True)
    return {" ".join(fold(name).split()): name for name in names}
