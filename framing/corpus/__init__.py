"""From articles to an encoded corpus: reading, cleaning marks, duplicates, languages, tokens."""
