"""Addresses in templates."""

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory

from archive.lib.paging import Slice
from archive.templatetags.archive_links import Link, orders_of, turns_of


def printed(template, query, **values):
    request = RequestFactory().get(f"/?{query}")
    return Template(f"{{% load archive_links %}}{template}").render(
        RequestContext(request, {"request": request, **values})
    )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "q=bridge",
        "q=a+%26+b&page=3&sort=newest",
        "page=2&tag=x&tag=y",
        "q=%D8%AC&page=",
        "%FF=1",
    ],
)
@pytest.mark.parametrize(
    "changes", ["page=4", "page=None", "q=text page=None", "sort='newest' page=None"]
)
def test_a_query_is_changed_as_django_changes_it(query, changes):
    text = 'quay "<b>" & Brücke'
    ours = printed(f"{{% query_with {changes} %}}", query, text=text)
    assert ours == (printed(f"{{% querystring {changes} %}}", query, text=text) or "?")


def test_a_query_holds_what_cannot_be_encoded():
    assert printed("{% query_with q=text %}", "", text="a\ud800b") == "?q=a%3Fb"


def asked(query):
    return {"request": RequestFactory().get(f"/?{query}")}


def test_pages_are_led_to_with_what_else_was_asked_and_gaps_between():
    turns = turns_of(asked("q=a%26b&page=7"), Slice([], 2, 9, 90, (1, 2, None, 9)), "#end")
    assert turns.links == [
        Link("?q=a%26b&page=1#end", "1"),
        Link("?q=a%26b&page=2#end", "2", "page"),
        Link("", "…"),
        Link("?q=a%26b&page=9#end", "9"),
    ]
    assert turns.before == Link("?q=a%26b&page=1#end", "Back")
    assert turns.after == Link("?q=a%26b&page=3#end", "On")


def test_nothing_is_before_the_first_page_or_after_the_last_and_one_page_has_no_others():
    first, last, only = (
        turns_of(asked(""), Slice([], number, pages, 90, (1, pages)))
        for number, pages in ((1, 2), (2, 2), (1, 1))
    )
    assert (first.before, first.after) == (None, Link("?page=2", "On"))
    assert (last.before, last.after) == (Link("?page=1", "Back"), None)
    assert only is None


def test_an_order_begins_at_its_first_page():
    sorts = [("newest", "Newest", True), ("title", "By title", False)]
    orders = orders_of(asked("q=toll&page=7&sort=newest"), sorts, "/feed", narrow=[])
    assert orders.links == [
        Link("?q=toll&sort=newest", "Newest", "true"),
        Link("?q=toll&sort=title", "By title"),
    ]
    assert (orders.feed, orders.files, orders.narrows) == ("/feed", (), False)
