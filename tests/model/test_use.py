"""Every field that people can write is read by something: a field without a use is a promise nobody keeps."""

import pytest
from tests.model.field_uses import found_in, instrumented, is_read, models

from mkdocs_statuspage.model.texts import fields_of

FOR_PEOPLE = {
    ("Contact", "by"): "a log of talks, for whoever opens the file",
    ("Contact", "agreed"): "a log of talks, for whoever opens the file",
    ("Source", "kept"): "what an import found no place for, for whoever opens the file",
    ("RuleOff", "why"): "the reason, for whoever opens the file",
}
"""Fields that are written down for those who read the file itself; each says why."""
FIELDS = sorted(
    ((model, attribute) for model in models() for attribute, _, _ in fields_of(model)),
    key=lambda pair: (pair[0].__name__, pair[1]),
)


@pytest.mark.parametrize(
    ("model", "attribute"), FIELDS, ids=lambda part: getattr(part, "__name__", part)
)
def test_a_field_is_read(model: type, attribute: str) -> None:
    """Outside `model/`; else take it out until something needs it."""
    is_for_people = (model.__name__, attribute) in FOR_PEOPLE
    told = f"nothing outside model/ reads {model.__name__}.{attribute}: show it in outputs/, or leave it out"
    assert is_read(model, attribute) or is_for_people, told
    told = f"{model.__name__}.{attribute} is read: take it out of FOR_PEOPLE"
    assert not (is_read(model, attribute) and is_for_people), told


def test_reads_are_told_by_type_and_place() -> None:
    """The law can fail: what is read inside `model/` alone, or of another class, does not count."""
    told = (
        "mkdocs_statuspage/model/incident.py:7: error: function is deprecated: READ:Person.name\n"
        "mkdocs_statuspage/site.py:7: error: function is deprecated: READ:Component.name\n"
    )
    assert found_in(told) == {"Component.name": frozenset({"site.py"})}


def test_a_field_becomes_a_property_that_tells_who_reads_it() -> None:
    """Only fields of the model do; a table beside them stays."""
    made = instrumented("A: int = 1\nclass Person(Model):\n    name: str\n    '''Who.'''\n")
    assert "A: int = 1" in made
    assert "def name(self) -> str" in made
    assert "READ:Person.name" in made
