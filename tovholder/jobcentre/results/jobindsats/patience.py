"""Ask again after a while, a little longer each time, and as long as the other side asks us to."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tovholder.jobcentre.results.jobindsats.wrong import Passing


@dataclass(frozen=True)
class Patience:
    """`tries` in all; the first wait in seconds, doubled each time; `longest` is the longest wait we keep."""

    tries: int = 4
    first_wait: float = 2
    longest: float = 120
    sleep: Callable[[float], None] = time.sleep


def patiently(ask: Callable[[], bytes], patience: Patience) -> bytes:
    """The answer of `ask`, tried again while what goes wrong may pass. Raises what the last try raised.

    A wait the other side asks for (Retry-After) is kept, and never shortened; one longer than we keep ends it at once,
    with the sentence that says when.
    """
    for tried in range(patience.tries):
        try:
            return ask()
        except Passing as wrong:
            wait = max(patience.first_wait * 2**tried, wrong.wait or 0)
            if tried + 1 == patience.tries or wait > patience.longest:
                raise
            patience.sleep(wait)
    raise AssertionError("tries is at least one")
