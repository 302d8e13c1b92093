"""*Virker det?*: what a study says, drawn and in words."""
