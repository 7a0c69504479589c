"""Who has to stand behind a report: those it names as hit, its signer, its readers, its chief executive."""

from collections.abc import Iterator

from mkdocs_statuspage.policy.classes import is_let_go, is_lower
from mkdocs_statuspage.policy.demand import Asked, Demand, Stage


def affected(asked: Asked) -> Iterator[Demand]:
    """Demand who was hit, and who was not."""
    for key, rule, whom, purpose in (
        ("who", "missing-affected", "who was hit", " in words by which they recognise themselves"),
        (
            "not_affected",
            "missing-not-affected",
            "who was not hit",
            ", so that the others stop wondering",
        ),
    ):
        if f"affected.{key}" in asked.policy.needs:
            is_given = getattr(asked.incident.affected, key)
            yield Demand(
                rule,
                whom,
                asked.origin("needs"),
                f"write `affected: {{{key}: …}}`{purpose}",
                None if is_given else f"nothing says {whom} (`affected.{key}`)",
                ("affected", key),
                Stage.PRELIMINARY,
            )


def signature(asked: Asked) -> Iterator[Demand]:
    """Demand a human who signs: for a grave mistake the chief executive."""
    kind = asked.policy.signed_by
    if kind is None and "signed_by" not in asked.policy.needs:
        return
    who = "the chief executive" if kind == "chief_executive" else "a person"
    yield Demand(
        "missing-signature",
        f"the signature of {who}, who can be replied to",
        asked.origin("signed_by"),
        f"write `signed_by:` with the id of {who} from `people`, who has a `reply_to`; or"
        f" `statuspage report {asked.incident.id} --signed-by ID`",
        missing_signature(asked),
        ("signed_by",),
        Stage.PRELIMINARY,
    )


def missing_signature(asked: Asked) -> str | None:
    """Say why nobody signs who can be answered; None where somebody does."""
    given, signer = asked.incident.signed_by, asked.signer
    if given is None or signer is None:
        return "nobody signs it (`signed_by`)"
    if asked.policy.signed_by == "chief_executive" and not asked.is_chief_executive(given):
        return f"{signer.name} signs it, who is not the chief executive"
    if signer.reply_to is None:
        return f"{signer.name} signs it and has no `reply_to`"
    if asked.reads_role_mailbox(signer):
        return f"{signer.reply_to} is not the mailbox of a human"
    return None


def reviewers(asked: Asked) -> Iterator[Demand]:
    """Demand readers who are not the signer."""
    wanted = asked.policy.reviewers
    if not wanted:
        return
    others = dict.fromkeys(
        id_ for id_ in asked.incident.report.reviewed_by if id_ != asked.incident.signed_by
    )
    noun = "one other person" if wanted == 1 else f"{wanted} other people"
    yield Demand(
        "missing-review",
        f"{noun} who read it first",
        asked.origin("reviewers"),
        f"ask somebody who did not write it, then `statuspage report {asked.incident.id}"
        f" --reviewed-by ID`{_alone(asked, wanted)}",
        None
        if len(others) >= wanted
        else f"{len(others)} of {wanted} people besides the signer have read it"
        " (`report.reviewed_by`)",
        ("report", "reviewed_by"),
    )


def _alone(asked: Asked, wanted: int) -> str:
    """Say how it is published where `people` has too few who could read it."""
    if len(asked.config.people.keys() - {asked.incident.signed_by}) >= wanted:
        return ""
    name = asked.incident.mistake_class
    return (
        "; if you are too few, add a reader from outside to `people`, or write"
        f" `policy: {{classes: {{{name}: {{reviewers: 0}}}}}}` into statuspage.yml"
    )


def approval(asked: Asked) -> Iterator[Demand]:
    """Demand that the chief executive approved a grave mistake's report."""
    if not asked.policy.chief_executive_approves:
        return
    approved = any(asked.is_chief_executive(id_) for id_ in asked.incident.approved_by)
    yield Demand(
        "missing-approval",
        "the chief executive's approval",
        asked.origin("chief_executive_approves"),
        f"write `approved_by:`, or `statuspage report {asked.incident.id} --approved-by ID`",
        None if approved else "the chief executive has not approved it (`approved_by`)",
        ("approved_by",),
    )


def lowering(asked: Asked) -> Iterator[Demand]:
    """Demand the reason for a class that was lowered, and for a slip that is let go."""
    before, now = asked.highest, asked.incident.mistake_class
    lowered = before is not None and is_lower(now, before)
    if not lowered and not is_let_go(asked.incident, asked.config):
        return
    reason = asked.incident.class_reason or any(part.text for part in asked.incident.prose)
    said = (
        f"the class was lowered from {before} to {now}" if lowered else f"it is let go as a {now}"
    )
    given = asked.incident.class_reason if lowered else reason
    yield Demand(
        "missing-reason",
        f"the reason why {said}",
        ("class_reason",),
        "write `class_reason:`",
        None if given else f"{said}, and nothing says why (`class_reason`)",
        ("class",),
        Stage.PRELIMINARY,
    )
