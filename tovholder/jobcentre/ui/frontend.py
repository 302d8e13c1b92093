"""Bring the design system's files from npm into static: `python -m tovholder.jobcentre.ui.frontend`.

Nothing of others' is kept in the repository, and nothing is bundled: named files are copied as they are. npm checks
them against package-lock.json. A machine without npm gets it as a wheel from PyPI, into .venv. Needs no Django.
"""

import hashlib
import json
import os
import re
import shutil
import sys
from pathlib import Path

from tovholder.progress import ProgramFailed, progress, run, stop

ROOT = Path(__file__).resolve().parents[3]
NODE_MODULES = ROOT / "node_modules"
VENDOR = Path(__file__).resolve().parent / "static" / "vendor"
STAMP = VENDOR / "files.json"

# The maps are named inside the files, so strict static storage asks for them.
NAMED = (
    "LICENSE.md",
    "css/dkfds.min.css",
    "css/dkfds.min.css.map",
    "js/dkfds.min.js",
    "js/dkfds.min.js.map",
    "img/all-svg-icons.svg",
    "fonts/IBMPlexSans/complete/woff2/license.txt",
)
SHEET = "css/dkfds.min.css"
AXE = NODE_MODULES / "axe-core" / "axe.min.js"
"""The accessibility checker: read by tests from where npm put it, never served."""


class FilesMissing(Exception):
    """The npm package does not hold what we name."""


def bring() -> bool:
    """Put the files in place; False when they already were."""
    fingerprint = _fingerprint()
    if _in_place(fingerprint):
        return False
    _install()
    with progress("Kopierer designsystemets filer"):
        files = _copy(NODE_MODULES / "dkfds" / "dist", VENDOR / "dkfds")
        STAMP.write_text(json.dumps({"fingerprint": fingerprint, "files": files}, indent=1))
    return True


def named_in_sheet(sheet: str) -> list[str]:
    """Return the paths, seen from the package's dist folder, that the style sheet's url()s name."""
    targets = re.findall(r"url\(\s*['\"]?(?!data:)([^'\")]+)", sheet)
    return sorted({os.path.normpath(f"css/{re.split('[?#]', target)[0]}") for target in targets})


def _fingerprint() -> str:
    digest = hashlib.sha256((ROOT / "package-lock.json").read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def _in_place(fingerprint: str) -> bool:
    try:
        stamp = json.loads(STAMP.read_text())
    except (FileNotFoundError, ValueError):
        return False
    return (
        stamp["fingerprint"] == fingerprint
        and AXE.exists()
        and all((VENDOR / n).exists() for n in stamp["files"])
    )


def _copy(source: Path, target: Path) -> list[str]:
    """Copy the named files and those the style sheet names; return their paths below VENDOR."""
    names = [*NAMED, *named_in_sheet((source / SHEET).read_text(encoding="utf-8"))]
    missing = [name for name in names if not (source / name).is_file()]
    if missing:
        raise FilesMissing(", ".join(missing))
    shutil.rmtree(target, ignore_errors=True)
    for name in names:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, target / name)
    return [(target / name).relative_to(VENDOR).as_posix() for name in names]


def _install() -> None:
    """Run `npm ci` with the machine's npm, or with one from PyPI where it is missing or too old for the lock."""
    npm = shutil.which("npm")
    if npm:
        try:
            _npm_ci(npm)
        except ProgramFailed:
            print("  Maskinens npm kunne ikke; prøver med Node fra PyPI.", flush=True)
        else:
            return
    beside = Path(sys.executable).parent
    if not (beside / "npm").exists():
        lock = str(ROOT / "requirements" / "frontend.lock")
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        run("Henter Node fra PyPI (60 MB, kun første gang)", [*pip, "--require-hashes", "-r", lock])
    _npm_ci(str(beside / "npm"))


def _npm_ci(npm: str) -> None:
    beside = {**os.environ, "PATH": f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    run("Henter frontend-filer med npm", [npm, "ci", "--ignore-scripts"], cwd=str(ROOT), env=beside)


def main() -> None:
    try:
        bring()
    except ProgramFailed as failed:
        print(failed.output, file=sys.stderr)
        stop(
            "Frontend-filerne kunne ikke hentes; det sidste, programmet sagde, står ovenfor. Se efter, om maskinen kan "
            "nå npm og PyPI eller jeres spejl af dem, og prøv igen."
        )
    except FilesMissing as missing:
        stop(
            f"npm-pakken dkfds mangler filer, som Tovholder bruger: {missing}. Slet node_modules, og prøv igen."
        )


if __name__ == "__main__":
    main()
