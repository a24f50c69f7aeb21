"""Nothing on any page shuts anybody out, as far as axe can tell; in light, dark, high contrast."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client

from archive.models import SavedSearch
from archive.reading.articles import changes_url
from archive.reading.samples import WHOLE
from archive.search.tasks import rebuild
from tests.factories import (
    make_article,
    make_collection,
    make_comment,
    make_note,
    make_person,
    make_picture,
    make_revision,
)
from tests.intake.uploading import run_and_upload
from tests.pictures import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ABSENT = ("/none/", "/from/?url=")
# Everything in light; what else there is differs in nothing but its colours.
RULES = {"light": [], "dark": ["color-contrast"], "contrast": ["color-contrast"]}
RUN = """rules => axe.run(document, {resultTypes: ['violations'],
    ...(rules.length ? {runOnly: {type: 'rule', values: rules}}
        : {rules: {'target-size': {enabled: true}}})}
  ).then(found => found.violations.map(one => `${one.id} (${one.impact}): ${one.nodes.slice(0, 3)
    .map(node => `${node.html.slice(0, 200)} ${node.failureSummary}`).join(' ¶ ')}`))"""


@pytest.fixture
def article():
    """An article with all that may stand on its page, in an archive with one of everything."""
    ingrid = make_person("Ingrid Halloway", key="ingrid")
    row = make_article(
        key="bridge", slug="bridge", title="A bridge is also a gate", authors=[ingrid],
        terms=["harbour"], declared_comment_count=9, lead_image_url="https://tidewater.example/q.jpg",
        body_html="<p>Herring.</p><table><tr><th>A</th><td>b</td></tr></table><pre>x = 1</pre>",
    )  # fmt: skip
    make_picture(row, row.lead_image_url, photograph(), alt="The quay")
    parent = make_comment(row, key="one", person=make_person("Bo", key="bo"), score=3)
    parent = make_comment(row, parent, person=ingrid, by_article_author=True)
    make_comment(row, parent, state="deleted", is_placeholder=True, body_html="", body_text="")
    for _ in range(30):
        parent = make_comment(row, parent, body_text="The gate stays shut.")
    make_note(row)
    make_note(parent)
    make_collection("Gates", row, parent, slug="gates")
    make_revision(row, "body", "<p>Sprat.</p>")
    make_article(title="الجسر باب", language="ar", comments=2)
    for year in (2001, 2002):
        make_comment(make_article(published_at=row.published_at.replace(year=year)))
    rebuild()
    return row


def public(article):
    return [
        "/", "/articles/", "/articles/?site=tidewater.example&language=ar", "/articles/?year=1999",
        article.get_absolute_url(), f"{article.get_absolute_url()}?order=newest",
        f"{article.get_absolute_url()}?by=ingrid", "/a/bridge/bridge/cite/", "/c/one/cite/",
        changes_url(article), "/sites/", "/sites/tidewater.example/", "/people/",
        "/people/?name=nobody", "/people/ingrid/", "/tags/", "/tags/harbour/", "/timeline/",
        "/timeline/2012/06/", "/search/", "/search/?q=gate", "/search/?q=gate&view=comments",
        "/search/?q=zeppelin", "/search/form?q=gate", "/search/help", "/from/",
        "/from/?url=https://nowhere.example/", "/none/", "/sign-in/", "/collections/",
        "/collections/gates/", "/about/style/", *(f"/about/style/{name}/" for name in WHOLE),
    ]  # fmt: skip


def of_the_keeper(article, tmp_path):
    run, upload = run_and_upload(tmp_path)
    SavedSearch.objects.create(name="Gates", question="gate")
    return [
        "/", article.get_absolute_url(), "/imports/", f"/imports/{run.pk}/",
        f"/imports/{run.pk}/problems/", f"/imports/uploads/{upload.key}/", "/desk/articles/bridge/",
        "/desk/comments/one/", f"/desk/notes/{article.note_set.get().pk}/", "/desk/collections/",
        "/desk/collections/gates/", "/desk/searches/", "/collections/gates/", "/search/?q=gate",
    ]  # fmt: skip


@pytest.fixture
def found(in_browser, live_server):
    """What axe finds on each of some pages, in a theme; the policy lets no test run in a page."""

    def look(addresses, theme, client=None, *, language="en"):
        cookies = {"theme": theme, "language": language}
        if client:
            cookies["sessionid"] = client.cookies["sessionid"].value
        told = [{"name": name, "value": value, "url": live_server.url}
                for name, value in cookies.items()]  # fmt: skip

        def visit(browser):
            context = browser.new_context(bypass_csp=True, color_scheme="light")
            context.add_cookies(told)
            context.add_init_script(AXE_SCRIPT)
            tab, violations = context.new_page(), {}
            for address in addresses:
                status = tab.goto(live_server.url + address).status
                assert status == (404 if address.startswith(ABSENT) else 200), address
                if here := tab.evaluate(RUN, RULES[theme]):
                    violations[address] = here
            context.close()
            return violations

        return in_browser(visit)

    return look


@pytest.mark.parametrize("theme", RULES)
def test_no_page_shuts_anybody_out(found, article, theme):
    assert found(public(article), theme) == {}


def test_no_page_from_the_right_shuts_anybody_out(found, article):
    addresses = [at for at in public(article) if not at.startswith("/about/")]
    assert found(addresses, "light", language="ar") == {}


def test_no_page_of_the_keepers_shuts_anybody_out(found, article, keeper_client: Client, tmp_path):
    assert found(of_the_keeper(article, tmp_path), "light", keeper_client) == {}


def test_an_empty_archive_shuts_nobody_out(found):
    addresses = ["/", "/articles/", "/people/", "/sites/", "/tags/", "/timeline/", "/collections/"]
    assert found(addresses, "light") == {}


def test_axe_finds_what_shuts_people_out(in_browser):
    def visit(browser):
        context = browser.new_context()
        context.add_init_script(AXE_SCRIPT)
        tab = context.new_page()
        tab.goto("data:text/html,<title>x</title><main><h1>x</h1><input></main>")
        told = tab.evaluate(RUN, [])
        context.close()
        return told

    assert any(one.startswith("label (critical)") for one in in_browser(visit))
