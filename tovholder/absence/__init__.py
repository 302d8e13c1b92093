"""Absence, pure: how soon a first sick day was met. Spells and occurrences come later."""
