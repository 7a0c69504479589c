"""How each command's help ends: lines that can be typed, and where everything is explained."""

from collections.abc import Mapping

REFERENCE = "https://pypi.org/project/mkdocs-statuspage/"
"""Where everything is explained: the address that the package itself gives, in pyproject.toml."""
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "init": ("init my-status --name 'Acme Pay' --url https://status.acme.example/",),
    "open": ("open 'Card payments fail' -c checkout=major -m 'Cards fail. Wallets work.'",),
    "update": ("update -m 'A fix is rolling out.' -s mon --next 30m", "update --nothing-new"),
    "resolve": ("resolve -m 'Card payments work again since 10:40 UTC.'",),
    "amend": ("amend card last -e", "amend card last -m 'Cards fail in Europe.'"),
    "retract": ("retract card last --why 'It was another incident.'",),
    "report": ("report card", "report card --signed-by priya --reviewed-by marta --final"),
    "maintenance": (
        "maintenance 'Database move' --start '2026-11-21 02:00' --end 2h -c api -m 'It pauses.'",
    ),
    "move": ("move database --start '2026-11-22 02:00' --end 2h --why 'A part comes later.'",),
    "cancel": ("cancel database -m 'We will announce another day.'",),
    "check": ("check", "check --strict", "check --explain 2026-11-03-card-payments"),
    "review": ("review", "review - --as update < text.md"),
    "status": ("status", "status --exit-code"),
    "promises": ("promises", "promises --owner priya"),
    "keep": ("keep region-guard --evidence https://acme.example/changes/881",),
    "record": ("record", "record --since 2026-01-01 --csv"),
    "contact": ("contact wrong-bill --medium phone --by priya --agreed 'A refund by Friday'",),
    "import": ("import statuspage incidents.json --into . --write",),
    "lock": ("lock",),
    "build": ("build", "build --strict"),
    "serve": ("serve",),
    "schema": ("schema incident",),
    "sync": ("sync",),
    "doctor": ("doctor",),
    "hook": ("hook alertmanager < payload.json", "hook json --dry-run < payload.json"),
    "post": ("post", "post 2026-11-03-errors-at-checkout"),
}


def epilog(name: str) -> str:
    """Write how a command's help ends."""
    lines = [f"statuspage {example}" for example in EXAMPLES.get(name, ())]
    return "\n\n".join(["Examples:", *lines, f"Reference: {REFERENCE}"])
