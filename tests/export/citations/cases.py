"""Articles and comments to cite, the oddest included."""

from archive.export.citations.cited import Cited, When

DIGEST = "ab" * 32
ARTICLE = Cited(
    kind="article",
    key="0123456789ab",
    title="A bridge is also a gate",
    authors=("Ingrid Halloway", "The Harbour and Quay Society"),
    site="Tidewater",
    home="https://archive.example/a/0123456789ab/a-bridge/",
    url="https://tidewater.example/a_bridge/?p=1&x=100%25#top",
    language="en",
    published=When("2012-06-22T08:32+02:00", "22 June 2012, 08:32 (UTC+2)"),
    obtained="read from a saved page",
    captured=When("2020-01-09T10:00Z", "9 January 2020, 10:00 (UTC)"),
    sha256=DIGEST,
)
COMMENT = Cited(
    kind="comment",
    key="ba9876543210",
    title="",
    authors=("Tomasz Wren",),
    site="Tidewater",
    home="https://archive.example/c/ba9876543210/",
    published=When("2012-06", "June 2012"),
    beneath=ARTICLE,
)
BARE = Cited("article", "000000000000", "", (), "unknown site", "https://archive.example/a/0/")
ODD = [
    "{", "}", "}{", "\\", "\\}", "a\\", "100% of {A} & B_c $x^2$ #1 ~z", '"quoted" "', "@misc{x,",
    "ER  - ", "TY  - JOUR", "and", "A and B", "%s {0}", "\u202eabc", "数学 عربي", "~^~", "`` ''",
    "a = b, c = d", "\\textbf{x}", "\\\\", "{\\", "<b>&amp;</b>",
]  # fmt: skip
