"""Every text that people write about an incident is declared once, with its field."""

from collections.abc import Iterator
from typing import Annotated, Any, get_args, get_origin

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import Model, Naming, Reference
from mkdocs_statuspage.model.texts import PUBLIC, TextUse, fields_of, texts_of, types_in

HELP = "annotate it with a TextUse of model/texts.py, or type it as a Reference or an Identifier"


def undeclared(kind: type, seen: set[type]) -> Iterator[str]:
    """Give the fields of a type, and of those below it, that hold strings and do not say for whom."""
    seen.add(kind)
    for _, key, hint in fields_of(kind):
        if get_origin(hint) is Annotated and is_declared(hint):
            continue
        yield from (f"{kind.__name__}.{key}" for _ in bare_strings(hint))
        for inner in types_in(hint):
            if inner not in seen and not issubclass(inner, str):
                yield from undeclared(inner, seen)


def bare_strings(hint: Any) -> Iterator[type]:
    if hint is str:
        yield str
    elif get_origin(hint) is not Annotated or not is_declared(hint):
        for inner in get_args(hint):
            yield from bare_strings(inner)


def is_declared(hint: Any) -> bool:
    return any(isinstance(extra, TextUse | Naming) for extra in hint.__metadata__)


def test_every_string_of_an_incident_says_for_whom_it_is() -> None:
    """A new field of text that nobody declared is in no review, no search and no feed."""
    assert not list(undeclared(Incident, set())), HELP


def test_a_field_that_nobody_declared_is_told() -> None:
    """The law can fail: below a list, in a union, and in a model in a model."""

    class Inner(Model):
        said: tuple[str | None, ...] = ()

    class Outer(Model):
        name: Reference
        text: Annotated[str, PUBLIC] = ""
        inner: Inner | None = None

    assert list(undeclared(Outer, set())) == ["Inner.said"]


def test_a_walk_gives_every_text_with_its_path() -> None:
    """The path is that of the file: aliases, numbers and `none` as people write them."""
    incident = Incident.model_validate(
        {
            "id": "one",
            "path": "one.md",
            "title": "It failed",
            "causes": ["a", "b"],
            "affected": {"who": "Everybody"},
            "prevention": {"none": "Nothing can be done"},
            "make_good": [{"id": "fees", "promise": "Refunds", "for": "All"}],
            "sections": {"what": "It fell over."},
        }
    )
    assert {told.path: told.text for told in texts_of(incident)} == {
        ("title",): "It failed",
        ("causes", 0): "a",
        ("causes", 1): "b",
        ("affected", "who"): "Everybody",
        ("prevention", "none"): "Nothing can be done",
        ("make_good", 0, "promise"): "Refunds",
        ("make_good", 0, "for"): "All",
    }
