"""Every certificate of a partner that the group names is on a BizTalk server, and still valid.

Why it matters
--------------
Ports encrypt with the certificates of partners, and BizTalk verifies a party's signatures with its
certificate. A replacement computer gets them from another server of the group or from a file; what
no server has, or what has expired, stops the exchange after the restore, when the partner may be
hard to reach.

What is read
------------
The thumbprints that send ports and receive locations name for encryption and parties for their
signatures, and the certificates in the store Other People of each BizTalk server
(LocalMachine\\AddressBook), where Microsoft asks to put them: their thumbprints and the days on
which they expire. One server that has it is enough, as not every server runs every port. Private
keys are not looked for there.

How to fix
----------
Ask the partner for the certificate that is valid now, put it into the store Other People of the
servers that use it, and keep it as a file.

Reference: Certificate Stores that BizTalk Server Uses, https://learn.microsoft.com/en-us/biztalk/core/certificate-stores-that-biztalk-server-uses
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from checks.servers import servers_of
from checks.wording import listed
from scanner.facts.machines import NamedCertificate, PublicCertificate
from scanner.facts.topology import BizTalkServer
from scanner.model.check import Facts, check
from scanner.model.evidence import Target
from scanner.model.finding import Subject, Verdict, fails, not_applicable, passes
from scanner.model.status import Severity

OF_PARTNERS = ("party", "receive_location", "send_port")


@dataclass(frozen=True)
class Limits:
    """How long before its end a certificate must be renewed."""

    time_to_renew: timedelta = timedelta(days=30)


def _certificates(facts: Facts) -> Iterable[Subject[NamedCertificate]] | Verdict:
    every = facts.rows(NamedCertificate, facts.management)
    named = {one.thumbprint: one for one in every if one.thumbprint and one.kind in OF_PARTNERS}
    if not named:
        return not_applicable("No port and no party names a certificate.", *every)
    return [Subject(key, one) for key, one in sorted(named.items())]


@check(
    id="RM04",
    title="The certificates of partners are valid",
    rows=("R04",),
    severity=Severity.LOW,
    needs=(BizTalkServer, NamedCertificate, PublicCertificate),
    subjects=_certificates,
    limits=Limits,
)
def partner_certificates_are_valid(
    subject: Subject[NamedCertificate], facts: Facts, limits: Limits
) -> Verdict:
    named, held = subject.about, _held(facts, subject.name)
    certificate = f"certificate {subject.name}, {_use(named)}"
    if not held:
        return fails(
            f"No BizTalk server has the {certificate}, in its store Other People.",
            named,
            fix=f"Put it there on the servers that need it; the partner of {named.name} has it.",
        )
    server, one = max(held.items(), key=lambda item: item[1].valid_until)
    due = facts.now(server) + limits.time_to_renew
    where = listed(server.name for server in held)
    said = f"The {certificate}, is on {where}"
    if one.valid_until < due.date():
        return fails(
            f"{said}, but valid until {one.valid_until} only.",
            named,
            *held.values(),
            fix=f"Ask the partner of {named.name} for the next certificate.",
        )
    return passes(f"{said} and valid until {one.valid_until}.", named, *held.values())


def _use(named: NamedCertificate) -> str:
    if named.kind == "party":
        return f"by which the party {named.name} is known to sign"
    return f"which {named.name} encrypts with"


def _held(facts: Facts, thumbprint: str) -> Mapping[Target, PublicCertificate]:
    return {
        server: one
        for server in servers_of(facts)
        for one in facts.rows(PublicCertificate, server)
        if one.thumbprint == thumbprint
    }
