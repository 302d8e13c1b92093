"""Make .venv and bring it in step with the locks: `python3 requirements/install.py app` (or `dev`).

Runs before anything is installed, so: standard library only. A second run finds its stamp and does nothing.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
REQUIREMENTS = ROOT / "requirements"
OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")


def main(wanted: str) -> None:
    use_new_enough_python()
    sys.path.insert(0, str(ROOT))
    from tovholder.progress import ProgramFailed, stop

    stamp = VENV / f".installed-{wanted}"
    fingerprint = fingerprint_of(wanted)
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint:
        return
    print("Tovholder sættes op. Det tager et par minutter første gang.")
    try:
        make_venv()
        install(wanted)
    except ProgramFailed as failed:
        print(failed.output, file=sys.stderr)
        stop(
            "Pakkerne kunne ikke hentes; det sidste, pip sagde, står ovenfor. Se efter, om maskinen kan nå PyPI eller "
            "jeres spejl af den (pip.conf), og prøv igen."
        )
    stamp.write_text(fingerprint)


def use_new_enough_python() -> None:
    """Go on in this Python, in a newer one found beside it, or stop with what to do."""
    if sys.version_info < OLDEST:
        for name in NEWER:
            other = shutil.which(name)
            if other:
                os.execv(other, [other, *sys.argv])
        found = ".".join(str(part) for part in sys.version_info[:3])
        sys.exit(
            "Tovholder kræver Python 3.11 eller nyere; her er kun Python {0}. Installér en nyere, og prøv igen. / "
            "Tovholder needs Python 3.11 or newer; this is {0}.".format(found)
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit(
            "Python mangler modulerne venv og pip. På Debian og Ubuntu: apt-get install python3-venv. Prøv så igen. / "
            "Python lacks venv and pip."
        )


def fingerprint_of(wanted: str) -> str:
    """Everything the installed set follows from: the locks, how the project is installed, and the Python."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for name in (f"requirements/{wanted}.lock", "requirements/uv.lock.txt", "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def make_venv() -> None:
    from tovholder.progress import run

    same_python = f"import sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", same_python]).returncode == 0:
        return
    run("Laver .venv", [sys.executable, "-m", "venv", "--clear", str(VENV)])


def install(wanted: str) -> None:
    """Install the lock with uv, in seconds, or with pip where uv cannot reach what pip can; then the project."""
    from tovholder.progress import ProgramFailed, run

    lock = str(REQUIREMENTS / f"{wanted}.lock")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON)]
    count = len(re.findall(r"^\S+==", Path(lock).read_text(), flags=re.MULTILINE))
    try:
        run("Henter uv", [*pip, "--require-hashes", "-r", str(REQUIREMENTS / "uv.lock.txt")])
        run(f"Henter {count} pakker", [*uv, "--require-hashes", "-r", lock], env=environment_for_uv())
    except ProgramFailed:
        run(f"Henter {count} pakker med pip i stedet", [*pip, "--require-hashes", "-r", lock])
    run(
        "Installerer Tovholder",
        [*pip, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT)],
    )


def environment_for_uv() -> dict[str, str]:
    """uv does not read pip's configuration, so an organisation's mirror is handed to it."""
    environment = {**os.environ, "UV_NO_CONFIG": "1", "UV_HTTP_RETRIES": "1"}
    listed = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ).stdout
    mirror = re.findall(r"[.]index-url='(.+)'$", listed, flags=re.MULTILINE)
    if mirror:
        environment.setdefault("UV_DEFAULT_INDEX", mirror[-1])
    return environment


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "app")
