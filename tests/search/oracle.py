"""What a search must find, by definition: every document looked at, one after the other."""

from archive.search.documents import Document
from archive.search.engines.base import Scope
from archive.search.query import And, Everything, Filter, Node, Not, Or, Words
from archive.search.words import SEPARATOR, Asked, fold, tokens


def found(documents: list[Document], tree: Node, scope: Scope) -> set[str]:
    """The keys of the documents that a scope shows and a tree describes."""
    world = World(documents, scope)
    return {d.key for d in world.shown if answers(d, tree, world)}


def is_shown(document: Document, scope: Scope) -> bool:
    return (
        (document.is_public or scope.include_private)
        and document.key not in scope.masked_documents
        and document.article_key not in scope.masked_articles
    )


class World:
    """What one scope shows: nothing else counts, for whatever is asked."""

    def __init__(self, documents: list[Document], scope: Scope) -> None:
        self.shown = [d for d in documents if is_shown(d, scope)]
        in_scope = [d for d in documents if d.is_public or scope.include_private]
        self.masked = [d for d in in_scope if not is_shown(d, scope)]
        self.by_key = {d.key: d for d in self.shown}
        self.articles = {d.article_key: d for d in self.shown if d.kind == "article"}
        self.is_keepers = scope.include_private

    def comments(self, article_key: str) -> int:
        """The comments of an article, without those that are masked; none where it is not shown."""
        article = self.articles.get(article_key)
        if article is None:
            return 0
        count = article.kept_count if self.is_keepers else article.comment_count
        masked = [d for d in self.masked if d.kind == "comment" and d.article_key == article_key]
        return max(0, count - len(masked))

    def declared(self, article_key: str) -> int | None:
        article = self.articles.get(article_key)
        return article.declared_count if article else None

    def replies(self, document: Document) -> int:
        """The published answers to a comment, or an article's comments."""
        if document.kind == "article":
            return self.comments(document.article_key)
        return sum(d.parent == document.key and "published" in d.states for d in self.shown)


def answers(document: Document, node: Node, world: World) -> bool:
    match node:
        case Everything():
            return True
        case Not():
            return not answers(document, node.child, world)
        case And():
            return all(answers(document, child, world) for child in node.children)
        case Or():
            return any(answers(document, child, world) for child in node.children)
        case Words(scope="reply-to"):
            parent = world.by_key.get(document.parent)
            return parent is not None and holds(names(parent.people), node)
        case Words():
            return any(holds(text, node) for text in texts(document, node.scope))
        case Filter():
            return passes(document, node, world)


def names(people) -> str:
    return SEPARATOR.join(person.name for person in people)


def texts(document: Document, scope: str) -> list[str]:
    scoped = {
        "author": names(document.people),
        "by": names(document.article_people),
        "title": document.title,
        "quoted": document.quoted,
        "own": document.own if document.quoted else document.body,
    }
    if scope:
        return [scoped[scope]]
    title = [document.title] if document.kind == "article" else []
    return [document.body, names(document.people), *title]


def holds(text: str, words: Words) -> bool:
    """Whether a stretch of the text is narrow enough and holds each item, in any order."""
    at = {token.position: token.text for token in tokens(text)}
    items = words.items()
    if len(items) == 1:
        return any(stands(at, start, items[0]) for start in at)
    return any(
        all(
            any(
                stands(at, place, item)
                for place in range(start, start + words.width - item[-1].offset)
            )
            for item in items
        )
        for start in at
    )


def stands(at: dict[int, str], start: int, item: tuple[Asked, ...]) -> bool:
    """Whether the words of an item stand one after the other, from `start` on."""
    return all(w.offset + start in at and w.fits(at[w.offset + start]) for w in item)


def passes(document: Document, condition: Filter, world: World) -> bool:
    name, value = condition.name, condition.value
    if name in ("year", "on", "before", "after"):
        return is_dated(document, condition)
    if name in ("thread", "comments", "replies", "declared"):
        return is_in_thread(document, condition, world)
    if name == "lang":
        return f"{document.language}-".startswith(f"{value}-")
    return value in values(document, name)


def values(document: Document, name: str) -> set[str]:
    """What a document has of a filter that compares whole values."""
    has = {"image": document.has_image, "link": document.link_hosts, "quote": document.quoted}
    return {
        "in": {f"{document.kind}s"},
        "site": {document.site},
        "tag": {fold(part) for term in document.terms for part in term},
        "person": {person.key for person in document.people},
        "kind": {document.kind, document.source_kind},
        "state": {*document.states},
        "has": {each for each, is_held in has.items() if is_held},
        "link": {*document.link_hosts},
    }[name]


def is_dated(document: Document, condition: Filter) -> bool:
    first, last = condition.days()
    if document.first_day is None or document.last_day is None:
        return False
    return (first is None or first <= document.first_day) and (
        last is None or document.last_day <= last
    )


def is_in_thread(document: Document, condition: Filter, world: World) -> bool:
    """What is asked of the conversation that a document stands in, or of its place there."""
    key, value = document.article_key, condition.value
    if condition.name == "thread":
        article = world.articles.get(key)
        names = condition.names()
        return key in names or (article is not None and bool({*article.addresses} & {*names}))
    if condition.name == "comments":
        return compares(world.comments(key), value, 0)
    if condition.name == "replies":
        return compares(world.replies(document), value, 0)
    return compares(world.declared(key), value, world.comments(key))


def compares(number: int | None, value: str, kept: int) -> bool:
    """`>10`, `!=kept`, `5..20` and the like; what is not known is nothing."""
    if number is None:
        return False
    first, dots, last = value.partition("..")
    if dots:
        return int(first) <= number <= int(last)
    operand = value.lstrip("<>=!")
    other = kept if operand == "kept" else int(operand)
    return {
        "": number == other,
        "!=": number != other,
        ">": number > other,
        ">=": number >= other,
        "<": number < other,
        "<=": number <= other,
    }[value.removesuffix(operand)]
