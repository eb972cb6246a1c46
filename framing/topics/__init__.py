"""Topic models over a corpus, and how much each side speaks of each topic."""
