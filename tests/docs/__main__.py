"""Writes the reference pages: `python -m tests.docs`."""

from tests.docs.reference import pages

if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
