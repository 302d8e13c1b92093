"""Uploaded files never touch a disk unencrypted; where no file is expected, none is taken in.

A small one stays in memory. A large one goes to a file without a name, encrypted with a key that only this process
has, so that it is gone with the process.
"""

import io
import secrets
import tempfile
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.urls import Resolver404, resolve

from tovholder.jobcentre.exchange import reading
from tovholder.jobcentre.staff import picture

# Where a file is expected, and the most bytes that are kept of it.
EXPECTED_AT = {"import": lambda: reading.MOST_BYTES, "my_picture": lambda: picture.MOST_BYTES}
IN_MEMORY = 2 * 1024 * 1024
_BLOCK = 16


class OnlyWhereExpected(FileUploadHandler):
    """For FILE_UPLOAD_HANDLERS. A file too large is not kept, but keeps its size, so that the form can say so."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.most = self._most_bytes()
        if self.most is None:
            raise RequestDataTooBig("A file was sent to a page that takes none.")
        self.kept: io.BytesIO | OwnEyesOnly = io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        end = start + len(raw_data)
        if self.most is None or end > self.most:
            self.kept = io.BytesIO()
            return
        if end > IN_MEMORY and isinstance(self.kept, io.BytesIO):
            begun, self.kept = self.kept, OwnEyesOnly()
            self.kept.write(begun.getvalue())
        self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.kept.seek(0)
        file = self.kept if isinstance(self.kept, io.BytesIO) else io.BufferedReader(self.kept, 1 << 16)
        return InMemoryUploadedFile(
            file=cast(Any, file),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

    def _most_bytes(self) -> int | None:
        try:
            most = EXPECTED_AT.get(resolve(self.request.path_info).view_name) if self.request else None
        except Resolver404:
            return None
        return most() if most else None


class OwnEyesOnly(io.RawIOBase):
    """A temporary file that only the one who wrote it can read: written once from the start, then read anywhere."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(dir=settings.DATA_DIR, buffering=0)  # noqa: SIM115 - lives as long as we
        self._key, self._nonce = secrets.token_bytes(32), secrets.token_bytes(_BLOCK)
        self._writing = self._from(0).encryptor()
        self._at = self._size = 0
        self._reading: tuple[int, CipherContext] | None = None

    def _from(self, block: int) -> Cipher[CTR]:
        count = (int.from_bytes(self._nonce, "big") + block) % (1 << 8 * _BLOCK)
        return Cipher(AES256(self._key), CTR(count.to_bytes(_BLOCK, "big")))

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        encrypted = memoryview(self._writing.update(bytes(data)))
        self._file.seek(self._size)
        while encrypted:
            encrypted = encrypted[self._file.write(encrypted) :]
        self._size += len(data)
        self._at = self._size
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, into: Any) -> int:
        if self._reading is None or self._reading[0] != self._at:
            block, within = divmod(self._at, _BLOCK)
            decryptor = self._from(block).decryptor()
            decryptor.update(bytes(within))
            self._reading = self._at, decryptor
        self._file.seek(self._at)
        plain = self._reading[1].update(self._file.read(len(into)))
        into[: len(plain)] = plain
        self._at += len(plain)
        self._reading = self._at, self._reading[1]
        return len(plain)

    def close(self) -> None:
        self._file.close()
        super().close()
