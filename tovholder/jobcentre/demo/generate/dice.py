from random import Random


def dice(seed: int, purpose: str) -> Random:
    """Return the same throws for the same seed and purpose: one more throw in one module moves no other module."""
    # Invented people; nothing here is secret.
    return Random(f"{seed}/{purpose}")  # nosec B311
