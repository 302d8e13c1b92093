"""The file between the dry run and its confirmation: encrypted, with a key of its own made from the same secret."""

import base64
import functools

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def encrypt(content: bytes) -> bytes:
    return _cipher().encrypt(content)


def decrypt(token: bytes) -> bytes:
    return _cipher().decrypt(token)


@functools.cache
def _cipher() -> Fernet:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"files").derive(settings.CPR_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(key))
