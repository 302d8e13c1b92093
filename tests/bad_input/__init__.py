"""Bad input: a clear Danish sentence, a 4xx, nothing half done, and what was typed still there."""
