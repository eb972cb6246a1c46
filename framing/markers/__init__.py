"""Framing markers: lexicons, finding them in an encoded corpus, counting them, reading them in context."""
