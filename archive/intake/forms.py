"""What the browser sends: files, which are written as they come, and what to do with them."""

from typing import Any, BinaryIO

from django import forms
from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParser
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from archive.intake.uploads import Incoming
from archive.lib.addresses import host_of

CHUNK_BYTES = 256 * 1024
# Why an upload is refused: translated where it is shown.
NOTHING_CAME = gettext_noop("No file came: choose one or more files, or a folder that holds some.")
TOO_LARGE = gettext_noop(
    "That is more than one upload may have. Nothing of it was kept; send it in parts."
)
TOO_MANY = gettext_noop(
    "These are more files than one upload may have. Nothing was kept; send them in parts."
)
CUT_SHORT = gettext_noop("It broke off before its end. Nothing of it was kept; send it once more.")
NOT_WRITTEN = gettext_noop(
    "It could not be written to the archive's disk, which may be full. Nothing was kept."
)


class FolderParser(MultiPartParser):
    """Django's parser, but for names: browsers send those of a folder's files with their path.

    They are made safe where they are written, by archive.lib.file_names.
    """

    def sanitize_file_name(self, file_name: str) -> str:
        return file_name


class UploadReceiver(FileUploadHandler):
    """Writes files into an upload as they come, so that memory never holds one.

    Past the limit nothing more is written: `refusal` then says why, and the rest is read past.
    """

    chunk_size = CHUNK_BYTES

    def __init__(self, request: HttpRequest, incoming: Incoming) -> None:
        super().__init__(request)
        self.refusal = ""
        self.file_count = 0
        self._incoming = incoming
        self._bytes_left = settings.ARCHIVE_UPLOAD_BYTES
        self._stream: BinaryIO | None = None
        self._is_parsing = False

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ANN401 -- likewise
        META: dict[str, str],  # noqa: N803 -- as Django has it
        content_length: int,
        boundary: str,
        encoding: str | None = None,
    ) -> tuple[QueryDict, MultiValueDict[str, Any]] | None:
        if self._is_parsing:
            return None
        self._is_parsing = True
        try:
            return FolderParser(META, input_data, [self], encoding).parse()
        finally:
            self._close()

    def new_file(self, field_name: str, file_name: str, *told: object) -> None:
        try:
            self._stream = self._incoming.open(file_name)
        except OSError as error:
            raise self._refused(NOT_WRITTEN) from error
        # Of hidden files the bytes are read past: to skip one would count as breaking off.
        self.file_count += self._stream is not None

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._bytes_left -= len(raw_data)
        if self._bytes_left < 0:
            raise self._refused(TOO_LARGE)
        try:
            if self._stream:
                self._stream.write(raw_data)
        except OSError as error:
            raise self._refused(NOT_WRITTEN) from error

    def file_complete(self, file_size: int) -> None:
        try:
            self._close()
        except OSError as error:
            raise self._refused(NOT_WRITTEN) from error

    def upload_interrupted(self) -> None:
        self.refusal = CUT_SHORT

    def _refused(self, reason: str) -> StopUpload:
        self.refusal = reason
        return StopUpload()

    def _close(self) -> None:
        stream, self._stream = self._stream, None
        if stream:
            stream.close()


class RunForm(forms.Form):
    """How an upload is to be taken in. `site_host` comes out as hosts are kept."""

    site_host = forms.CharField(
        label=gettext_lazy("Site of what names none"),
        required=False,
        max_length=255,
        strip=True,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_site_host(self) -> str:
        given: str = self.cleaned_data["site_host"]
        host = host_of(given if "://" in given else f"https://{given}")
        if given and not host:
            message = gettext(
                "This is no host: give one like tidewater.example, or leave it empty."
            )
            raise forms.ValidationError(message)
        return host
