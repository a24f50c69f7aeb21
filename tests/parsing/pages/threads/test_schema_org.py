import json

from archive.parsing.drafts import Identity
from archive.parsing.pages.page import parse_page
from archive.parsing.pages.threads import find_thread, schema_org


def comment(text, inner="", own=""):
    return (
        f'<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" {own}>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<a itemprop="url" href="/people/ada"><span itemprop="name">Ada</span></a></span>'
        '<time itemprop="datePublished" datetime="2013-10-06T18:20:00+02:00">then</time>'
        f'<div itemprop="text"><p>{text}</p></div><b itemprop="upvoteCount">4</b>{inner}</div>'
    )


def page_of(markup):
    head = '<link rel="canonical" href="https://forum.example/t/1">'
    return parse_page(f"<html><head>{head}</head><body>{markup}</body></html>".encode())


def test_microdata_comments_are_read_with_who_when_what():
    thread = schema_org.find(page_of(comment("Hello.", own='id="post-1"')))
    (one,) = thread.comments
    assert (one.author.name, one.author.profile_url) == ("Ada", "/people/ada")
    assert one.posted.isoformat() == "2013-10-06T18:20:00+02:00"
    assert (one.body_html, one.score, one.ref) == ("<p>Hello.</p>", 4, "post-1")


def test_nested_microdata_gives_parents_and_keeps_texts_apart():
    thread = schema_org.find(page_of(comment("Outer.", comment("Inner."))))
    assert [(c.body_html, c.parent_ref) for c in thread.comments] == [
        ("<p>Outer.</p>", None),
        ("<p>Inner.</p>", "#1"),
    ]


def test_a_page_that_lists_a_comment_twice_keeps_names_apart():
    thread = schema_org.find(page_of(comment("A.", own='id="p1"') + comment("A.", own='id="p1"')))
    refs = [one.ref for one in thread.comments]
    assert len(set(refs)) == 2


def test_user_comments_of_the_older_vocabulary_are_read():
    thread = schema_org.find(
        page_of(
            '<li itemscope itemtype="http://schema.org/UserComments"><b itemprop="creator">Bo</b>'
            '<abbr itemprop="commentTime" title="2014-12-27T10:12:48"></abbr>'
            '<p itemprop="commentText">Good.</p></li>'
        )
    )
    assert [(c.author.name, c.posted.isoformat(), c.body_html) for c in thread.comments] == [
        ("Bo", "2014-12-27T10:12:48", "Good.")
    ]


def test_json_ld_comments_are_read_with_replies():
    reply = {"@type": "Comment", "text": "a < b", "author": {"@type": "Person", "name": "Bo"}}
    first = {
        "@type": "Comment",
        "@id": "https://forum.example/t/1#c1",
        "text": "First",
        "dateCreated": "2021-01-17T09:30:00+01:00",
        "comment": [reply],
    }
    posting = {"@context": "https://schema.org", "@type": "DiscussionForumPosting"}
    data = json.dumps(posting | {"comment": [first]})
    thread = schema_org.find(page_of(f'<script type="application/ld+json">{data}</script>'))
    one, two = thread.comments
    assert one.identities == (Identity("address", "https://forum.example/t/1#c1"),)
    assert two.parent_ref == one.ref
    assert two.body_html == "<p>a &lt; b</p>"


def test_broken_json_ld_is_passed_over():
    assert schema_org.find(page_of('<script type="application/ld+json">{"@type":</script>')) is None


def test_a_placeholder_of_the_source_is_a_deleted_comment():
    thread = schema_org.find(page_of(comment("[deleted by its author]")))
    assert thread.comments[0].state == "deleted"


def test_answers_are_comments_and_theirs_the_replies():
    reply = (
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment" id="c8">'
        '<span itemprop="text">Thanks</span> <a itemprop="author">Ask</a></div>'
    )
    thread = schema_org.find(
        page_of(
            '<div itemprop="suggestedAnswer acceptedAnswer" itemscope id="a5" '
            'itemtype="https://schema.org/Answer"><b itemprop="upvoteCount">12</b>'
            f'<div itemprop="text"><p>So.</p></div>{reply}</div>'
        )
    )
    assert [(one.body_html, one.score, one.parent_ref) for one in thread.comments] == [
        ("<p>So.</p>", 12, None),
        ("Thanks", None, "a5"),
    ]


def test_the_author_of_the_article_is_known_by_the_address():
    owner = (
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person">'
        '<a itemprop="url" href="https://forum.example{}"><b itemprop="name">Ada</b></a></span>'
    )
    for address, expected in (("/people/ada", True), ("/people/other", False)):
        thread = schema_org.find(page_of(owner.format(address) + comment("Hello.")))
        assert [one.by_article_author for one in thread.comments] == [expected]


def test_a_text_in_a_meta_element_and_likes_are_read():
    thread = schema_org.find(
        page_of(
            '<div itemprop="comment" itemscope><meta itemprop="text" content="a < b">'
            '<div itemprop="interactionStatistic" itemscope>'
            '<meta itemprop="interactionType" content="https://schema.org/LikeAction">'
            '<meta itemprop="userInteractionCount" content="9"></div></div>'
        )
    )
    assert [(one.body_html, one.score) for one in thread.comments] == [("<p>a &lt; b</p>", 9)]


def test_a_parent_named_by_a_link_is_found():
    link = '<link itemprop="parentItem" href="/t/1#p1">'
    thread = schema_org.find(
        page_of(comment("A.", own='id="p1"') + comment("B.", link, own='id="p2"'))
    )
    assert [one.parent_ref for one in thread.comments] == [None, "p1"]


