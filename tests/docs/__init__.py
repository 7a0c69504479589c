"""The reference pages, made from the code: `python -m tests.docs` writes them, a test compares."""
