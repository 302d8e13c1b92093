class Refused(Exception):
    """An action may not be done now. The text is a sentence in the user's language that says what to do."""
