"""What may complete a question that is being typed."""

import pytest

from archive.curation.actions import set_visibility
from archive.models import Article
from archive.search.suggestions import MOST, MOST_TYPED, suggestions_for
from archive.search.tasks import rebuild
from tests.factories import make_article, make_comment, make_person, make_site, make_user

pytestmark = pytest.mark.django_db


def texts(typed, user=None) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in suggestions_for(typed, user)]


@pytest.fixture
def archive():
    perrin = make_person('Perrin "Pip" Halloway', key="perrin")
    ann = make_person("Ann Quill", key="ann")
    bridge = make_article(
        make_site("guardian.example"), key="bridge", title="The Old Bridge", slug="old",
        authors=[perrin, ann], terms=["harbour"],
    )  # fmt: skip
    works = make_article(
        make_site("ledger.guard.example"), title="Broken ice", slug="", terms=["harbour", "pero"]
    )
    make_comment(works, person=make_person("Percival", key="percival"))
    make_comment(works, person=ann, author_name="Pernod")
    hidden = make_person("Perdita", key="perdita")
    make_article(
        make_site("gulag.example"), title="The Old Brig", authors=[hidden], terms=["perl"],
        visibility="hidden",
    )  # fmt: skip
    make_comment(works, person=hidden, state="spam")
    rebuild()
    return bridge


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("site:gu", [("site", "site:guardian.example"), ("site", "site:ledger.guard.example")]),
        ("toll -site:led", [("site", "toll -site:ledger.guard.example")]),
        ("toll (SITE:GUARDIAN", [("site", "toll (site:guardian.example")]),
        ("tag:harb", [("tag", "tag:harbour")]),
        ("tag:perl", []),
        ("author:per", [("person", "author:Percival"),
                        ("person", 'author:"Perrin Pip Halloway"')]),
        ('by:"perrin hal', [("person", 'by:"Perrin Pip Halloway"')]),
        ('by:"hal perrin', []),
        ("by:perc", []),
        ("person:ann", [("person", "person:ann")]),
        ("author:pernod", []),
        ("lang:e", [("lang", "lang:en")]),
        ("kind:p", [("kind", "kind:post")]),
        ("in:c", [("value", "in:comments")]),
        ("toll before:last-m", [("value", "toll before:last-month")]),
        ("has:", [("value", "has:image"), ("value", "has:link"), ("value", "has:quote")]),
        ("title:bri", [("title", "title:bri")]),
        ("old bri", [("title", "old bri")]),
        ('toll "old bri', [("title", 'toll "old bri')]),
        ("site", [("operator", "site:")]),
        ("https://guardian.example", []),
        ("nobody:knows", []),
        ("state:d", []),
        ("", []),
        ("   ", []),
        ('"', []),
        ("-", []),
        ("a" * (MOST_TYPED + 1), []),
    ],
)  # fmt: skip
def test_the_last_thing_is_completed(archive, typed, expected):
    assert texts(typed) == expected


def test_a_bare_word_may_be_anything(archive):
    found = suggestions_for("toll per", None)
    assert [(one.kind, one.label, one.text) for one in found] == [
        ("person", "Percival", "toll author:Percival"),
        ("person", "Perrin Pip Halloway", 'toll author:"Perrin Pip Halloway"'),
        ("tag", "Pero", "toll tag:pero"),
        ("operator", "person:", "toll person:"),
    ]
    (title, *_) = suggestions_for("bro", None)
    assert (title.kind, title.label, title.says) == ("title", "Broken ice", "Ledger")
    assert title.url == Article.objects.get(title="Broken ice").get_absolute_url()


def test_counts_are_of_articles_that_everyone_may_see(archive, keeper):
    for user in (None, keeper):
        counted = [(one.label, one.count) for one in suggestions_for("tag:", user)]
        assert counted == [("Harbour", 2), ("Pero", 1)]
        assert not [one for one in suggestions_for("perd", user) if one.kind != "operator"]
    assert texts("state:d", keeper) == [("value", "state:deleted"), ("value", "state:draft")]


def test_what_was_just_hidden_is_suggested_no_more(archive):
    assert texts("old bri")
    set_visibility(archive, "hidden", make_user(is_staff=True))
    for typed in ("old bri", "perrin", "guardian", "site:guardian"):
        assert texts(typed) == []


def test_there_are_few_whatever_the_archive_holds(archive, django_assert_max_num_queries):
    for number in range(30):
        person = make_person(f"Berta {number}")
        make_article(
            make_site(f"ber{number}.example"), title=f"Ber {number}", authors=[person],
            terms=[f"ber-{number}"],
        )  # fmt: skip
    rebuild()
    with django_assert_max_num_queries(4):
        assert 6 < len(suggestions_for("ber", None)) <= MOST


def test_without_an_index_operators_are_left():
    make_article(title="Site")
    assert texts("site") == [("operator", "site:")]
    assert texts("site:t") == []
