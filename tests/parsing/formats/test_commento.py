import gzip
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.parsing.drafts import Context, Identity, PersonDraft
from archive.parsing.formats import choose, commento, json_values
from archive.parsing.sources import BytesSource
from tests.packing import in_gzip
from tests.parsing.formats.reading import (
    articles,
    comments,
    damaged,
    left_out,
    problems,
    records,
    shared_file,
)

ADA, BO = "a" * 64, "b" * 64
COMMENTERS = [
    {"commenterHex": ADA, "email": "ada@mail.example", "name": "Ada", "link": "https://ada.example"}
    | {"photo": "x", "provider": "commento", "joinDate": "2020-01-01T00:00:00Z"},
    {"commenterHex": BO, "email": "bo@mail.example", "name": "Bo", "link": "undefined"},
]


def old(number, by=ADA, **values):
    return {
        "commentHex": f"{number}" * 8,
        "domain": "a.example",
        "url": "/quay/",
        "commenterHex": by,
        "markdown": f"Words *{number}*",
        "html": "",
        "parentHex": "root",
        "score": 1,
        "state": "approved",
        "creationDate": "2021-03-17T12:09:47.722181Z",
        "direction": 0,
        "deleted": False,
        **values,
    }


COMMENTO = {
    "version": 1,
    "comments": [
        old(1, parentHex="2" * 8),
        old(2, BO, state="unapproved", html="<p>Made</p>"),
        old(3, "anonymous", state="flagged", url="/crane/"),
        old(4, deleted=True, markdown="[deleted]"),
        old(5, "c" * 64, state="odd", creationDate="0001-01-01T00:00:00Z"),
    ],
    "commenters": COMMENTERS,
}
NOBODY = "00000000-0000-0000-0000-000000000000"


def new(number, **values):
    flags = {"isApproved": True, "isPending": False, "isDeleted": False, "isSticky": False}
    return {
        "id": f"c-{number}",
        "parentId": NOBODY,
        "pageId": "p-1",
        "markdown": "Words",
        "html": f"<p>Words {number}</p>",
        "score": 0,
        "createdTime": "2024-05-06T07:08:09.000Z",
        "userCreated": "u-1",
        "authorIp": "192.0.2.7",
        **flags,
        **values,
    }


COMENTARIO = {
    "version": 3,
    "pages": [
        {"id": "p-1", "domainId": "d", "path": "/quay/", "title": "The quay", "isReadonly": True},
        {"id": "p-2", "domainId": "d", "path": "/none/", "title": "", "isReadonly": False},
    ],
    "comments": [
        new(1, parentId="c-3", editedTime="2024-05-07T00:00:00Z"),
        new(2, isApproved=False, isPending=True, userCreated=NOBODY, authorName="Cy"),
        new(3, isDeleted=True, userCreated=NOBODY, html=""),
        new(4, isApproved=False),
        new(5, pageId="p-9"),
    ],
    "commenters": [
        {"id": "u-1", "name": "Ada", "email": "a@b.c", "websiteUrl": "https://ada.example"}
    ],
}


def written(value):
    return json.dumps(value).encode()


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_commento_export_is_read_with_its_states(pack):
    found = records("commento", pack(written(COMMENTO)))
    ada, bo, spam, gone, odd = comments(found)
    assert [one.state for one in (ada, bo, spam, gone, odd)] == [
        "published",
        "pending",
        "spam",
        "deleted",
        "pending",
    ]
    number = "1" * 8
    assert ada.identities == (Identity("commento:a.example", number), Identity("commento", number))
    assert (ada.ref, ada.parent_ref, bo.parent_ref) == (number, "2" * 8, None)
    assert ada.author == PersonDraft("Ada", ADA, "https://ada.example", "ada@mail.example")
    assert (ada.author_url, bo.author_url) == ("https://ada.example", "")
    assert ada.posted.isoformat() == "2021-03-17T12:09:47+00:00"
    assert (ada.body_html, bo.body_html) == ("<p>Words *1*</p>", "<p>Made</p>")
    assert ada.permalink == "https://a.example/quay/#commento-11111111"
    assert (spam.author, gone.body_html, odd.posted) == (None, "", None)
    quay, crane = articles(found)
    assert (quay.url, crane.url) == ("https://a.example/quay/", "https://a.example/crane/")
    assert ada.article == quay.identities[0] == Identity("commento:a.example", "/quay/")
    assert problems(found) == [("comment 5", "repaired"), ("comment 5", "repaired")]


