from archive.curation import admin

__all__ = ["admin"]
