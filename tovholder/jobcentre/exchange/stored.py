"""The file between the dry run and its confirmation: in pieces, each encrypted by itself, with a key of its own."""

import base64
import functools
import json
import zlib
from collections.abc import Sequence

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

Numbered = tuple[int, list[str]]  # a row's number in the file, and its cells


def encrypt(content: bytes) -> bytes:
    return _cipher().encrypt(content)


def decrypt(token: bytes) -> bytes:
    return _cipher().decrypt(token)


def pack(rows: Sequence[Numbered]) -> bytes:
    """Return the rows encrypted, and small: a file's rows are much alike."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return encrypt(zlib.compress(text.encode(), 1))


def unpack(token: bytes) -> list[Numbered]:
    return [(number, cells) for number, cells in json.loads(zlib.decompress(decrypt(token)))]


@functools.cache
def _cipher() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"files").derive(settings.CPR_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
