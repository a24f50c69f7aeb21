"""Addresses in templates."""

import pytest
from django.template import RequestContext, Template
from django.test import RequestFactory


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
