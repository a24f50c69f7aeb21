"""Atom (RFC 4287) of entries that stand in threads (RFC 4685)."""

from typing import Any
from urllib.parse import urljoin

from django.utils.feedgenerator import Atom1Feed, rfc3339_date
from django.utils.xmlutils import SimplerXMLGenerator


class ThreadedFeed(Atom1Feed):
    """Atom that says which entries are comments, on what, and how many there are (RFC 4685)."""

    route = "feed"

    def root_attributes(self) -> dict[str, str]:
        """The feed's own, and the namespace of threads."""
        return {**super().root_attributes(), "xmlns:thr": "http://purl.org/syndication/thread/1.0"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """The entry's own, and its place in a thread or the length of its thread."""
        super().add_item_elements(handler, item)
        if item["answered_address"]:
            href = urljoin(item["link"], item["answered_address"])
            answered = {"ref": item["answered_id"], "href": href, "type": "text/html"}
            handler.addQuickElement("thr:in-reply-to", "", answered)
        else:
            count, latest = str(item["comment_count"]), item["last_comment_at"]
            replies = {"rel": "replies", "type": "application/atom+xml", "thr:count": count}
            replies["href"] = urljoin(item["link"], item["replies_address"])
            replies |= {"thr:updated": rfc3339_date(latest)} if latest else {}
            handler.addQuickElement("link", "", replies)
            handler.addQuickElement("thr:total", count)
