"""Python imports a module of this name before anything else: all processes of a bench live on the demo's day."""

import os
from datetime import UTC, datetime, timedelta

SHIFT = os.environ.get("TOVHOLDER_BENCH_SHIFT", "")

if SHIFT:
    import time_machine

    time_machine.travel(datetime.now(UTC) + timedelta(seconds=float(SHIFT)), tick=True).start()
