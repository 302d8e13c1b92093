"""Uploaded files stay in memory and never touch a disk unencrypted; where no file is expected, none is taken in."""

from io import BytesIO
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.urls import Resolver404, resolve

from tovholder.jobcentre.exchange.reading import MOST_BYTES

EXPECTED_AT = {"import"}


class OnlyWhereExpected(FileUploadHandler):
    """For FILE_UPLOAD_HANDLERS. A file too large is not kept, but keeps its size, so that the form can say so."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self._is_expected():
            raise RequestDataTooBig("A file was sent to a page that takes none.")
        self.kept = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) <= MOST_BYTES:
            self.kept.write(raw_data)
        else:
            self.kept = BytesIO()

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        return InMemoryUploadedFile(
            file=self.kept,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _is_expected(self) -> bool:
        try:
            return self.request is not None and resolve(self.request.path_info).view_name in EXPECTED_AT
        except Resolver404:
            return False
