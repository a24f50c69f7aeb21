import pytest

from archive.parsing.pages.person_names import is_person, names_in
from tests.parsing.pages.drafting import PROSE, draft


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("By Ada Lark and Bo Reed", ["Ada Lark", "Bo Reed"]),
        ("Von Jette Amsinck", ["Jette Amsinck"]),
        ("Par Ada Lark, avec l'agence", ["Ada Lark", "avec l'agence"]),
        ("Текст: Ада Ларк", ["Ада Ларк"]),
        ("Napisała Ada Lark", ["Ada Lark"]),
        ("Ada Lark | 3 May 2012", ["Ada Lark"]),
        ("Ada Lark on March 4", ["Ada Lark"]),
        ("Ada Lark, Staff Writer", ["Ada Lark"]),
        ("Harbour Staff", ["Harbour Staff"]),
        ("Ada Lark ada@harbour.example", ["Ada Lark"]),
        ("Ada Lark (stevedore)", ["Ada Lark"]),
        ("송유민 기자", ["송유민 기자"]),
        ("quay_rat_77", ["quay_rat_77"]),
        ("Ludwig van der Quay", ["Ludwig van der Quay"]),
        ("Photo by Ada Lark", []),
        ("Get Email Alerts from this Reporter", []),
        ("Comments (12)", []),
        ("12 comments", []),
        ("November 15", []),
        ("https://harbour.example/ada", []),
        ("", []),
    ],
)
def test_names_are_parted_from_the_words_about_them(written, names):
    assert names_in(written) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Lark", True),
        ("LÚCIA SAMPAIO BRANDT", True),
        ("सुधा तिवारी", True),
        ("Ada", False),
        ("read the whole story", False),
        ("Ada Lark, 3 May", False),
        ("Pages 3 4", False),
    ],
)
def test_two_or_three_words_that_begin_large_may_be_a_person(text, expected):
    assert is_person(text) == expected


@pytest.mark.parametrize(
    ("meta", "names"),
    [
        ("<div><span>Ada Lark</span><span>3 May 2012</span></div>", ["Ada Lark"]),
        ("<p>LUCIA LARK<br><span>3 May 2012</span></p>", ["LUCIA LARK"]),
        ("<p>89 points by ada_l on May 3, 2012 | hide</p>", ["ada_l"]),
        ("<p>By Ada Lark<p>", ["Ada Lark"]),
        ("<p>May 3, 2012 by <a href='/u/ada'>ada</a></p>", ["ada"]),
        ("<p><a href='/section/news'>News</a> 3 May 2012</p>", []),
        ("<p>作者:艾达 <small>|</small> 分类:老街 <small>|</small> 浏览:3172</p>", ["艾达"]),
        (
            "<div class='byline'>By <a href='/author/ada'>Ada Lark</a> <a>@ada</a>"
            " <a href='/author/bo'>Bo Reed</a></div>",
            ["Ada Lark", "Bo Reed"],
        ),
    ],
)
def test_who_wrote_it_is_read_off_the_page_beside_the_headline(meta, names):
    found = draft(f"<div><h1>The quay</h1>{meta}<div class=entry>{PROSE}</div></div>")
    assert [author.name for author in found.authors] == names


def test_of_sources_that_agree_the_one_that_names_more_is_believed():
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The quay",'
        '"author":{"name":"Ada Lark"}}</script><meta name="author" content="Ada Lark, Bo Reed">'
    )
    found = draft(f"<h1>The quay</h1><p>By Ada Lark and Bo Reed</p><div>{PROSE}</div>", head)
    assert [author.name for author in found.authors] == ["Ada Lark", "Bo Reed"]


def test_an_author_named_by_reference_is_looked_up():
    head = (
        '<script type="application/ld+json">[{"@type":"Article","headline":"The quay","author":'
        '{"@id":"#ada"}},{"@type":"Person","@id":"#ada","name":"Ada Lark"}]</script>'
    )
    assert [one.name for one in draft(f"<h1>The quay</h1>{PROSE}", head).authors] == ["Ada Lark"]


def test_the_sites_own_name_gives_way_to_a_person():
    head = "".join(
        f'<meta {name} content="Harbour Notes">'
        for name in ('name="author"', 'property="og:site_name"')
    )
    found = draft(f"<h1>The quay</h1><p class=byline>Ada Lark</p>{PROSE}", head)
    assert [author.name for author in found.authors] == ["Ada Lark"]
    assert [one.name for one in draft(f"<h1>The quay</h1>{PROSE}", head).authors] == [
        "Harbour Notes"
    ]


def test_who_changed_or_answered_it_did_not_write_it():
    cards = (
        "<div class=signature>edited May 4, 2012 <a href='/users/9/bo'>Bo</a></div>"
        "<div class=signature>asked May 3, 2012 <a href='/users/7/ada'>Ada</a></div>"
    )
    found = draft(f"<div><h1>The quay</h1><div class=post-text>{PROSE}</div>{cards}</div>")
    assert [author.name for author in found.authors] == ["Ada"]


def test_the_address_of_an_author_comes_from_wherever_it_is_told():
    head = '<meta name="author" content="Ada Lark">'
    byline = '<p class="byline"><a href="/author/ada">Ada Lark</a></p>'
    (author,) = draft(f"<h1>The quay</h1>{byline}{PROSE}", head).authors
    assert (author.name, author.profile_url) == ("Ada Lark", "/author/ada")


@pytest.mark.parametrize(
    ("kind", "called", "names"),
    [
        ("SoftwareSourceCode", "almanack", ["Ada"]),
        ("VideoObject", "The quay", ["Harbourers"]),
        ("Blog", "Harbour Notes", ["Harbourers"]),
    ],
)
def test_the_author_of_another_thing_wrote_no_article_about_it(kind, called, names):
    thing = f"<b itemprop=author>Harbourers</b><b itemprop=name>{called}</b>"
    post = f"<h1>The quay</h1><p>By Ada</p><div class=entry>{PROSE}</div>"
    page = f'<div itemscope itemtype="http://schema.org/{kind}">{thing}{post}</div>'
    assert [author.name for author in draft(page).authors] == names


def test_no_byline_takes_long_to_read():
    assert names_in("Ada Lark " + "a@" * 200_000) == []
