"""Pictures on an article's page: as large as there is room, in place before they are there."""

import pytest

from archive.lib.html import clean
from archive.lib.images import name_of
from tests.factories import make_article, make_comment, make_picture
from tests.pictures import animation, drawn, photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LEAD = "https://tidewater.example/lead.jpg"
WIDE, TALL, SMALL = drawn(size=(1600, 700)), drawn("JPEG", (500, 900)), drawn(size=(90, 60))
WORDS = "The bridge opens for the herring boats, and the road waits, as it has since 1911. " * 4
MEASURED = """() => [...document.images].filter(one => one.src.includes('/pictures/')).map(one => {
  const box = one.getBoundingClientRect(), room = one.parentElement.getBoundingClientRect();
  return {shown: one.complete && one.naturalWidth > 0, fits: box.width <= room.width + 1,
          ratio: Math.abs(box.width / box.height - one.naturalWidth / one.naturalHeight)
                 / (one.naturalWidth / one.naturalHeight),
          larger: box.width > one.naturalWidth + 1};
})"""
LOADED = """async () => {
  for (const one of document.images) { one.loading = 'eager'; await one.decode().catch(() => 0); }
}"""


@pytest.fixture
def article():
    pictures = {
        "The quay, wide": WIDE,
        "A tall crane": TALL,
        "": SMALL,
        "A turning light": animation(),
    }
    figures = "".join(
        f'<p>{WORDS}</p><figure><img src="{name_of(content)}" alt="{alt}">'
        f"<figcaption>Taken by Ann, {len(content)} bytes.</figcaption></figure>"
        for alt, content in pictures.items()
    )
    table = f'<table><tr><td><img src="{name_of(WIDE)}"></td><td>{WORDS}</td></tr></table>'
    row = make_article(
        body_html=clean(figures + f'<p>Beside <img src="{name_of(SMALL)}"> words.</p>{table}'),
        lead_image_url=LEAD, lead_image_caption="The old quay at dawn",
    )  # fmt: skip
    for alt, content in pictures.items():
        make_picture(row, name_of(content), content, alt=alt)
    make_picture(row, LEAD, photograph(orientation=6))
    make_comment(row, body_html=clean(f'<p>It fell: <img src="{name_of(WIDE)}"></p>'))
    return row


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pictures_fit_and_keep_their_place_free(live_server, in_browser, article, width, scheme):
    def visit(browser):
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        told = []
        page.on("console", lambda message: told.append(message.text))
        page.route("**/pictures/**", lambda route: route.abort())
        page.goto(live_server.url + article.get_absolute_url())
        root = "document.documentElement"
        empty = page.evaluate(f"{root}.scrollHeight")
        page.unroute("**/pictures/**")
        told.clear()
        page.goto(live_server.url + article.get_absolute_url())
        page.evaluate(LOADED)
        found = page.evaluate(MEASURED)
        full = page.evaluate(f"{root}.scrollHeight")
        is_wide = page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")
        page.close()
        return found, full - empty, is_wide, told

    found, grown, is_wide, told = in_browser(visit)
    assert len(found) == 8
    assert all(one["shown"] and one["fits"] and one["ratio"] < 0.02 for one in found)
    assert not any(one["larger"] for one in found)
    assert (abs(grown) < 4, is_wide, told) == (True, False, [])
