"""The certificates of partners that a BizTalk server holds, in the machine's store Other People.

Not every machine has that store, so its key is looked for first.
"""

import json
from collections.abc import Iterable, Sequence

from scanner.collectors import answers, questions
from scanner.collectors.columns import filled, flag, moment, text, thumbprint
from scanner.collectors.updates import held
from scanner.facts.machines import PublicCertificate
from scanner.model.collector import Answers, HostCollector, HostTask, Question, Unparsable
from scanner.model.estate import HostRole
from scanner.model.evidence import Clock, Row

STORES = r"SOFTWARE\Microsoft\SystemCertificates"
STORE = "AddressBook"  # Other People, in every language of Windows
KEYS, CERTIFICATES = "public_certificates/stores", "public_certificates/store"


def first(_task: HostTask) -> Sequence[Question]:
    return [questions.subkeys(KEYS, STORES)]


def second(_task: HostTask, answered: Answers) -> Sequence[Question]:
    return [asked()] if has_store(answered.get(KEYS, ())) else []


def asked() -> Question:
    return questions.certificates(CERTIFICATES, rf"LocalMachine\{STORE}")


def has_store(views: Sequence[Row]) -> bool:
    names = {name.casefold() for row in views for name in held(row)}
    return STORE.casefold() in names


def interpret(rows: Sequence[Row], _clock: Clock) -> Iterable[PublicCertificate]:
    """A store without certificates gives no row of its own."""
    views = answers.to(KEYS, rows)
    if not any(held(row) for row in views):
        raise Unparsable("not one store, which no Windows tells")
    told = answers.by_question(rows)
    expected = {KEYS, CERTIFICATES} if has_store(views) else {KEYS}
    if set(told) - expected:
        raise Unparsable("an answer to a question that was not asked")
    return [certificate(row) for row in told.get(CERTIFICATES, ())]


def certificate(row: Row) -> PublicCertificate:
    for name in ("subject", "issuer"):
        text(row, name)
    moment(row, "not_before")
    flag(row, "has_private_key")
    filled(row, "thumbprint")
    return PublicCertificate(thumbprint(row, "thumbprint"), moment(row, "not_after").date())


COLLECTOR = HostCollector(
    "public_certificates",
    PublicCertificate,
    frozenset({HostRole.BIZTALK}),
    first,
    interpret,
    second,
    json.dumps(asked()),
    rights="read the machine's store Other People: every user may",
    never_empty=False,
)
