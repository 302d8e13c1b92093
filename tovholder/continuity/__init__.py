"""How one is "one contact", pure: continuity measured on talks that were held, with the employee named that day."""
