"""Feeds of other pages, Atom or RSS, and what each entry tells."""
