"""The keeper's desk: an admin page per model, the source's columns to be read only."""

from archive.curation.admin import bulk, content, keeping, provenance

__all__ = ["bulk", "content", "keeping", "provenance"]
