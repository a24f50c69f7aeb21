"""Platforms of questions and of links: how each writes the answers, and what is said of them."""

from archive.parsing.pages.threads.family import Family

# Posts and comments are counted apart there, so a comment's number keeps its prefix.
STACK_EXCHANGE_COMMENT = Family(
    "stackexchange",
    items="#question .comment[id^='comment-'], .answer .comment[id^='comment-']",
    author=".comment-user",
    posted=".comment-date span[title], .comment-date",
    text=".comment-copy",
    score=".comment-score",
    owner=".comment-user.owner",
    number=r"(comment-\d+)$",
)
QUESTION2ANSWER_COMMENT = Family(
    "question2answer",
    items=".qa-c-list-item[id^='c']",
    author=".qa-c-item-who-data",
    posted=".qa-c-item-when time, .qa-c-item-when-data",
    text=".qa-c-item-content",
    number=r"c(\d+)$",
)

FAMILIES: tuple[Family, ...] = (
    # Stack Exchange, 2009 to this day: #question and div#answer-<id> with comments in both. Of
    # several signatures the last is the author's, those before it are editors'.
    Family(
        "stackexchange",
        items=".answer[id^='answer-']",
        signs=".post-signature",
        author=".user-details[itemprop='author'] a, .post-signature:last-child .user-details a",
        posted=".post-signature:last-child .relativetime",
        text=".js-post-body, .post-text",
        score=".js-vote-count, .vote-count-post",
        owner=".post-signature.owner",
        number=r"answer-(\d+)$",
        opening="#question",
        also=STACK_EXCHANGE_COMMENT,
        more=".comments-list:not([data-remaining-comments-count='0'])",
    ),
    # Question2Answer: parts are named by the kind of post, q, a or c.
    Family(
        "question2answer",
        items=".qa-a-list-item[id^='a']",
        author=".qa-a-item-who-data, .qa-q-view-who-data",
        posted=".qa-a-item-when time, .qa-a-item-when-data, .qa-q-view-when time",
        text=".qa-a-item-content, .qa-q-view-content",
        score=".qa-netvote-count-data",
        number=r"a(\d+)$",
        opening=".qa-q-view",
        also=QUESTION2ANSWER_COMMENT,
    ),
    # Hacker News (its software is "news", written in Arc): rows of a table, indented by a cell.
    Family(
        "hackernews",
        items=".comtr",
        author=".hnuser",
        posted=".age",
        text=".commtext, .toptext",
        number=r"(\d+)$",
        opening=".fatitem",
        more=".morelink",
    ),
    # Lobsters and its sisters: the lists of replies nest, the comments stand beside them. Before
    # the name stands the same link about an avatar.
    Family(
        "lobsters",
        items=".comments .comment[data-shortid]",
        author=".byline .u-author, .byline a[href^='/u/'] + a[href^='/u/'], .byline a[href^='/u/'],"
        " .byline a[href^='/~'] + a[href^='/~'], .byline a[href^='/~']",
        posted=".byline time, .byline span[title]",
        text=".comment_text",
        score=".voters",
        owner=".user_is_author",
        number=r"c_(\w+)$",
    ),
    # Lemmy: li.comment with an article#comment-<id> and the list of its replies.
    Family(
        "lemmy",
        items=".comments > .comment:has(.comment-node)",
        author=".person-listing",
        posted=".moment-time",
        text=".comment-content .md-div, .comment-content",
        anchor=".comment-node",
        number=r"comment-(\d+)$",
        opening=".post-listing",
        more=".comment-node:not([id])",
    ),
    # Reddit to 2018, and "old" since: div.thing with its full name, replies in .child within it.
    Family(
        "reddit",
        items=".commentarea .comment[id*='t1_'], .commentarea .comment[data-fullname]",
        author=".tagline .author",
        posted=".tagline time",
        text=".usertext-body .md",
        score=".score.unvoted",
        owner=".author.submitter",
        removed=".comment.deleted",
        number=r"(?:thing_)?t1_(\w+)$",
        number_in="data-fullname id",
        opening=".linklisting > .thing",
        more=".morecomments",
    ),
    # Reddit's redesign, 2018 to 2023: hashed classes, but "Comment" and the full names stay.
    Family(
        "reddit",
        items="[id^='t1_']:has(.Comment)",
        author="[data-testid='comment_author_link'], a[href*='/user/']",
        posted="[id^='CommentTopMeta--Created']",
        text="[data-testid='comment'], [data-test-id='comment']",
        number=r"t1_(\w+)$",
    ),
    # Reddit since 2023: custom elements that state most of what they show.
    Family(
        "reddit",
        items="shreddit-comment[thingid]",
        author="a[href*='/user/']",
        posted="faceplate-timeago time, time",
        posted_in="datetime",
        text="[slot='comment'], [slot='text-body']",
        score="shreddit-comment-action-row",
        score_in="score",
        removed="shreddit-comment[is-comment-deleted]",
        number=r"t1_(\w+)$",
        number_in="thingid",
        opening="shreddit-post",
        more="shreddit-comment-tree faceplate-partial[src*='more-comments']",
    ),
    # Slashdot and others on Slash from 2006 on ("D2"): li#tree_<id>, replies in a list within.
    Family(
        "slash",
        items=".comment[id^='tree_']",
        author=".by a, .by",
        posted=".otherdetails",
        text="[id^='comment_body_']",
        unsaid=".sig",
        score=".score",
        number=r"tree_(\d+)$",
    ),
)
