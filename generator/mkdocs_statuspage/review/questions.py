"""What a rule cannot see, asked of the second reader: the person named in `reviewed_by`.

Each question is what a former rule looked for and was wrong about too often. A careful answer is "no".
"""

QUESTIONS: tuple[str, ...] = (
    "Does any sentence praise us or what we sell?",
    "Does any say what customers did, as if that were the cause?",
    "Is a supplier named without our choice of it, and what we lacked for the day it failed?",
    "Is one person, or one team, made the cause?",
    "Does any say what we meant, or that we kept to our procedures, where it should say what it did to people?",
    "Does any tell how hard it was for us?",
    "Does anything ask the reader for patience, understanding or forgiveness?",
    "Is there a word that a customer would have to look up?",
    "Would somebody who was hit still have to ask what happened, whether it was them, or what comes next?",
)
"""Nine at most, so that they are answered and not waved through."""


def as_list() -> str:
    """Return the questions as numbered lines."""
    return "\n".join(f"{number}. {question}" for number, question in enumerate(QUESTIONS, 1))
