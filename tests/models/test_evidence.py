import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archive.models.evidence import Evidence, Layer, evidence_of, stored_parsers
from tests.factories import make_article


@pytest.mark.parametrize(
    ("parser", "layer", "recogniser", "words"),
    [
        ("html/structured/schema.org", Layer.STRUCTURED, "schema.org",
         "structured data: schema.org"),
        ("html/family/phpbb", Layer.FAMILY, "phpbb", "platform family: phpbb"),
        ("html/general", Layer.GENERAL, "", "general miner"),
        ("html", Layer.NONE, "", "no thread found"),
        ("html/wordpress", Layer.FAMILY, "wordpress", "platform family: wordpress"),
        ("jsonl", Layer.OTHER, "jsonl", "another format: jsonl"),
        ("", Layer.OTHER, "", "another format"),
    ],
)  # fmt: skip
def test_a_parsers_name_tells_layer_and_recogniser(parser, layer, recogniser, words):
    found = evidence_of(parser)
    assert found == Evidence(layer, recogniser)
    assert str(found) == words
    assert found.is_of_thread == (layer in ("structured", "family", "general"))


@pytest.mark.django_db
def test_stored_names_are_found_in_one_query_whatever_the_articles():
    assert stored_parsers() == []
    for parser in ("text", "html", "html/general", "html/family/a", "html", "text"):
        make_article(parser=parser)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert sorted(stored_parsers()) == ["html", "html/family/a", "html/general", "text"]
    assert len(asked) == 1
