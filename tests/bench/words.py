"""What the made-up incidents of the bench are about, in plain sentences."""

from typing import NamedTuple

COMPONENTS = (
    ("checkout", "Checkout", "Payments"),
    ("refunds", "Refunds", "Payments"),
    ("payouts", "Payouts", "Payments"),
    ("invoices", "Invoices", "Payments"),
    ("card-readers", "Card readers", "In the shop"),
    ("receipts", "Receipts", "In the shop"),
    ("stock", "Stock lists", "In the shop"),
    ("dashboard", "Dashboard", "For owners"),
    ("reports", "Reports", "For owners"),
    ("sign-in", "Sign-in", "For owners"),
    ("api", "API", "For developers"),
    ("webhooks", "Webhooks", "For developers"),
)


class Topic(NamedTuple):
    """One sort of thing that goes wrong, and how it is talked about."""

    slug: str
    title: str
    seen: str
    cause: str
    fix: str
    prevention: str


TOPICS = (
    Topic(
        "slow",
        "{name} answered slowly",
        "{name} takes up to a minute to answer. Nothing is lost; a second try usually works.",
        "A query that reads last month's entries began to read every entry since 2019.",
        "We put the missing index back and restarted the two busiest machines.",
        "Warn when a query reads more than a tenth of a table",
    ),
    Topic(
        "failing",
        "{name} failed for one shop in five",
        'About one shop in five sees "try again later" in {name}. The others are not affected.',
        "A certificate between two of our machines ran out at midnight.",
        "We issued a new certificate and put it on every machine by hand.",
        "Renew every certificate thirty days before it ends",
    ),
    Topic(
        "missing",
        "Yesterday's entries were missing from {name}",
        "Entries from yesterday afternoon do not appear in {name}. They are stored and not lost.",
        "The nightly copy stopped half-way, and nobody was told that it had.",
        "We ran the copy again and compared every entry with its original.",
        "Compare the number of entries after every nightly copy",
    ),
    Topic(
        "twice",
        "{name} sent some messages twice",
        "Some customers were sent the same message twice by {name}. No money moved twice.",
        "A machine that we had taken out of use came back after a power cut and did its old work.",
        "We switched the machine off for good and emptied its queue.",
        "Give every message a number that is refused the second time",
    ),
    Topic(
        "stopped",
        "{name} stopped for everybody",
        "{name} is not reachable for anybody. We know what we changed and are taking it back.",
        "A new version expected a setting that only our test machines had.",
        "We went back to the version before, and read the setting from one place.",
        "Start every new version with the real settings before it gets any work",
    ),
    Topic(
        "wrong-zone",
        "{name} showed times an hour late",
        "Times in {name} are an hour late for shops in Portugal – and “summer time” is why.",
        "A library that we updated on Thursday counts hours from Berlin unless it is told not to.",
        "We told it not to, and corrected the 312 entries made in between.",
        "Run our tests once in every zone that a customer lives in",
    ),
)

NOTHING_NEW = (
    "We are still looking. The two most likely causes are ruled out, and we go on with the third.",
    "No news yet. Our database team has joined, and reads the logs of the last deployment.",
    "The first machines look well again. We wait for the others before we say that it is over.",
    "What we tried at first did not help. We are taking back the change of this morning.",
)
CLOSING = (
    "{name} works for everybody again. We watched it for half an hour and saw no error.",
    "This is over. If you still see it, please write to us: a human answers.",
)
OWNERS = ("Payments platform", "Database team", "Shop support", "Infrastructure")