def test_a_comentario_export_is_read_with_its_pages():
    found = records("commento", in_gzip(written(COMENTARIO)), site="a.example")
    ada, pending, gone, refused, lost = comments(found)
    assert [one.state for one in (ada, pending, gone, refused, lost)] == [
        "published",
        "pending",
        "deleted",
        "deleted",
        "published",
    ]
    assert (ada.parent_ref, pending.parent_ref) == ("c-3", None)
    assert ada.author == PersonDraft("Ada", "u-1", "https://ada.example", "a@b.c")
    assert (pending.author, gone.author) == (PersonDraft("Cy"), None)
    assert ada.modified_at.isoformat() == "2024-05-07T00:00:00+00:00"
    assert ada.permalink == "https://a.example/quay/#comentario-c-1"
    quay, lost_page = articles(found)
    assert (quay.title, quay.url, quay.comments_state) == (
        "The quay",
        "https://a.example/quay/",
        "closed",
    )
    assert (ada.article, lost.article) == (quay.identities[0], lost_page.identities[0])
    assert left_out(found) == ["/none/"]
    assert problems(found) == [("comment 5", "repaired")]
    assert "192.0.2" not in repr(found)


def test_wrong_types_never_raise_and_are_told():
    for shape, sample in ((COMMENTO, old(1)), (COMENTARIO, new(1))):
        for key in sample:
            for wrong in (5, "x", [1], {"a": 1}, True, [[[]]], 1e400, None):
                found = records(
                    "commento", written({**shape, "comments": [{**sample, key: wrong}]})
                )
                assert len(comments(found)) == 1, (key, wrong)
        for key in shape:
            for wrong in (5, "x", [5, None], {"a": 1}, True, None):
                records("commento", written({**shape, key: wrong}))


def test_what_is_no_comment_is_told_and_the_rest_goes_on():
    found = records("commento", written({**COMMENTO, "version": 2, "comments": [5, old(1)]}))
    assert problems(found) == [("version", "noticed"), ("comment 1", "refused")]
    assert len(comments(found)) == 1


def test_a_file_cut_short_keeps_what_came_before():
    whole = written({**COMMENTO, "comments": [old(1, markdown="x" * 500)] * 1000})
    found = records("commento", whole[:200_000])
    assert 100 < len(comments(found)) < 1000
    assert problems(found)[-1] == ("export", "refused")
    assert len(articles(found)) == 1


@pytest.mark.parametrize("block", [1, 7, 65_536])
def test_values_are_read_across_blocks(block, monkeypatch):
    whole = records("commento", written(COMMENTO))
    monkeypatch.setattr(json_values, "BLOCK_BYTES", block)
    assert records("commento", json.dumps(COMMENTO, indent=1).encode()) == whole


@pytest.mark.parametrize(
    "content",
    [
        b'{"version": 1, "comments": ' + b"[" * 100_000,
        b'{"version": 1, "comments": [' + b'{"a":' * 100_000,
        b'{"comments": [{"commentHex": "a", "score": ' + b"9" * 100_000 + b', "url": NaN}]}',
        b'{"comments": [{"commentHex": "\\ud800", "url": "\\udfff"}], "\\ud83d": 1}',
        b'{"version": ' + b"9" * 100_000,
        b'{"version": 1, "comments": "' + b"x" * 20_000_000,
        in_gzip(b'{"version": 1, "comments": [' + b" " * 50_000_000),
        in_gzip(b'{"version": 1, "comments": "' + b"x" * 50_000_000),
        b'{"comments": [1 2]}',
        b'{"comments" 1}',
        b"{1: 2}",
        b"{",
        b"",
    ],
)
def test_hostile_json_yields_problems_within_bounds(content):
    begun = time.perf_counter()
    commento.sniff(BytesSource(content, "x"))
    found = records("commento", content)
    assert problems(found)
    for one in found:
        repr(one).encode()
    assert time.perf_counter() - begun < 5


def test_what_is_an_export_is_chosen_by_its_content():
    for value in (COMMENTO, COMENTARIO):
        for pack in (bytes, gzip.compress):
            assert choose(BytesSource(pack(written(value)), "x")) == "commento"
    assert commento.sniff(BytesSource(b'{"version": 1, "comments": []}', "x")) == 0


@settings(max_examples=150)
@given(
    st.sampled_from([COMMENTO, COMENTARIO]),
    st.integers(0, 3000),
    st.integers(0, 3000),
    st.integers(0, 255),
)
def test_damage_never_raises(value, cut, place, byte):
    content = damaged(written(value), cut, place, byte)
    commento.sniff(BytesSource(content, "export"))
    records("commento", content)


def test_a_real_export_has_its_true_counts():
    source, expected = shared_file("other/umputun__remark42__commento.json")
    assert choose(source) == "commento"
    found = list(commento.parse(source, Context()))
    states = [one.state for one in comments(found)]
    assert (len(states), states.count("published")) == (
        expected["comments"],
        expected["states"]["approved"],
    )
    assert states.count("deleted") == expected["deleted"]
    people = {one.author.user_id for one in comments(found) if one.author}
    assert len(people) == expected["commenters"]
    assert sum(one.parent_ref is not None for one in comments(found)) == 1
