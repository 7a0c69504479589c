"""Exact, safe changes to files that people edit too: nothing is touched but what was asked for.

Text in, text out; only `files` touches a disk, and only `replay` a repository.
"""
