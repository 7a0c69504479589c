"""What a text says of the whole without a figure: whether it is over, what people get and how they get it; compared with the page.

English and Portuguese. `told_states.py` has what it says of components.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.messages.told_states import (
    IS_ONLY_IF,
    clause_before,
    other_fact,
    states_against,
)
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.texts import texts_of
from mkdocs_statuspage.review.rule import Hit
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course

_IT = (
    r"(?:this|it|that|everything|all(?: of it)?|things|we|isto|tudo|as coisas|(?:the|this|our|o|este) (?:incident|problem|outage|issue|fault|disruption|incidente|problema)"
    r"|(?:a|esta) (?:falha|avaria)|(?:all|every|todos os|todas as) \w+(?: \w+)?)"
)
_ENDED = r"(?:resolved|fixed|solved|over|mended|restored|back(?: to normal| up(?: and running)?| online| to work)?|working again|resolvid[oa]s?|corrigid[oa]s?|normalizad[oa]s?|ultrapassad[oa]s?)"
_OVER = re.compile(
    rf"\b{_IT}(?:\s(?:is|are|has been|have been|was|were|está|estão|foi|ficou|já está|já foi)|[’'](?:s|re))\s(?:now |fully |all |already |completely |both |agora |já |tudo |totalmente )*{_ENDED}\b"
    rf"|\b{_IT}\s(?:works? again|has ended|(?:have|has) recovered|voltou (?:a funcionar|ao normal)|voltaram (?:a funcionar|ao normal)|já funcionam?|terminou)\b"
    r"|\bwe(?: have|[’']ve)? (?:now |already |just )*(?:fixed|resolved|solved|mended|restored) (?:it|this|that|everything|the (?:problem|issue|outage|incident|fault))\b"
    r"|\b(?:já )?(?:resolvemos|corrigimos) (?:tudo|isto|o (?:problema|incidente)|a (?:falha|avaria))\b"
    r"|\b(?:all clear|all systems (?:are )?(?:go|operational)|incident (?:closed|resolved)|problema resolvido|incidente resolvido|(?:already|all|now) (?:fixed|resolved))\b"
    r"|(?:^|\n|[.!?]\s)(?:fixed|resolved|solved|resolvido|corrigido)(?=[.!:,])",
    re.IGNORECASE,
)
_DOWN = r"(?:down|out|failing|unavailable|broken|offline|affected|not working|em baixo|fora de serviço|indispon[ií]ve(?:l|is)|a falhar|por resolver)"
_GOES_ON = re.compile(
    rf"\b(?:is|are|[’'](?:s|re)|remains?|está|estão|continuam?)\s(?:(?:still|currently|right now|ainda|neste momento|de momento)\s)+(?:\w+ly )?{_DOWN}\b"
    rf"|\b(?:continuam?|still|ainda está|ainda estão)\s{_DOWN}\b"
    r"|\bstill (?:don[’']t|doesn[’']t|do not|does not|cannot|can[’']t|not) work\w*\b|\b(?:ainda|continuam? a) não funcionam?\b"
    rf"|\b{_IT}(?:\s(?:is|are|has|have)(?:n[’']t| not)| não (?:está|foi))\s(?:been |yet |fully |ainda )*(?:resolved|fixed|solved|over|mended|resolvid[oa]|corrigid[oa])\b"
    r"|\bnot (?:yet )?(?:fixed|resolved|mended)(?: yet)\b|\bainda não (?:está|foi|ficou) (?:resolvid|corrigid)[oa]\b"
    r"|\b(?:are|[’']re) still (?:working on (?:it|a fix|the fix|this)|at it)\b|\bainda estamos a (?:tratar disto|resolver)\b"
    r"|\b(?:incident|outage|problem|issue|disruption) (?:is|remains)(?: still)? (?:ongoing|open|unresolved)\b",
    re.IGNORECASE,
)
_BY_ITSELF = re.compile(
    r"\b(?:you (?:need (?:not )?(?:to )?|(?:don[’']t|do not) (?:need|have) to )do (?:nothing|anything)|automatic(?:ally)?|comes by itself"
    r"|(?:you )?(?:need not|(?:don[’']t|do not) (?:need|have) to) (?:ask|apply|claim|write|do anything)|without (?:your )?asking|nothing (?:you need )?to do|no (?:further )?action (?:is )?(?:needed|required|necessary)"
    r"|automatic(?:o|a|amente)|automátic[oa]|não (?:precisa|tem|é preciso) (?:de |que )?(?:fazer nada|pedir|fazer o que quer que seja)|sem (?:que tenha de )?(?:o |a )?pedir)\b",
    re.IGNORECASE,
)
_ON_CLAIM = re.compile(
    r"\b(?:claim (?:it|them|your|the|back)|to claim\b|ask us for (?:it|your|the)|appl(?:y|ication) for (?:it|your|the|a)|on (?:your )?request|if you ask(?: us)?(?: for (?:it|them))?|fill (?:in|out) (?:the|a|our|this) form"
    r"|(?:write|mail|e-?mail|contact|call|message) (?:to )?(?:us|me|support) (?:for|to (?:get|receive|claim)) (?:it|your|the|a)|(?:request|submit) (?:your|the|a) (?:refund|credit|claim)"
    r"|peça(?:-n[oa]s)?|a pedido|mediante pedido|solicite|basta pedir|preencha o formulário|se (?:nos |o |a )?pedir)\b",
    re.IGNORECASE,
)
_AMENDS: Mapping[str, re.Pattern[str]] = {
    kind: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for kind, words in {
        "money": r"refund(?:s|ed|ing|able)?|reimburse\w*|money back|pa(?:y|id) (?:it |you )?back|give(?: you)? back|back (?:on|in|with) your (?:\w+ )?(?:payout|invoice|bill|statement)|fees? (?:\w+ ){0,3}back"
        r"|credited(?: back)?|reembols\w+|devolv\w+|restitu\w+",
        "credit": r"service credits?|credits? (?:to|on|note|of|for|towards)|account credits?|in credits?|crédito\w*",
        "voucher": r"vouchers?|gift cards?|coupons?|vale(?:s)? (?:de|no valor)|cup(?:ão|ões)",
        "discount": r"discount\w*|reduction of|% off|percent off|descontos?",
        "free": r"free (?:month|week|day|of charge)|(?:month|week|months|weeks) free|for free|mês grátis|meses grátis|gratuit[oa]s?|grátis|no (?:fees?|charge) (?:for|in|until)|waive\w*|isenç\w+",
        "any": r"compensat\w+|indemni\w+|compensaç\w+",
    }.items()
}
"""What people are given, by its kind; `any` says no kind."""
_OF_A_KIND = tuple(kind for kind in _AMENDS if kind != "any")
_NOT_GIVEN = re.compile(
    r"\b(?:no|not|n[’']t|cannot|never|without|unable to|neither|nor|não|nem|sem)\b[^.,;!?\n]{0,30}$",
    re.IGNORECASE,
)
_NOT_ALL = re.compile(r"(?:\b(?:not|nem|almost|nearly|quase)|n[’']t)\s$", re.IGNORECASE)
"""What stands before `all` where it is not all."""
_REFUSED = re.compile(
    r"\b(?:no (?:refunds?|credits?|compensation)|(?:cannot|can[’']t|won[’']t|will not|are not able to|unable to) (?:refund|credit|compensate|reimburse|offer (?:a |any )?(?:refund|credit|compensation))"
    r"|não (?:haverá|há|podemos|vamos) (?:\w+ )?(?:reembols\w+|compensa\w+|devolver))\b",
    re.IGNORECASE,
)
_FEES = r"(?:fees?|invoices?|bills?|charges?|subscriptions?|payments? to us|taxas|fatura|mensalidade|comissões)"


def claims_against(text: str, course: Course, site: Site) -> list[Hit]:
    """Find what a text says of components, of the end and of what people get that the page does not."""
    return [
        *states_against(text, course, site),
        *_over(text, course, site),
        *_goes_on(text, course, site),
        *_way(text, course.incident, site),
        *_amends(text, course.incident),
        *_refused(text, course.incident),
        *_months(text, course, site),
    ]


def _hit(found: re.Match[str], there: str) -> Hit:
    said = " ".join(found[0].split()).strip(".!? ")
    message = f"this says “{said}”, and the page says {there}"
    return other_fact(found.start(), found.end(), message)


def _over(text: str, course: Course, site: Site) -> Iterator[Hit]:
    """Find that it is over, of what goes on; what comes once it is over is no such word."""
    if not course.is_open or course.works_since is not None:
        return
    for found in _OVER.finditer(text):
        before = clause_before(text, found.start())
        if not (IS_ONLY_IF.search(before) or _NOT_ALL.search(before)):
            since = site.words.zoned_moment(course.began_at, site.config.zone)
            yield _hit(found, f"that it has gone on since {since}")


def _goes_on(text: str, course: Course, site: Site) -> Iterator[Hit]:
    """Find that it goes on, of what is over."""
    over = course.works_since or course.ended_at
    if course.is_upcoming or over is None:
        return
    for found in _GOES_ON.finditer(text):
        if not IS_ONLY_IF.search(clause_before(text, found.start())):
            since = site.words.zoned_moment(over, site.config.zone)
            yield _hit(found, f"that it was over at {since}")


def _way(text: str, incident: Incident, site: Site) -> Iterator[Hit]:
    """Compare how people get what is made good."""
    ways = {promise.how for promise in incident.make_goods if promise.how}
    for pattern, other in ((_BY_ITSELF, "claim"), (_ON_CLAIM, "automatic")):
        if ways != {other}:
            continue
        there = (
            site.words("You need do nothing")
            if other == "automatic"
            else site.words("Ask us for it")
        )
        for found in pattern.finditer(text):
            is_said = any(found[0].casefold() in said.casefold() for said in _texts(incident))
            is_denied = _NOT_GIVEN.search(clause_before(text, found.start()))
            if not is_said and not is_denied:
                yield _hit(found, f"“{there}”")


def _amends(text: str, incident: Incident) -> Iterator[Hit]:
    """Find a make-good of which the page knows nothing, or one of another kind than the page has."""
    texts = _texts(incident)
    known = {kind for kind, words in _AMENDS.items() if any(words.search(said) for said in texts)}
    for kind in _OF_A_KIND if known else _AMENDS:
        if kind in known or (kind == "free" and not known & {"money", "credit"}):
            continue
        for found in _AMENDS[kind].finditer(text):
            if not _NOT_GIVEN.search(clause_before(text, found.start())):
                yield _hit(found, _given(incident) or "nothing of the kind")


def _given(incident: Incident) -> str:
    return "; ".join(f"“{' '.join(one.promise.split())}”" for one in incident.make_goods)


def _refused(text: str, incident: Incident) -> Iterator[Hit]:
    """Find that nothing is given where the page promises something."""
    if given := _given(incident):
        for found in _REFUSED.finditer(text):
            yield _hit(found, given)


@cache
def _month_of_fees(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    """Return what finds of which month fees are, and the numbers of the months' names."""
    names = {
        name: number
        for one in ("pt", language)
        for name, number in load_words(one).month_names.items()
    }
    month = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    pattern = rf"\b(?P<a>{month})(?:[’']s?)?\s{_FEES}\b|\b{_FEES} (?:for|of|in|de|do mês de) (?P<b>{month})\b"
    return re.compile(pattern, re.IGNORECASE), names


def _months(text: str, course: Course, site: Site) -> Iterator[Hit]:
    """Compare of which month people get their fees back."""
    pattern, names = _month_of_fees(site.config.language)
    if not (told := [*pattern.finditer(text)]):
        return
    there = [one for said in _texts(course.incident) for one in pattern.finditer(said)]
    known = {names[(one["a"] or one["b"]).casefold()] for one in there}
    for found in told if known else ():
        if names[(found["a"] or found["b"]).casefold()] not in known:
            yield _hit(found, f"“{there[0][0]}”")


def _texts(incident: Incident) -> list[str]:
    return [one.text for one in texts_of(incident) if one.use.is_published]
