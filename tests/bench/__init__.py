"""Measures the build on folders of made-up incidents: `python -m tests.bench`."""
