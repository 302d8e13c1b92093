"""What came of it, pure: rows, figures a person can check by hand, small numbers, and the public benchmark."""