def test_comments_beside_the_article_and_templates_are_no_thread():
    article = f"<h1>The quay</h1><p>{'The ebb was late. ' * 40}</p>"
    for markup in (
        f"<aside>{comment('Elsewhere.')}</aside>",
        f'<div class="latest-comments">{comment("Elsewhere.")}</div>',
        comment("{{text}}"),
    ):
        assert find_thread(page_of(article + markup)) == ("", None)


def item(inner, own="Comment"):
    return f'<div itemscope itemtype="http://schema.org/{own}">{inner}</div>'


def test_a_date_that_stands_within_the_author_is_the_comments_all_the_same():
    person = item('<b itemprop="name">Bo</b><time itemprop="commentTime" datetime="2014-12-27">')
    author = person.replace("<div", '<div itemprop="creator"').replace("Comment", "Person")
    (one,) = schema_org.find(page_of(item(author + '<p itemprop="commentText">Good.</p>'))).comments
    assert (one.author.name, one.posted.isoformat()) == ("Bo", "2014-12-27")


def test_properties_of_other_items_are_not_the_comments():
    image = item(
        '<time itemprop="datePublished" datetime="1999-01-01"><p itemprop="text">No', "Foto"
    )
    said = '<time itemprop="datePublished" datetime="2014-12-27"></time><p itemprop="text">Yes.</p>'
    (one,) = schema_org.find(page_of(item(image + said))).comments
    assert (one.body_html, one.posted.isoformat()) == ("Yes.", "2014-12-27")


def test_of_a_frame_and_a_text_marked_alike_the_text_is_meant():
    markup = '<div itemprop="text"><i>#2</i><div itemprop="text"><p>So.</p></div></div>'
    (one,) = schema_org.find(page_of(item(markup))).comments
    assert one.body_html == "<p>So.</p>"


def test_a_text_of_signs_alone_is_one():
    assert schema_org.find(page_of(item('<p itemprop="text">👍</p>'))).comments[0].body_html == "👍"


def test_the_post_of_a_forum_that_others_answer_is_none_of_them():
    head = "<title>Old glue on a bench | Forum</title><h1>Old glue on a bench</h1>"
    posts = "".join(item(f'<p itemprop="text">Words {n}.</p>') for n in range(3))
    thread = schema_org.find(parse_page(f"<html>{head}{posts}</html>".encode()))
    assert thread.opening_draft.body_html == "Words 0."
    assert [(one.rank, one.body_html) for one in thread.comments] == [
        (0, "Words 1."),
        (1, "Words 2."),
    ]


def test_an_author_without_an_address_is_nobody_known():
    owner = '<span itemprop="author" itemscope><b itemprop="name">The desk</b></span>'
    nameless = comment("Hello.").replace(' href="/people/ada"', "")
    thread = schema_org.find(page_of(owner + nameless))
    assert [one.by_article_author for one in thread.comments] == [False]


def told_by(markup):
    thread = schema_org.find(page_of(markup))
    return [
        (one.author.name, one.author.profile_url, one.posted.isoformat(), one.body_html)
        for one in thread.comments
    ]


def test_comments_in_rdfa_are_read_as_those_in_microdata():
    post = (
        '<div property="comment" typeof="Comment"><div property="author" typeof="Person">'
        '<a property="url" href="/people/{n}"><span property="name">{who}</span></a></div>'
        '<time property="datePublished" datetime="2013-10-06T18:2{n}:00+02:00">then</time>'
        '<div property="text"><p>Said by {who}.</p></div></div>'
    )
    markup = post.format(n=1, who="Ada") + post.format(n=2, who="Bo")
    article = f'<article vocab="https://schema.org/" typeof="BlogPosting">{markup}</article>'
    assert told_by(article) == [
        ("Ada", "/people/1", "2013-10-06T18:21:00+02:00", "<p>Said by Ada.</p>"),
        ("Bo", "/people/2", "2013-10-06T18:22:00+02:00", "<p>Said by Bo.</p>"),
    ]


def test_comments_in_rdfa_of_sioc_are_read_too():
    markup = (
        '<div about="/c/7" typeof="sioc:Post sioct:Comment">'
        '<span rel="sioc:has_creator"><a href="/u/3" typeof="sioc:UserAccount"'
        ' property="foaf:name">Ada</a></span><span property="dc:date"'
        ' content="2013-10-06T18:21:00+02:00">then</span>'
        '<div property="content:encoded"><p>Said.</p></div></div>'
    )
    assert told_by(markup) == [("Ada", "/u/3", "2013-10-06T18:21:00+02:00", "<p>Said.</p>")]


def test_comments_in_microformats_are_read_other_responses_are_not():
    markup = (
        '<div class="h-entry"><h1 class="p-name">Tides</h1><div class="e-content">Text.</div>'
        '<div class="u-comment h-cite"><a class="p-author h-card u-url" href="https://a.example/">'
        'Ada</a><time class="dt-published" datetime="2013-10-06T18:21:00+02:00">then</time>'
        '<div class="p-content p-name">Said.</div><a class="u-url" href="#r1">at</a></div>'
        '<div class="u-like h-cite"><a class="p-author h-card" href="https://b.example/">Bo</a>'
        "</div></div>"
    )
    assert told_by(markup) == [("Ada", "https://a.example/", "2013-10-06T18:21:00+02:00", "Said.")]
