"""Answers kept on disk for a while, so that asking twice is asking once. Public figures: nothing of a citizen."""

import contextlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile


@dataclass(frozen=True)
class Kept:
    """One file for each question, as old as the answer; whole or not there."""

    folder: Path
    longest: timedelta = timedelta(hours=20)  # figures come once a quarter; a daily job asks once a day

    def young(self, name: str, now: datetime) -> bytes | None:
        """The answer kept under `name`; None where there is none, or it is too old, or from the future."""
        path = self.folder / name
        try:
            age = now.timestamp() - path.stat().st_mtime
            return path.read_bytes() if 0 <= age <= self.longest.total_seconds() else None
        except OSError:
            return None

    def keep(self, name: str, answer: bytes, now: datetime) -> None:
        """Keep it. A folder that cannot be written to costs only that we ask again."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self.folder, delete=False) as file:
                file.write(answer)
            os.utime(file.name, (now.timestamp(), now.timestamp()))
            Path(file.name).replace(self.folder / name)
