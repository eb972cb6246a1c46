"""Who writes what more often: contrasts of markers, categories and words, with honest uncertainty."""
