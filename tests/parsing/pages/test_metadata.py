import pytest

from archive.parsing.pages.metadata import picture_name
from tests.parsing.pages.drafting import PROSE, draft

IMAGE = '<meta property="og:image" content="https://a.example/i/quay.jpg">'


def post(inner, head=IMAGE):
    return draft(f"<div><h1>The quay</h1><div class=text>{inner}{PROSE}</div></div>", head)


CAPTION = "<figcaption>At dusk.</figcaption>"
OLD = "<p class=wp-caption-text>At dusk.</p>"


@pytest.mark.parametrize(
    ("figure", "caption"),
    [
        (f"<figure><img src=/i/quay.jpg>{CAPTION}</figure>", "At dusk."),
        (f"<figure><a><img src=/i/quay-1024x683.jpg></a>{CAPTION}</figure>", "At dusk."),
        (f"<figure><img data-src=/i/quay@2x.jpg src=x.gif>{CAPTION}</figure>", "At dusk."),
        (f"<figure><img srcset='/i/quay-300w.jpg 1x' src=x>{CAPTION}</figure>", "At dusk."),
        (f"<div class=wp-caption><img src=/i/quay.jpg>{OLD}</div>", "At dusk."),
        ("<div class=foto><img src=/i/quay.jpg><strong>At dusk.</strong></div>", "At dusk."),
        ("<p><img src=/i/quay.jpg></p>", ""),
        (f"<figure><img src=/i/other.jpg>{CAPTION}</figure>", ""),
    ],
)
def test_the_caption_is_that_of_the_lead_image(figure, caption):
    found = post(figure)
    assert found.lead_image_url == "https://a.example/i/quay.jpg"
    assert found.lead_image_caption == caption


def test_the_mark_of_a_site_is_no_lead_image():
    head = '<meta property="og:image" content="https://a.example/logo.png">'
    assert post("", head).lead_image_url == ""
    figure = "<figure><img src=/i/quay.jpg><figcaption>At dusk.</figcaption></figure>"
    found = post(figure, head)
    assert (found.lead_image_url, found.lead_image_caption) == ("/i/quay.jpg", "At dusk.")


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example/i/quay.jpg?w=604",
        "/i/Quay-1024x683.jpg",
        "/i/quay_small.png",
        "/x/quay-scaled.webp",
        "quay@2x.jpg",
    ],
)
def test_a_picture_is_known_in_every_size(address):
    assert picture_name(address) == "quay"


def test_sections_and_tags_are_told_apart_and_named_once():
    head = (
        '<script type="application/ld+json">{"@type":"Article","headline":"The quay",'
        '"articleSection":["Boats"],"keywords":"ebb, flood"}</script>'
        '<meta property="article:tag" content="Ebb &amp; flow">'
    )
    links = '<a rel=tag href=/tag/ebb>#ebb</a> <a rel="category tag" href=/c/boats>Boats</a>'
    assert [(term.kind, term.name) for term in post(f"<p>{links}</p>", head).terms] == [
        ("category", "Boats"),
        ("tag", "Ebb & flow"),
        ("tag", "ebb"),
        ("tag", "flood"),
    ]


def test_no_name_of_a_picture_takes_long_to_read():
    assert picture_name("/i/quay" + "-1x1" * 5000 + "y.jpg").startswith("quay-1x1")
