"""Networks whose own pages hold what people answer: videos, newsletters, issues, short messages."""

from archive.parsing.pages.threads.family import Family

FAMILIES: tuple[Family, ...] = (
    # GitHub's issues and discussions. The id stands on the group since 2016, before on the
    # comment, and since 2024 on what its new client renders; the issue itself opens the thread.
    # What somebody answers by mail has the mail he answers within, hidden.
    Family(
        "github",
        items=".timeline-comment-group[id^='issuecomment-'], .comment[id^='issuecomment-'],"
        " .timeline-comment-group[id^='discussioncomment-'],"
        " .react-issue-comment[id^='issuecomment-']",
        author="a.author, [data-testid='avatar-link'], .author",
        posted="relative-time, time, time-ago",
        text=".comment-body, [data-testid='markdown-body'], .markdown-body",
        unsaid=".email-hidden-toggle, .email-hidden-reply",
        number=r"(?:issue|discussion)comment-(\d+)",
        opening=".timeline-comment-group[id^='issue-'], .comment[id^='issue-'],"
        " .timeline-comment-group[id^='discussion-']",
        more=".ajax-pagination-form, .js-ajax-pagination",
    ),
    # Substack: an empty anchor bears the id, the comment is a table or, later, an article beside
    # it; how long ago is the text of its permalink.
    Family(
        "substack",
        items=".comment",
        signs="div.comment-anchor",
        author=".commenter-name a, .commenter-name, .comment-meta a[href*='/profile/'],"
        " .comment-meta a[href*='/@']",
        posted=".comment-meta a[href*='/comment/']",
        text=".comment-body",
        unsaid=".show-all-toggle",
        anchor=".comment-anchor",
        number=r"comment-(\d+)$",
        score=".like-count",
        more=".more-replies, .more-comments",
    ),
    # YouTube since 2017: custom elements; the permalink's "lc" is the id, that of a reply begins
    # with the id of its thread's first comment and a full stop. Only how long ago is shown.
    Family(
        "youtube",
        items="ytd-comment-renderer, ytd-comment-view-model",
        author="#author-text",
        posted="#published-time-text",
        text="#content-text",
        anchor="#published-time-text a",
        number=r".*[?&]lc=([\w.-]+)",
        number_in="href",
        parent="#published-time-text a",
        parent_number=r"[?&]lc=([\w-]+)\.",
        score="#vote-count-middle",
        more="#comments ytd-continuation-item-renderer",
    ),
    # Mastodon: one status in detail, those before and after it short. Its pages for readers
    # without an account were microformats until version 3, since then they are those of its
    # client; both keep these class names. What answers what is not told. Readers without an account
    # are asked to sign in by what looks like a link to more.
    Family(
        "mastodon",
        items=".status",
        signs=".detailed-status, .status .status__content",
        author=".display-name__html, .display-name strong, .display-name",
        posted=".status__relative-time time, time, .detailed-status__datetime",
        text=".status__content__text, .e-content, .status__content",
        anchor="a.status__relative-time",
        number=r"(?:.*/)?(\d{5,})/?$",
        number_in="href data-id",
        opening=".detailed-status",
        more=".timeline-hint, .load-more:not([href*='/auth/'])",
    ),
)
