"""Whose words a stretch of text is, and what the outlet does with them."""
