import pytest

from archive.parsing.pages.paged_addresses import paged

HOST = "https://tidewater.example"


@pytest.mark.parametrize(
    ("address", "without", "number"),
    [
        ("/quay/comment-page-2/#comments", "/quay/", 2),
        ("/quay/comments/page/3", "/quay", 3),
        ("/?p=5&cpage=2", "/?p=5", 2),
        ("/quay?commentPage=4&lang=de", "/quay?lang=de", 4),
        ("/quay?comments_page=1", "/quay", 1),
        ("/quay?reply-offset=40", "/quay", 40),
    ],
)
def test_what_pages_comments_alone_is_known_by_its_name(address, without, number):
    found = paged(HOST + address)
    assert (found.url, found.number, found.is_named) == (HOST + without, number, True)


@pytest.mark.parametrize(
    ("address", "without", "number"),
    [
        ("/item?id=9&p=2", "/item?id=9", 2),
        ("/quay?seite=3", "/quay", 3),
        ("/quay?%D8%B5%D9%81%D8%AD%D8%A9=3", "/quay", 3),
        ("/threads/quay.12/page-2", "/threads/quay.12", 2),
        ("/topic/12-quay/page/2/", "/topic/12-quay/", 2),
        ("/discussion/12/quay/p2", "/discussion/12/quay", 2),
        ("/thread-12-page-2.html", "/thread-12.html", 2),
        ("/harbour/quay-2.html", "/harbour/quay.html", 2),
    ],
)
def test_other_parts_count_pages(address, without, number):
    found = paged(HOST + address)
    assert (found.url, found.number) == (HOST + without, number)
    assert (found.is_named, found.is_offset) == (False, False)


@pytest.mark.parametrize(
    ("address", "without", "number"),
    [
        ("/viewtopic.php?f=2&t=3&start=25", "/viewtopic.php?f=2&t=3", 25),
        ("/index.php?topic=12.20", "/index.php?topic=12.0", 20),
        ("/t12p25-the-quay", "/t12-the-quay", 25),
    ],
)
def test_some_count_comments(address, without, number):
    found = paged(HOST + address)
    assert (found.url, found.number, found.is_offset) == (HOST + without, number, True)


@pytest.mark.parametrize(
    "address",
    [
        "/2012/06/quay/", "/?p=123", "/page/2/", "/index.php?page=2", "/quay?id=7", "/quay?cpage=x",
        "/quay?page=1234567", "/quay?pagelength=2", "/quay?page=٣", "", f"/{'1' * 3000}?page=2",
    ],
)  # fmt: skip
def test_other_numbers_stay(address):
    found = paged(HOST + address)
    assert (found.url, found.number) == (HOST + address, None)


def test_addresses_of_one_thread_are_the_same():
    first, second = "/threads/quay.12/", "/threads/quay.12/page-2"
    assert paged(HOST + first).thread == paged(f"http://www.tidewater.example{second}#p9").thread
    assert paged(HOST + first).thread != paged(HOST + "/threads/quay.13/").thread
