"""A site in Portuguese: what is put into its files, asked of its people and said of its reports is Portuguese."""

import ast
import inspect
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import mkdocs_statuspage.cli
from cli.conftest import OPEN_INCIDENT, Run
from cli.test_terminal import Sit, editor, sit  # noqa: F401
from mkdocs_statuspage.language import languages, load_words
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.policy.report_sections import GUIDANCE
from mkdocs_statuspage.review.documentation import QUESTIONS
from mkdocs_statuspage.site import load_site

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
ENGLISH = [
    *GUIDANCE.values(),
    *("| Known |", "| Time |", "What you saw", "What we said we did", "It began", "It ended"),
    *("| From |", "| To |", "| Lasted |", "First word after", "Longest silence", "investigating"),
]


@pytest.fixture
def in_portuguese(site: Path) -> Path:
    path = site / "incidents" / "statuspage.yml"
    path.write_text(path.read_text() + "language: pt\n")
    incident = site / "incidents" / "2026-11-03-card-payments.md"
    word = "  - {id: z9, at: 2026-11-03T09:55:00Z, status: resolved, message: Voltou a funcionar.}\n---"
    front = incident.read_text().split("\n---\n", 1)[0]
    incident.write_text(f"{front}\n{word}\n")
    return incident


@pytest.mark.parametrize("language", [one for one in languages() if one not in ("en", "pt")])
def test_a_report_in_any_language_is_asked_for_in_it(
    language: str, in_portuguese: Path, run: Run
) -> None:
    """Headings, guidance, tables and findings; whether it says sorry is believed, where nobody knows its words for it."""
    config = in_portuguese.parent / "statuspage.yml"
    config.write_text(config.read_text().replace("language: pt", f"language: {language}"))
    told, words = run("report", "2026-11-03-card-payments"), load_words(language)
    text = in_portuguese.read_text().split("\n---\n", 1)[1]
    heading = words("What happened")
    assert f"## {heading}" in text
    assert [english for english in ENGLISH if english in text] == []
    assert words("the section “{heading}” is not written yet", heading=heading) in told.out
    assert "[missing-apology]" not in told.out


def test_a_reports_scaffold_is_portuguese(in_portuguese: Path, run: Run) -> None:
    """Headings, guidance, tables and what they hold."""
    assert run("report", "2026-11-03-card-payments").code == 0
    text = in_portuguese.read_text().split("\n---\n", 1)[1]
    assert "## O que aconteceu" in text
    assert "| Hora | O que viu |" in text
    assert [english for english in ENGLISH if english in text] == []


def test_findings_about_sections_and_questions_are_portuguese(
    in_portuguese: Path, run: Run
) -> None:
    """A section that is not written is named by its own heading, and the second reader is asked in Portuguese."""
    told = run("report", "2026-11-03-card-payments")
    assert "a secção «O que aconteceu» ainda não está escrita" in told.out
    assert "the section" not in told.out
    words = load_words("pt")
    assert [question for question in QUESTIONS if words(question) not in told.err] == []


def test_guidance_that_stands_as_text_is_no_section(in_portuguese: Path, run: Run) -> None:
    """In no language is the guidance itself an answer to it."""
    run("report", "2026-11-03-card-payments")
    text = in_portuguese.read_text()
    in_portuguese.write_text(text.replace("<!-- ", "").replace(" -->", ""))
    told = run("report", "2026-11-03-card-payments")
    assert "a secção «Porque aconteceu» ainda não está escrita" in told.out


def test_nothing_new_is_said_in_portuguese_by_the_sites_clock(
    in_portuguese: Path, run: Run
) -> None:
    """Customers read it."""
    run("update", "2026-11-03-card-payments", "--nothing-new", "-s", "investigating")
    text = in_portuguese.read_text()
    assert "Continuamos a trabalhar nisto. Até às 10:00" in text
    assert "nothing new" not in text.replace("nothing_new", "")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("NOTE", "Nota"),
        ("TIP", "Dica"),
        ("IMPORTANT", "Importante"),
        ("WARNING", "Aviso"),
        ("CAUTION", "Cuidado"),
        ("NOTE] Meu", "Meu"),
    ],
)
def test_the_titles_of_alerts_are_portuguese(
    typed: str, shown: str, in_portuguese: Path, run: Run
) -> None:
    """On pages and in feeds; a title of one's own stays."""
    site = load_site(in_portuguese.parent, NOW)
    title = typed if "]" in typed else f"{typed}]"
    here, text = Standpoint.of(site), f"> [!{title}\n> Texto."
    for html in (here.html(text), here.bare_html(text, site.incidents[0])):
        assert f"<strong>{shown}</strong>" in html


@pytest.fixture
def speaking(site: Path) -> Path:
    """Give the site's open incident, with Portuguese as its site's language."""
    path = site / "incidents" / "statuspage.yml"
    path.write_text(path.read_text() + "language: pt\n")
    return site / "incidents" / "2026-11-03-card-payments.md"


