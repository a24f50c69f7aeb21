"""CSS selectors on a page's outline: parsed by cssselect, matched by number.

lxml runs selectors as XPath, which asks every element of a page to take its class apart for every
class in every selector: with some hundred selectors a page, more than all else. Here a selector
begins with the elements that bear its rarest class or id, and asks of these what is left. What
this does not know (:has, :nth-child) is left to lxml.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from cssselect import parser
from lxml.cssselect import CSSSelector

from archive.parsing.pages.outline import Outline
from archive.parsing.pages.threads.signatures import Forms

Tree = Any  # a parsed selector of cssselect, which is not typed


class UnknownSelectorError(Exception):
    """A selector holds what is not matched here."""


def select(selector: str, forms: Forms) -> list[int]:
    """Give the elements that match a selector, in document order."""
    trees = parsed(selector)
    if trees is None:
        numbers = forms.outline.numbers
        found: Any = compiled(selector)(forms.outline.nodes[0])
        return sorted(numbers[node] for node in found if node in numbers)
    matching = {number for tree in trees for number in matches(tree, forms)}
    return sorted(matching)


@lru_cache(maxsize=4096)
def parsed(selector: str) -> tuple[Tree, ...] | None:
    """Give a selector's alternatives as trees; None where one holds what is not matched here."""
    trees = tuple(one.parsed_tree for one in parser.parse(selector))
    return trees if all(map(is_known, trees)) else None


@lru_cache(maxsize=512)
def compiled(selector: str) -> CSSSelector:
    """Give a selector ready for lxml."""
    return CSSSelector(selector, translator="html")


def is_known(tree: Tree) -> bool:
    """Whether all of a selector can be matched here."""
    kind = type(tree).__name__
    if kind == "Element":
        return True
    if kind == "Pseudo":
        return tree.ident in PSEUDO and is_known(tree.selector)
    inner = [getattr(tree, name) for name in ("selector", "subselector") if hasattr(tree, name)]
    return kind in CHECKS and all(map(is_known, inner))


def matches(tree: Tree, forms: Forms) -> Iterator[int]:
    """Yield the elements that one alternative means."""
    outline = forms.outline
    for number in beginnings(tree, forms):
        if fits(tree, forms, outline, number):
            yield number


def beginnings(tree: Tree, forms: Forms) -> list[int] | range:
    """Give the fewest elements among which all that fit are sure to be."""
    known: list[list[int]] = []
    while type(tree).__name__ != "Element":
        kind = type(tree).__name__
        if kind == "CombinedSelector":
            tree = tree.subselector
            continue
        if kind == "Class":
            known.append(forms.by_class.get(tree.class_name.lower(), []))
        elif kind == "Hash":
            known.append(forms.by_id.get(tree.id.lower(), []))
        tree = tree.selector
    if tree.element:
        known.append(forms.outline.by_tag.get(tree.element.lower(), []))
    return min(known, key=len) if known else range(len(forms.outline.nodes))


def fits(tree: Tree, forms: Forms, outline: Outline, number: int) -> bool:
    """Whether an element fits a selector."""
    kind = type(tree).__name__
    if kind == "Element":
        return not tree.element or outline.tags[number] == tree.element.lower()
    if kind == "CombinedSelector":
        return fits(tree.subselector, forms, outline, number) and any(
            fits(tree.selector, forms, outline, other)
            for other in RELATED[tree.combinator](outline, number)
        )
    return CHECKS[kind](tree, forms, outline, number) and fits(
        tree.selector, forms, outline, number
    )


def has_class(tree: Tree, forms: Forms, outline: Outline, number: int) -> bool:
    """Whether an element has a class."""
    return (
        tree.class_name.lower() in forms.tokens[number]
        and tree.class_name in outline.nodes[number].get("class", "").split()
    )


def has_id(tree: Tree, forms: Forms, outline: Outline, number: int) -> bool:
    """Whether an element has an id."""
    return bool(outline.nodes[number].get("id", "") == tree.id)


def has_attribute(tree: Tree, forms: Forms, outline: Outline, number: int) -> bool:
    """Whether an element has an attribute, with a value as told."""
    value = outline.nodes[number].get(tree.attrib)
    if value is None or tree.operator == "exists":
        return value is not None
    asked = tree.value.value if hasattr(tree.value, "value") else str(tree.value)
    return COMPARED[tree.operator](value, asked)


def is_not(tree: Tree, forms: Forms, outline: Outline, number: int) -> bool:
    """Whether an element does not fit another selector."""
    return not fits(tree.subselector, forms, outline, number)


def stands(tree: Tree, forms: Forms, outline: Outline, number: int) -> bool:
    """Whether an element stands among its neighbours as told."""
    return PSEUDO[tree.ident](outline, number)


def is_first(outline: Outline, number: int) -> bool:
    """Whether an element is its parent's first child."""
    return outline.parents[number] == number - 1 or number == 0


def is_last(outline: Outline, number: int) -> bool:
    """Whether an element is its parent's last child."""
    parent = outline.parents[number]
    return parent < 0 or outline.ends[parent] == outline.ends[number]


def parent_of(outline: Outline, number: int) -> list[int]:
    """Give an element's parent."""
    return [outline.parents[number]] if number > 0 else []


def before(outline: Outline, number: int) -> list[int]:
    """Give an element's neighbours before it, the nearest first."""
    parent = outline.parents[number]
    return [one for one in outline.children(parent) if one < number][::-1] if parent >= 0 else []


def right_before(outline: Outline, number: int) -> list[int]:
    """Give an element's neighbour right before it."""
    return before(outline, number)[:1]


Check = Callable[[Tree, Forms, Outline, int], bool]
CHECKS: dict[str, Check] = {
    "Class": has_class,
    "Hash": has_id,
    "Attrib": has_attribute,
    "Negation": is_not,
    "Pseudo": stands,
    "CombinedSelector": lambda *_: True,
}
PSEUDO: dict[str, Callable[[Outline, int], bool]] = {"first-child": is_first, "last-child": is_last}
RELATED: dict[str, Callable[[Outline, int], Any]] = {
    " ": Outline.above,
    ">": parent_of,
    "~": before,
    "+": right_before,
}
COMPARED: dict[str, Callable[[str, str], bool]] = {
    "=": lambda value, asked: value == asked,
    "~=": lambda value, asked: asked in value.split(),
    "^=": lambda value, asked: bool(asked) and value.startswith(asked),
    "$=": lambda value, asked: bool(asked) and value.endswith(asked),
    "*=": lambda value, asked: bool(asked) and asked in value,
    "|=": lambda value, asked: value == asked or value.startswith(asked + "-"),
}
