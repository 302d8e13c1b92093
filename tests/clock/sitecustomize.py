"""Python imports a module of this name before anything else: benches and journeys live on a day of the demo."""

import os
from datetime import UTC, datetime, timedelta

SHIFT = os.environ.get("TOVHOLDER_CLOCK_SHIFT", "")

if SHIFT:
    import time_machine

    time_machine.travel(datetime.now(UTC) + timedelta(seconds=float(SHIFT)), tick=True).start()