AGAIN = ("-m", "Card payments fail. We are looking for the cause.")
QUESTIONS_ASKED = [
    (("update", *AGAIN), "a última atualização diz o mesmo. Continuar? [s/N]", "sim", 0),
    (("update", *AGAIN), "Continuar?", "yes", 0),
    (("update", *AGAIN), "Continuar?", "não", 2),
    (("update", *AGAIN), "Continuar?", "", 2),
    (
        ("open", "Card payments fail", *AGAIN),
        "tem este título e está em aberto. Continuar?",
        "n",
        2,
    ),
    (("update", "-m", "A próxima palavra é às 11:15."), "está registado 10:30. Continuar?", "n", 2),
    (("update", "paymnets", "-m", "x"), "queria dizer `2026-11-03-card-payments`?", "n", 1),
    (("update", "paymnets", "-m", "Sabemos porquê."), "É esse? [s/N]", "s", 0),
    (("retract", "--why", "Era falso."), "Retirar? [s/N]", "s", 0),
    (("retract", "last", "--yes"), "Porquê? Os leitores veem a razão", "Era falso.", 0),
    (("amend", "-m", "Os cartões falham."), "Pôr o novo texto no lugar dele?", "s", 0),
    (("update", "--do", "Esperem."), "O seu texto; uma linha vazia termina-o:", "Já sabemos.\n", 0),
]


@pytest.mark.parametrize(("args", "asked", "answer", "code"), QUESTIONS_ASKED)
def test_a_terminal_asks_in_portuguese(
    speaking: Path,
    sit: Sit,  # noqa: F811
    args: tuple[str, ...],
    asked: str,
    answer: str,
    code: int,
) -> None:
    """And understands a yes and a no in it."""
    screen = sit(*args)
    screen.expect(asked)
    screen.type(answer)
    assert screen.end() == code, screen.shown


def test_an_answer_that_is_neither_is_asked_again(
    speaking: Path,
    sit: Sit,  # noqa: F811
) -> None:
    """Nothing is taken for a yes."""
    screen = sit("update", *AGAIN)
    screen.expect("Continuar?")
    screen.type("ok")
    screen.expect("sim ou não?")
    screen.type("S")
    assert screen.end() == 0, screen.shown


@pytest.mark.parametrize(
    ("term", "asked"), [("xterm", "Setas ou um número"), ("dumb", "Número, de 1 a 2")]
)
def test_which_of_several_is_asked_in_portuguese(
    speaking: Path,
    sit: Sit,  # noqa: F811
    term: str,
    asked: str,
) -> None:
    """With arrow keys and without."""
    speaking.with_name("2026-11-03-api-slow.md").write_text(
        OPEN_INCIDENT.replace("Card payments fail", "API slow")
    )
    screen = sit("update", "-m", "Sabemos porquê.", TERM=term)
    screen.expect("há 2 incidentes em aberto; diga qual:")
    screen.expect(asked)
    screen.type("2")
    assert screen.end() == 0, screen.shown


PLANNED = ("maintenance", "Obras", "--start", "2026-11-04 02:00", "--end", "2026-11-04 04:00")


@pytest.mark.parametrize(
    ("args", "below"),
    [(PLANNED, "O que vão notar os clientes"), (("amend", "card", "last"), "Altere o texto de")],
)
def test_what_stands_below_the_text_in_the_editor_is_portuguese(
    speaking: Path,
    sit: Sit,  # noqa: F811
    args: tuple[str, ...],
    below: str,
) -> None:
    """The line that cuts it off, and the guidance."""
    seen = speaking.parent.parent / "seen.txt"
    keeps = f"before = path.read_text()\npathlib.Path({str(seen)!r}).write_text(before)"
    writes = editor(seen.parent, f"{keeps}\npath.write_text('Novo.\\n' + before)")
    screen = sit(*args, EDITOR=writes)
    assert screen.end() == 0, screen.shown
    shown = seen.read_text()
    assert "o que está abaixo desta linha não é publicado" in shown
    assert below in shown
    written = "".join(path.read_text() for path in speaking.parent.glob("*.md"))
    assert "abaixo desta linha" not in written


def asked_as_typed() -> Iterator[str]:
    """Yield each question of a command that does not come from the catalogue."""
    folder = Path(inspect.getfile(mkdocs_statuspage.cli)).parent
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if name in ("typer.confirm", "input") or (
                name in ("typer.prompt", "confirm", "insist", "choose", "ask_line")
                and isinstance(node, ast.Call)
                and isinstance(node.args[0], ast.Constant)
            ):
                yield f"{path.name}: {ast.unparse(node)}"


def test_every_question_comes_from_the_catalogue() -> None:
    """Typer's own yes and no are English too."""
    assert list(asked_as_typed()) == []
