"""The file a backup lies in: encrypted with a key made from TOVHOLDER_CPR_KEY, in pieces that cannot be moved or lost.

    Tovholder backup 1
    {"made_at": …, "program": …, "salt": …, "cpr_key": …, "secret_key": …}
    length and AES-GCM of a piece, length and AES-GCM of the next …

Each piece is sealed with its number, with whether it is the last, and with the two lines above: a piece changed, moved
or missing does not open. `cpr_key` and `secret_key` tell whether a key is the one, and nothing about it.
"""

import hmac
import io
import json
import os
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_FIRST_LINE = b"Tovholder backup 1\n"
_PIECE = 1 << 20
_TAG = 16
_LONGEST_HEADER = 4096


class Unreadable(Exception):
    """The file is not a backup, or not a whole one; `args[0]` is a sentence that says what to do."""


class AnotherKey(Exception):
    """The file was made with another TOVHOLDER_CPR_KEY; `args[0]` is a sentence that says what to do."""


@dataclass(frozen=True)
class Header:
    """What can be read of a backup without a key."""

    made_at: str
    program: str
    salt: str
    cpr_key: str
    secret_key: str

    @classmethod
    def new(cls, *, at: datetime, program: str) -> "Header":
        salt = secrets.token_hex(32)
        return cls(
            at.isoformat(timespec="seconds"),
            program,
            salt,
            _derive(settings.CPR_KEY, salt, b"backup: is it this CPR key").hex(),
            _derive(settings.SECRET_KEY, salt, b"backup: is it this secret key").hex(),
        )

    @property
    def is_our_cpr_key(self) -> bool:
        ours = _derive(settings.CPR_KEY, self.salt, b"backup: is it this CPR key").hex()
        return hmac.compare_digest(ours, self.cpr_key)

    @property
    def is_our_secret_key(self) -> bool:
        ours = _derive(settings.SECRET_KEY, self.salt, b"backup: is it this secret key").hex()
        return hmac.compare_digest(ours, self.secret_key)

    def lines(self) -> bytes:
        return _FIRST_LINE + json.dumps(asdict(self)).encode() + b"\n"

    def cipher(self) -> AESGCM:
        return AESGCM(_derive(settings.CPR_KEY, self.salt, b"backup: its content"))


def _derive(key: str, salt: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=bytes.fromhex(salt), info=purpose).derive(key.encode())


def read_header(file: IO[bytes]) -> Header:
    """Read the two lines a backup begins with; raise `Unreadable` when they are something else."""
    try:
        if file.read(len(_FIRST_LINE)) != _FIRST_LINE:
            raise ValueError
        header = Header(**json.loads(file.readline(_LONGEST_HEADER)))
        bytes.fromhex(header.salt)
    except (ValueError, TypeError):
        raise Unreadable(
            "Filen er ikke en sikkerhedskopi fra Tovholder. Se efter, om det er den rigtige fil."
        ) from None
    return header


class Sealing(io.RawIOBase):
    """Write into a chest. `close` seals the last piece: without it the file does not open."""

    def __init__(self, file: IO[bytes], header: Header) -> None:
        self._file, self._cipher, self._seen = file, header.cipher(), header.lines()
        self._number = 0
        self._waiting = bytearray()
        file.write(self._seen)

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._waiting += data
        while len(self._waiting) > _PIECE:
            self._seal(bytes(self._waiting[:_PIECE]))
            del self._waiting[:_PIECE]
        return len(data)

    def _seal(self, piece: bytes, *, is_last: bool = False) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, is_last), piece, self._seen)
        self._file.write(len(sealed).to_bytes(4, "big") + sealed)
        self._number += 1

    def finish(self) -> None:
        self._seal(bytes(self._waiting), is_last=True)
        self._file.flush()
        os.fsync(self._file.fileno())


class Opening(io.RawIOBase):
    """Read what lies in a chest. Raises `AnotherKey` at once, `Unreadable` where a piece does not open."""

    def __init__(self, file: IO[bytes]) -> None:
        self.header = read_header(file)
        if not self.header.is_our_cpr_key:
            raise AnotherKey(
                "Sikkerhedskopien er lavet med en anden TOVHOLDER_CPR_KEY end den, der er sat. Sæt den nøgle, som "
                f"var i brug {self.header.made_at[:10]}, og prøv igen. Uden den kan ingen åbne filen."
            )
        self._file, self._cipher, self._seen = file, self.header.cipher(), self.header.lines()
        self._number = 0
        self._is_over = False
        self._opened = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._opened and not self._is_over:
            self._opened = self._next_piece()
        taken = self._opened[: len(buffer)]
        buffer[: len(taken)] = taken
        self._opened = self._opened[len(taken) :]
        return len(taken)

    def _next_piece(self) -> bytes:
        length = int.from_bytes(self._file.read(4), "big")
        sealed = self._file.read(length) if _TAG <= length <= _PIECE + _TAG else b""
        for is_last in (False, True):
            try:
                piece = self._cipher.decrypt(_nonce(self._number, is_last), sealed, self._seen)
            except InvalidTag:
                continue
            self._number += 1
            self._is_over = is_last
            if is_last and self._file.read(1):
                break
            return piece
        raise Unreadable(
            "Sikkerhedskopien er ikke hel: den er ændret, eller der mangler et stykke. Brug en anden kopi, eller hent "
            "filen igen, hvor den kom fra."
        )


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
