"""A reader's step from one page to the next."""

from playwright.sync_api import Locator


def follow(control: Locator) -> None:
    """Click a link or a button and wait until the page to which it leads is here whole.

    A click by itself comes back as early as before the next page's first byte: what is read then
    is read of the page before, or of none.
    """
    with control.page.expect_navigation():
        control.click()
