"""The parts of a bench that need Django: each in a process of its own, whose environment has chosen the database."""

import argparse
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import django

from tests.bench.asking import WrongAnswer
from tests.bench.figures import Figure
from tests.bench.processes import interrupted_by_term
from tests.bench.serving import House, NotServed, served
from tests.bench.worlds import TODAY
from tovholder.progress import progress, stop


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["long_history", "house", "files"])
    parser.add_argument("--order", type=json.loads, default={})
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    interrupted_by_term()
    django.setup()
    if given.what == "long_history":
        from tests.bench import long_history, long_plan

        long_plan.add(long_history.add(TODAY))
        return
    try:
        keep(house(given.order) if given.what == "house" else files(given.order), given.out)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except WrongAnswer as wrong:
        stop(f"{wrong}\n{_last_said(given.order)}".rstrip(), 1)
    except NotServed as wrong:
        stop(str(wrong), 1)


def _last_said(order: dict) -> str:
    """The end of the house's log, where it says what went wrong."""
    log = Path(order.get("log", ""))
    return "\n".join(log.read_text(errors="replace").splitlines()[-20:]) if log.is_file() else ""


def keep(measured: Iterator[Figure], file: Path) -> None:
    """Line by line: what was measured is kept, whatever happens next."""
    with file.open("a", encoding="utf-8") as out:
        for figure in measured:
            out.write(json.dumps(figure.as_json(), ensure_ascii=False) + "\n")
            out.flush()


def house(order: dict) -> Iterator[Figure]:
    """Serve the world of this environment's database and measure the parts that were asked for."""
    from tests.bench.pages import PAGES, chosen
    from tests.bench.parts import PARTS, Bench

    try:
        pages = chosen(order["pages"])
    except KeyError as unknown:
        stop(f"»{unknown.args[0]}« er ikke en af {', '.join(page.word for page in PAGES)}.")
    with ExitStack() as stack:
        with progress("Starter huset"):
            serving = built(stack, Path(order["log"]))
        bench = Bench(
            house=serving,
            group=order["group"],
            citizens=order["citizens"],
            pages=pages,
            times=order["times"],
            seconds=order["seconds"],
            looks=order["looks"],
        )
        for part in order["parts"]:
            yield from PARTS[part](bench)


def built(stack: ExitStack, log: Path) -> House:
    """A house that had nothing to build: a start that collected the screens' files is not the one to measure."""
    with ExitStack() as first:
        serving = first.enter_context(served(os.environ, log))
        if serving.built_nothing:
            stack.push(first.pop_all())
            return serving
    return stack.enter_context(served(os.environ, log))


def files(order: dict) -> Iterator[Figure]:
    from tests.bench.files import measure

    yield from measure(**order)


if __name__ == "__main__":
    main()
