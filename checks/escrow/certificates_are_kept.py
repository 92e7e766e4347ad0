"""The certificates that the configuration names are kept, with their private keys where it has one.

Why it matters
--------------
No backup of BizTalk Server holds a certificate's private key: exported applications leave it out,
and it is in no database. Without the keys, a restored group can neither decrypt what partners send
nor sign what it sends, until every partner has got a new certificate.

What is read
------------
The thumbprints that the management database names: for signing, of the group and of AS2 agreements;
for decryption, of the hosts; and those of partners: for encryption, of send ports and receive
locations; for the signatures of parties. The keys themselves lie in the store of each host
instance's account, which no remote session can read; so a machine never passes nor fails this, and
a person attests it against the thumbprint.

How to fix
----------
As the account of the host instance, export the certificate with its private key to a .pfx file, and
keep file and password apart, where they outlive the servers. Of a partner's certificate the public
part (.cer) is enough. Attest it, until the day on which the certificate expires.

Reference: Certificate Stores that BizTalk Server Uses, https://learn.microsoft.com/en-us/biztalk/core/certificate-stores-that-biztalk-server-uses
"""

from collections.abc import Iterable

from checks.wording import listed
from scanner.facts.machines import NamedCertificate
from scanner.model.check import Facts, NoLimits, check
from scanner.model.finding import Subject, Verdict, not_applicable, not_checked
from scanner.model.status import Severity

OWN = {"group": "signing for the group", "as2": "signing for AS2", "host": "decryption by the host"}
OF_PARTNERS = {
    "party": "the signature of the party",
    "receive_location": "encryption at the receive location",
    "send_port": "encryption at the send port",
}
CITED = 20


def _thumbprints(facts: Facts) -> Iterable[Subject[list[NamedCertificate]]] | Verdict:
    every = facts.rows(NamedCertificate, facts.management)
    found: dict[str, list[NamedCertificate]] = {}
    for one in every:
        if one.thumbprint:
            found.setdefault(one.thumbprint, []).append(one)
    if not found:
        return not_applicable(
            "Neither group nor host, port, party or agreement names a certificate.",
            *every,
        )
    return [Subject(key, own) for key, own in sorted(found.items())]


@check(
    id="ES04",
    title="The certificates that the configuration names are kept",
    rows=("R04",),
    severity=Severity.HIGH,
    needs=(NamedCertificate,),
    subjects=_thumbprints,
)
def certificates_are_kept(
    subject: Subject[list[NamedCertificate]], _facts: Facts, _limits: NoLimits
) -> Verdict:
    own = [one for one in subject.about if one.kind in OWN]
    uses = listed(f"{(OWN | OF_PARTNERS)[one.kind]} {one.name}".strip() for one in subject.about)
    name = next((f" ({one.subject})" for one in subject.about if one.subject), "")
    what = "private key" if own else "public part"
    return not_checked(
        f"Whether the {what} of the certificate {subject.name}{name}, named for {uses}, is kept is "
        "for a person to say.",
        *subject.about[:CITED],
        settle=_settle(subject.name, bool(own)),
    )


def _settle(thumbprint: str, is_own: bool) -> str:
    if is_own:
        return (
            f"Attest that a .pfx file with the private key of {thumbprint} and its password are "
            "kept apart, where they outlive the servers, and until when the certificate is valid."
        )
    return (
        f"Attest that the certificate {thumbprint} is kept as a file, where it outlives the "
        "servers, and until when it is valid."
    )
