from archive.parsing.pages.microdata import microdata_of
from archive.parsing.pages.page import parse_page


def microdata(markup: str):
    return microdata_of(parse_page(f"<html><body>{markup}</body></html>".encode()))


def test_properties_belong_to_the_item_they_stand_directly_in():
    data = microdata(
        '<div itemscope><b itemprop="name">Outer</b><div itemprop="author" itemscope>'
        '<b itemprop="name">Inner</b></div><i itemprop="name">Last</i></div>'
    )
    outer, inner = data.types
    assert data.text(outer, "name") == "Outer"
    assert data.text(inner, "name") == "Inner"
    assert [data.outline.words(one) for one in data.elements(outer, "name")] == ["Outer", "Last"]
    assert data.outer == {outer: None, inner: outer}


def test_of_an_element_that_is_no_item_all_within_count():
    data = microdata('<p itemprop="author"><a itemprop="url" href="/a">x</a></p>')
    (author,) = data.elements(0, "author")
    assert data.text(author, "url") == "/a"


def test_names_come_before_places_and_values_before_texts():
    data = microdata('<div itemscope><i itemprop="b">1</i><i itemprop="a" content="2">3</i></div>')
    (item,) = data.types
    assert [data.text(item, "a", "b"), data.text(item, "c")] == ["2", ""]


def test_others_and_what_stands_in_them_are_passed_over():
    data = microdata(
        '<div itemscope><div itemscope><i itemprop="a">1</i></div>'
        '<div itemscope><i itemprop="a">2</i></div></div>'
    )
    outer, _, second = data.types
    found = [data.outline.words(one) for one in data.anywhere(outer, [second], "a")]
    assert found == ["1"]
