"""What somebody does who has never seen the archive: find what was said, and cite it."""

import pytest

from tests.browser.steps import follow
from tests.factories import make_article, make_comment, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def archive():
    dele, tomasz = make_person("Dele Akande", key="dele"), make_person("Tomasz Wren")
    article = make_article(title="The swing bridge")
    asked = make_comment(article, key="asked", person=tomasz, body_text="Does it still swing?")
    for key, year in (("early", 2012), ("late", 2013)):
        comment = make_comment(article, asked, key=key, person=dele, body_text=f"In {year} it did.")
        comment.posted_at = comment.posted_at.replace(year=year)
        comment.posted_on = comment.posted_at.date()
        comment.save()


@pytest.mark.parametrize("has_scripts", [True, False], ids=["with scripts", "without"])
def test_a_persons_words_of_a_year_are_cited_with_five_clicks(
    in_browser, live_server, archive, has_scripts
):
    """As docs/reading.md tells it."""

    def visit(browser):
        page = browser.new_context(java_script_enabled=has_scripts).new_page()
        page.goto(live_server.url)
        follow(page.locator("main").get_by_role("link", name="2 people"))
        follow(page.get_by_role("link", name="Dele Akande"))
        follow(page.locator(".facets").get_by_role("link", name="2013"))
        said = page.locator(".said")
        told = [said.locator(".words").inner_text(), said.locator(".to").inner_text()]
        follow(said.get_by_role("link", name="2013"))
        told.append(page.locator(".comment:target").inner_text())
        follow(page.locator(".comment:target").get_by_role("link", name="cite"))
        told.append(page.locator("main").inner_text())
        page.context.close()
        return told

    words, answered, in_thread, citation = in_browser(visit)
    assert words == "In 2013 it did."
    assert words in in_thread
    assert "Tomasz Wren" in answered
    assert "Does it still swing?" in answered
    assert f"{live_server.url}/c/late/" in citation
    assert "Dele Akande" in citation
    assert "2013" in citation
