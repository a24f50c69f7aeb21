"""What not everyone may see is sought through every door, by a stranger and by a reader.

The strongest form: their answers, whole and byte for byte, are those of an archive in which the
canaries never were.
"""

import re
from urllib.parse import quote

import pytest

from archive.search.tasks import compare, drain, rebuild
from tests.doors.asking import ask, ask_all, output_of
from tests.doors.table import DOORS, all_addresses, desk_addresses, questions, routes
from tests.doors.world import (
    CANARIES,
    COMMENT_CANARIES,
    MERGED,
    UNSEEN,
    WORD,
    answer_each,
    let_in,
    make_public,
    set_visibility,
)

pytestmark = pytest.mark.django_db
VISITORS = pytest.mark.parametrize("visitor", ["stranger", "reader"])
# That a row was merged away is no secret: its key leads on, and goes with every export.
MERGED_KEYS = re.compile(r',?"merged_keys":\[[^]]*\]')


@pytest.fixture
def visitor_client(request, visitor):
    return request.getfixturevalue(f"{visitor}_client")


@pytest.fixture
def world():
    make_public()
    rebuild()


def addresses_without(canaries):
    """All but these canaries' own addresses; those of what was merged lead to what it is now."""
    told = list(canaries)
    own = [f"canary{one.number}" for one in told]
    own += [quote(one.url, safe="") for one in told if one.why == MERGED]
    return [address for address in all_addresses() if not any(word in address for word in own)]


def silent():
    """The addresses that must not even say that something was there."""
    return addresses_without(one for one in CANARIES if one.is_told_of)


def differing(before, after):
    assert before.keys() == after.keys()
    return [address for address in before if before[address] != after[address]]


def commands():
    """What the commands print that speak to everyone."""
    found = {"export": MERGED_KEYS.sub("", output_of("export", "--public"))}
    for question in questions():
        found[question] = output_of("search", "--json", "--limit=99", "--", question)
    return found


def test_every_address_is_in_the_table_of_doors():
    public = {route for route in routes() if not route.startswith("admin/")}
    assert public == DOORS.keys()


@VISITORS
def test_rows_not_for_everyone_leave_no_trace_at_any_door(world, visitor_client):
    before = ask_all(visitor_client, silent())
    let_in()
    rebuild()
    assert differing(before, ask_all(visitor_client, silent())) == []


def test_rows_not_for_everyone_leave_no_trace_in_what_commands_print(world):
    before = commands()
    let_in()
    rebuild()
    assert differing(before, commands()) == []


@pytest.mark.parametrize("why", UNSEEN, ids=str)
def test_what_the_keeper_takes_out_of_sight_was_never_there(world, stranger_client, why):
    """In the same moment, before the index learns of it and after; and shown again, it is back."""
    asked = silent() if why == {"visibility": "hidden"} else addresses_without(CANARIES)
    before, printed = ask_all(stranger_client, asked), commands()
    let_in(as_public=True)
    rebuild()
    shown = ask_all(stranger_client, asked)
    assert len(differing(before, shown)) > 50
    for canary in CANARIES:
        set_visibility(canary, why["visibility"])
    assert differing(before, ask_all(stranger_client, asked)) == []
    assert differing(printed, commands()) == []
    drain()
    assert compare().is_equal
    assert differing(before, ask_all(stranger_client, asked)) == []
    assert differing(printed, commands()) == []
    for canary in CANARIES:
        set_visibility(canary, "public")
    drain()
    assert differing(shown, ask_all(stranger_client, asked)) == []


@VISITORS
def test_no_word_of_theirs_comes_through_any_door_however_it_is_asked(world, visitor_client):
    """Where answers may say that something was there: tombstones, 410, the way to another."""
    let_in()
    answer_each()
    rebuild()
    for address in all_addresses():
        if WORD in address:
            continue  # it comes back as the question, which the tests above tell from an answer
        own = "canary" in address or address == "/a/quay/the-old-quay/"
        for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT") if own else ("GET",):
            answer = ask(visitor_client, address, method)
            assert WORD not in answer.text, (method, address)
            assert answer.status < 500


@VISITORS
def test_replies_keep_their_place_beneath_words_that_are_withheld(world, visitor_client):
    let_in()
    answer_each()
    page = visitor_client.get("/a/quay/the-old-quay/").text
    for canary in COMMENT_CANARIES:
        at = page.index(f'id="c-reply{canary.number}"')
        assert "depth-2" in page[at - 200 : at + 200] or canary.why == MERGED
        assert (f'id="c-canary{canary.number}c"' in page) == (canary.why != MERGED)
    assert WORD not in page


@VISITORS
def test_the_desk_tells_nobody_but_the_keeper(world, visitor_client, visitor):
    let_in()
    answers = ask_all(visitor_client, desk_addresses())
    assert len(answers) > 100
    for address, answer in answers.items():
        assert answer.status in (302, 403, 404, 405), address
        assert WORD not in answer.text
    assert visitor_client.get("/admin/", follow=True).status_code == (
        200 if visitor == "stranger" else 403
    )
