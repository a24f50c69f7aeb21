"""Damage to the index as those who search meet it: the page stays, and mends itself."""

import random

import pytest
from django.test import Client

from archive.search.service import engine
from archive.search.tasks import drain, rebuild
from tests.factories import make_article, make_comment
from tests.search.test_whoosh_engine import damaged

RIGHT = "6 matches in 3 conversations"
NOTICES = ("The search index is damaged.", "The search index cannot be read.")


@pytest.mark.django_db
def test_the_page_of_a_search_stays_and_mends_itself(settings, damages):
    for number in range(3):
        make_comment(make_article(title=f"bridge {number}"), body_text="the bridge")
    rebuild()
    chance, client, noticed = random.Random(9), Client(), 0  # noqa: S311
    assert RIGHT in page(client)
    for _ in range(damages // 4):
        (build,) = settings.SEARCH_INDEX_DIR.glob("build-*")
        path = chance.choice(
            [*sorted(build.glob("*.*")), settings.SEARCH_INDEX_DIR / "current.json"]
        )
        path.write_bytes(damaged(chance, path.read_bytes()))
        if chance.random() < 0.5:
            engine().close()  # as another process would find it
        text = page(client)
        is_told = any(notice in text for notice in NOTICES) or "There is no search index" in text
        assert is_told or RIGHT in text
        noticed += is_told
        done = drain()  # what the worker does, each second
        assert done.is_rebuilt or not is_told
        assert RIGHT in page(client)
    assert noticed


def page(client: Client) -> str:
    response = client.get("/search/?q=bridge")
    assert response.status_code == 200
    return response.content.decode()
