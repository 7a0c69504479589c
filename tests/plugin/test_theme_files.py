"""What MkDocs takes of a theme is what it always took, and what our templates put out is escaped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from mkdocs_statuspage.mkdocs.theme import Ours, escaped, list_nothing_hidden
from plugin.library import CONFIG


def test_what_is_hidden_in_a_theme_was_never_taken() -> None:
    """The same files are found, among far fewer names."""
    config = load_config(config_file=None, theme=CONFIG["theme"])
    taken, listed = [], []
    for _ in range(2):
        files, env = Files([]), config.theme.get_env()
        files.add_files_from_theme(env, config)
        taken.append([(file.src_uri, file.abs_src_path) for file in files])
        listed.append(env.list_templates())
        list_nothing_hidden(config.theme)
    assert taken[0] == taken[1] != []
    assert listed[1] == [
        name for name in listed[0] if not any(part[0] == "." for part in name.split("/")[:-1])
    ]
    assert 100 * len(listed[1]) < 2 * len(listed[0])


@given(st.text() | st.text("&<>'\"x") | st.integers() | st.text("&<x").map(Markup))
def test_what_is_put_out_is_escaped_as_markupsafe_does(value: object) -> None:
    """Whatever a template puts out, and however it came there, but where nothing is to be escaped."""
    source = (
        "{% macro named(x) %}{% autoescape true %}<b>{{ x }}</b>{% endautoescape %}{% endmacro %}{{ value }}"
        "{% autoescape true %}{% set held %}<i>{{ value }}</i>{% endset %}{{ held }}{{ named(value) }}"
        "{{ value }}{{ value | safe }}{{ '<' ~ value }}{{ '<' }}{% for one in [value] %}{{ one }}{% endfor %}{% endautoescape %}"
    )
    assert str(escaped(value)) == str(escape(value))
    ours, usual = (kind().from_string(source).render(value=value) for kind in (Ours, Environment))
    assert ours == usual


def test_what_has_no_name_is_an_error_where_it_is_put_out() -> None:
    template = Ours(undefined=StrictUndefined).from_string(
        "{% autoescape true %}{{ nothing }}{% endautoescape %}"
    )
    with pytest.raises(UndefinedError):
        template.render()
