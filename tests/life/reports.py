"""What a good writer would put into the reports of these tests."""

AFFECTING_HEAD = """\
summary: >-
  We sent out a settings file that left out the European route, and for 40 minutes about 120 shops could not
  take cards. Wallets worked.
causes: [settings-change]
prevention:
  - id: region-guard
    promise: Refuse a settings file that drops a region
    owner: Platform
    due_on: 2026-11-20
    removes_cause: true
  - id: one-centre-first
    promise: Send each settings file to one data centre first
    owner: Release tools
    due_on: 2026-11-12
make_good:
  - id: fees
    promise: November's fees refunded
    for: Every shop that was hit
    how: automatic
    due_on: 2026-11-30
"""
SECTIONS = {
    "what": (
        "We declined every card in Europe from 09:10 to 09:50 UTC on 3 November 2026. About 120 shops could"
        " not take cards. We are sorry for the customers that you had to turn away."
    ),
    "why": (
        "We keep the settings of all regions in one file. The new file left out the European route, and our"
        " check did not ask whether every region was still there."
    ),
    "fix": "We put the earlier file back at 09:45 UTC, and cards worked again from 09:50 UTC.",
    "prevention": (
        "We will refuse a settings file that drops a region, and send each one to one data centre first."
    ),
    "make_good": "You pay no fees for November. You need do nothing; it is on your next statement.",
}
GRAVE_HEAD = """\
summary: >-
  I let a payout run start twice, and 80 shops lost money they needed that morning. All of it is back.
prevention:
  - id: no-recalls
    promise: Give up the authority to take money out of a shop's account, for good
    owner: Chief executive
    due_on: 2026-11-20
    radical: true
    removes_cause: true
  - id: one-number
    promise: Give each payout a number that the bank accepts once
    owner: Payouts
    due_on: 2026-11-24
  - id: two-keys
    promise: Ask two people before a run starts a second time on one day
    owner: Payouts
    due_on: 2026-11-24
make_good:
  - id: year
    promise: €250 for each shop, and a year without payout fees
    for: The 80 shops
    how: automatic
    due_on: 2026-11-27
    beyond_restoring: true
"""
GRAVE_SECTIONS = {
    "what": (
        "We took back more than we had paid, and from 09:10 to 11:00 UTC on 3 November 2026 the accounts of 80"
        " shops were short. I am sorry. You could not pay your suppliers, and that was our doing."
    ),
    "why": "We let one person start a payout run a second time on one day, and nothing asked whether he meant to.",
    "fix": "We stopped all runs at 10:00 UTC and had the money back in the last account at 11:00 UTC.",
    "prevention": "We gave up the power to take money out of your accounts. That is for good.",
    "make_good": "All 80 shops get €250 and a year without payout fees. None of it needs to be asked for.",
    "how_we_handled_it": (
        "Our first word was out after four minutes, and the next ones came on time. We called the shops by the"
        " alphabet, and should have begun with those below zero."
    ),
}
