"""Its place lets every test import `made_corpus`."""
