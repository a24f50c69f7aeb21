"""The folder that an index lies in, as Whoosh asks for it."""

from pathlib import Path

from whoosh.filedb.filestore import FileStorage


class _Nowhere:
    """Whoosh makes a folder for spilled postings with each writer; ours spills none there."""

    def destroy(self) -> None:
        """There is nothing to destroy."""


class Folder(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder of one index and nothing else."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path

    def temp_storage(self, name: str | None = None) -> _Nowhere:
        """No folder."""
        return _Nowhere()
