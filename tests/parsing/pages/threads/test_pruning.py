from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import records
from archive.parsing.pages.threads.pruning import Cut, markup_at, markup_of


def outline_of(markup: str):
    return parse_page(f"<html><body>{markup}</body></html>".encode()).outline


def cut_by_id(outline, *ids):
    numbers = [number for number, label in enumerate(outline.labels) if label.split(" ")[0] in ids]
    return Cut(numbers, set(numbers))


def kept(markup: str, *ids: str) -> str:
    outline = outline_of(f"<article>{markup}</article>")
    (record,) = records.of_elements(outline, outline.tagged("article"))
    return markup_of(outline, record, cut_by_id(outline, *ids))


def test_what_is_cut_goes_and_its_tail_stays():
    assert kept("<p>One <b id=x>gone</b> two</p>", "x") == "<p>One two</p>"


def test_words_of_a_byline_go_with_the_name_before_them():
    assert kept("<cite id=x>Ada</cite> schrieb:<p>So.</p>", "x") == "<p>So.</p>"
    assert kept("<cite id=x>Ada</cite> diris ĉi tion:<p>So.</p>", "x") == "<p>So.</p>"


def test_wrappers_left_empty_go_too_and_the_last_one_is_stepped_into():
    assert kept("<div><p>Yes.</p><div><a id=x>Reply</a></div></div><ul></ul>", "x") == (
        "<div><p>Yes.</p></div><ul></ul>"
    )
    assert kept("<div><p>Yes.</p></div><ul><li id=x>No.</li></ul>", "x") == "<p>Yes.</p>"


def test_an_image_keeps_its_wrapper():
    assert kept("<div><b id=x>Ada</b><img src=a></div>", "x") == '<img src="a">'


def test_a_paragraph_that_holds_what_is_said_stays_one():
    outline = outline_of("<p>Yes.</p><div>No.</div>")
    said = [markup_at(outline, outline.tagged(tag)[0], Cut()) for tag in ("p", "div")]
    assert said == ["<p>Yes.</p>", "No."]


def test_the_page_stays_as_it_is():
    page = parse_page(b"<html><body><div><b id=x>Ada</b> says:<p>Yes.</p></div></body></html>")
    outline, before = page.outline, page.tree.text_content()
    (record,) = records.of_elements(outline, outline.tagged("div"))
    markup_of(outline, record, cut_by_id(outline, "x"))
    assert page.tree.text_content() == before
