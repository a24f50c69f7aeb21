"""What a search must find, by definition: every document looked at, one after the other."""

from archive.search.documents import Document
from archive.search.engines.base import Scope
from archive.search.query import And, Everything, Filter, Node, Not, Or, Words
from archive.search.words import asked, fold, tokens


def found(documents: list[Document], tree: Node, scope: Scope) -> set[str]:
    """The keys of the documents that a scope shows and a tree describes."""
    return {d.key for d in documents if is_shown(d, scope) and answers(d, tree)}


def is_shown(document: Document, scope: Scope) -> bool:
    return (
        (document.is_public or scope.include_private)
        and document.key not in scope.masked_documents
        and document.article_key not in scope.masked_articles
    )


def answers(document: Document, node: Node) -> bool:
    match node:
        case Everything():
            return True
        case Not():
            return not answers(document, node.child)
        case And():
            return all(answers(document, child) for child in node.children)
        case Or():
            return any(answers(document, child) for child in node.children)
        case Words():
            return any(holds(text, node) for text in texts(document, node.scope))
        case Filter():
            return passes(document, node)


def texts(document: Document, scope: str) -> list[str]:
    names = [person.name for person in document.people]
    if scope == "author":
        return names
    if scope == "title":
        return [document.title]
    return [document.body, *names] + ([document.title] if document.kind == "article" else [])


def holds(text: str, words: Words) -> bool:
    at = {token.position: token.text for token in tokens(text)}
    wanted = asked(words.text, is_prefix=words.is_prefix)
    return any(all(w.fits(at.get(start + w.offset, "")) for w in wanted) for start in at)


def passes(document: Document, condition: Filter) -> bool:
    value = condition.value
    match condition.name:
        case "in":
            return value == f"{document.kind}s"
        case "site":
            return document.site == value
        case "tag":
            return any(value in (fold(t.key), fold(t.name)) for t in document.terms)
        case "person":
            return any(value == p.key for p in document.people)
        case "lang":
            return document.language == value or document.language.startswith(f"{value}-")
    first, last = condition.days()
    if document.first_day is None or document.last_day is None:
        return False
    return (first is None or first <= document.first_day) and (
        last is None or document.last_day <= last
    )
