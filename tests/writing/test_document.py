"""Whole incident files: the prose stays as it is, and errors name the file's own lines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_statuspage.writing.document import append_in, append_update, set_in
from mkdocs_statuspage.writing.refusals import CannotEdit

MARKDOWN = "---\ntitle: a\nupdates:\n  - id: b\n---\n## What happened\n\n---\n\nprose\n"


def test_front_matter_only_is_touched() -> None:
    """An update goes into the front matter, and a ruler in the prose ends nothing."""
    after = append_update(MARKDOWN, ".md", {"id": "c"})
    assert after == MARKDOWN.replace("  - id: b\n", "  - id: b\n  - id: c\n")


@pytest.mark.parametrize("suffix", [".yml", ".yaml"])
def test_yaml_file(suffix: str) -> None:
    """A YAML file is front matter throughout."""
    assert append_update("updates: []\n", suffix, {"id": "c"}) == "updates:\n  - id: c\n"


def test_any_list() -> None:
    """Other lists of an incident are appended to alike."""
    after = append_in(MARKDOWN, ".md", "corrections", {"what": "a date"})
    assert "corrections:\n  - what: a date\n---\n" in after


def test_error_names_the_files_line() -> None:
    """A line number counts from the top of the file, its fence and mark included."""
    text = '\ufeff---\r\ntitle: a\r\nx: "y\r\n---\r\nprose\r\n'
    with pytest.raises(CannotEdit) as error:
        append_update(text, ".md", {"id": "c"})
    assert error.value.line == 3


@pytest.mark.parametrize("text", ["", "prose\n", "---\ntitle: a\n", "----\na: b\n---\n"])
def test_without_front_matter(text: str) -> None:
    """A file without front matter is refused with what to do about it."""
    with pytest.raises(CannotEdit, match=r"^1:1: .*a line `---`$"):
        append_update(text, ".md", {"id": "c"})


@given(message=st.text(st.sampled_from("-. \n\ra:#"), max_size=12))
@settings(deadline=None, database=None, max_examples=200)
def test_law_no_message_ends_the_front_matter(message: str) -> None:
    """Fences within a message close nothing: the prose below stays where it is."""
    after = append_update(MARKDOWN, ".md", {"message": message})
    again = set_in(after, ".md", ("updates", 1, "message"), message + "\n---\n")
    assert again.endswith("---\n## What happened\n\n---\n\nprose\n")
