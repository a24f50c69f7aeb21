"""Systems that publishers run their sites with: how each writes the comments below an article."""

from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = (
    # Drupal 8 and on: the comment module itself adds the user's id to the element, whatever the
    # theme, and the moment of the last change, for where only "2 weeks ago" is shown.
    Family(
        "drupal",
        items=".comment[data-comment-user-id], .js-comment[data-comment-user-id]",
        author=".comment__author, .comment__submitted .username, .submitted .username,"
        " footer .username",
        posted=".comment__submitted, .comment__time, .submitted, [data-comment-timestamp]",
        posted_in="data-comment-timestamp",
        text=".field--name-comment-body, .comment__content, .comment .content",
        number=r"comment-(\d+)$",
        parent=".comment__meta .visually-hidden a, .parent a",
        parent_number=r"#comment-(\d+)$",
        owner=".by-node-author",
    ),
    # Drupal 6 and 7: an empty anchor, then .comment; replies follow in .indented. RDF, where it is
    # on, states the moment and whose reply it is. Drupal 6 writes names of guests as plain words,
    # "Submitted by Ada on Mon, …" or, in its default theme, after a dash.
    Family(
        "drupal",
        items="a[id^='comment-'] + .comment",
        signs=".comment .submitted, .comment .username, .links .comment-reply,"
        " .links .comment_reply",
        author=".comment .username, .comment .submitted a, .comment .author a",
        byline=".comment .submitted",
        signed=r"^(?:.+\d\s[\u2014\u2013]\s|\S+\s\S+\s)(.+?)(?:\s\S{1,4}\s\S+,\s.*)?$",
        posted=".comment [property~='dc:date'], .comment .submitted",
        posted_in="content",
        text=".field-name-comment-body, .field-comment-body, .comment > .content,"
        " .comment .content",
        unsaid=".user-signature, .rdf-meta",
        number=r"comment-(\d+)$",
        parent=".rdf-meta[rel='sioc:reply_of']",
        parent_in="resource",
        parent_number=r"#comment-(\d+)$",
        owner=".comment-by-node-author",
        is_numbered=True,
    ),
    # SPIP's forums below articles: its own templates and those of the plugin "Comments", which
    # kept their names. Answers stand in a list within the item; the anchor is that of the title.
    Family(
        "spip",
        items="li.forum-fil",
        signs=".forum-message",
        author=".forum-message .comment-author .fn, .forum-message .comment-author,"
        " .forum-chapo .forum-auteur",
        byline=".forum-chapo small",
        signed=r"\d\s?[:h]\s?\d\d\W+\S+\s+(.+)$",
        posted=".forum-message abbr.date, .forum-message time, .forum-chapo .date,"
        " .forum-chapo small",
        text=".forum-message .comment-texte, .forum-message .forum-texte",
        unsaid=".forum-texte .repondre, .forum-texte .hyperlien, .forum-texte .comment-reply",
        number=r"forum(\d+)$",
        anchor=".forum-message [id^='forum']",
    ),
    # Joomla with JComments: its scripts ask for these ids, so all its templates have them.
    Family(
        "jcomments",
        items="[id^='comment-item-']",
        author=".comment-author, .author-homepage",
        posted=".comment-date",
        text="[id^='comment-body-']",
        number=r"comment-item-(\d+)$",
        score=".comments-vote span.vote-good, .comments-vote span.vote-poor,"
        " .comments-vote span.vote-none",
    ),
    # Joomla with K2: one flat list. A name is plain words after "posted by", in whatever language
    # K2 is shown, if its owner gave no address; the image beside it, where there are any, is named
    # for its owner.
    Family(
        "k2",
        items="ul.itemCommentsList > li",
        author=".commentAuthorName > a, ul.itemCommentsList > li > img[alt]",
        author_in="alt",
        byline=".commentAuthorName",
        signed=r"^(?:\S+\s(?:af|av|by|da|de|di|door|od|par|por|prin|przez|von|από|от)\s)?(.+)$",
        posted=".commentDate",
        text="ul.itemCommentsList > li > p",
        number=r"comment(\d+)$",
        anchor=".commentLink > a",
        owner="li.authorResponse",
    ),
    # Joomla with Komento 1 and 2: one list in the order of the thread, the parent's id as data. The
    # moment is an attribute where only "2 months ago" is shown; a guest is "Guest - Ada", in any
    # language.
    Family(
        "komento",
        items="li.kmt-item",
        author="li.kmt-item:not(.kmt-comment-item-public) .kmt-author",
        byline=".kmt-author",
        signed=r"^(?:\S+\s-\s)?(.+)$",
        posted=".kmt-time time[datetime], .kmt-time",
        text=".kmt-text",
        score=".kmt-like-counter",
        number=r"kmt-(\d+)$",
        parent="li.kmt-item",
        parent_in="parentid data-parentid",
        parent_number=r"kmt-(\d+)$",
        more=".kmt-btn-loadmore",
    ),
    # Komento 3 and on: divs, in version 3 the answers within, and beside a name that of whom it
    # answers. What is pinned stands above the list as well.
    Family(
        "komento",
        items=".kt-comments__item[data-id]",
        author=".kt-reply-to > :first-child",
        posted=".kt-comment-date time",
        text=".kt-comment-message",
        score=".kt-like-wrap [data-kt-likes-counter]",
        number=r"(\d+)$",
        number_in="data-id",
        parent=".kt-comments__item",
        parent_in="data-parentid",
        parent_number=r"kmt-(\d+)$",
        more=".kt-comment-view-all",
    ),
    # Plone since 2011 (plone.app.discussion): the level as a class; a name is plain words where
    # its owner has no page of their own. Plone 6 has the moment below the name, in .comment-author,
    # and leaves a line of what was deleted.
    Family(
        "plone",
        items=".discussion .comment",
        signs=".discussion .commentBody, .discussion .comment-body",
        author=".documentByLine > a, .comment-author > a, .comment-author > span",
        byline=".documentByLine",
        signed=r"^(.+?)(?:\s\S+)?$",  # "Ada says:"
        posted=".commentDate, .comment-author > small, .comment-date",
        text=".commentBody, .comment-body",
        number=r"(\d+)$",
        removed=".comment-body > .fst-italic",
    ),
    # MODX with Quip: answers in a list within the item.
    Family(
        "quip",
        items="li[id^='qcom']",
        signs=".quip-comment-body",
        author=".quip-comment-author",
        posted=".quip-comment-createdon",
        text=".quip-comment-text",
        unsaid=".quip-reply-link",
        number=r"qcom(\d+)$",
        is_numbered=True,
    ),
    # DataLife Engine: whatever the template of a comment is, the engine puts it into an element of
    # this id, the text within into another, and links registered names to a box of the profile.
    # Guests' names are plain words: they stand, as the times do, where the engine's own templates
    # put them: the older (.bcomment, where the day of registration is a date as well), the newer.
    Family(
        "dle",
        items="[id^='comment-id-']",
        signs="[id^='comm-id-']",
        author="[id^='comment-id-'] a[onclick^='ShowProfile'], .bcomment .dtop h4, .com_info .name",
        posted=".bcomment .dtop .rcol > ul:not(.cmsep) > li:last-child, .com_info .grey",
        text="[id^='comm-id-']",
        number=r"comment-id-(\d+)$",
        is_numbered=True,
    ),
    # uCoz: answers in the same list, further in by padding; both its older and its newer templates
    # call the text .cMessage. In the newer ones the name follows the number in a line. In the older
    # (a table) it is the bold words of .cTop that are not the number, beside votes in bold.
    Family(
        "ucoz",
        items=".comEnt[id^='comEnt']",
        author=".cTop > a:not([href^='#']) > b, .cTop > b",
        byline=".uc-top-left",
        signed=r"^(?:#?\d+\W+)?(.*)$",
        posted=".uc-top-left .uc-opacity, .cTop > span",
        text=".cMessage",
        number=r"comEnt(\d+)$",
    ),
)
