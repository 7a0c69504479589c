"""JSON documents are written as the standard library writes them."""

import json

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.outputs.view.plain_text import json_text

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text('aé"\\\n\t\u2028😀/')
TREES = st.recursive(LEAVES, lambda s: st.lists(s) | st.dictionaries(st.text('aé"\n'), s))


@given(TREES)
def test_a_document_has_the_bytes_of_the_library(tree: object) -> None:
    """Whatever a document holds, its bytes are those of `json.dumps` with an indent of one."""
    assert json_text(tree) == json.dumps(tree, ensure_ascii=False, indent=1) + "\n"
