"""Rights as the bytes of a security descriptor, made by impacket."""

from collections.abc import Sequence

from impacket.ldap import ldaptypes

from tests.lab.winrm.description import LabRight

INHERIT_ONLY, INHERITED = 0x08, 0x10
SELF_RELATIVE_WITH_DACL = 0x8004


def descriptor(rights: Sequence[LabRight]) -> bytes:
    """Without an owner: the scanner does not ask for one."""
    held = ldaptypes.SR_SECURITY_DESCRIPTOR()
    held["Revision"], held["Sbz1"] = b"\x01", b"\x00"
    held["Control"] = SELF_RELATIVE_WITH_DACL
    held["OwnerSid"] = held["GroupSid"] = held["Sacl"] = b""
    dacl = ldaptypes.ACL()
    dacl["AclRevision"], dacl["Sbz1"], dacl["Sbz2"] = 2, 0, 0
    dacl.aces = [_entry(one) for one in rights]
    held["Dacl"] = dacl
    return bytes(held.getData())


def _entry(right: LabRight) -> ldaptypes.ACE:
    body = (ldaptypes.ACCESS_ALLOWED_ACE if right.allow else ldaptypes.ACCESS_DENIED_ACE)()
    body["Mask"] = ldaptypes.ACCESS_MASK()
    body["Mask"]["Mask"] = right.mask
    body["Sid"] = ldaptypes.LDAP_SID()
    body["Sid"].fromCanonical(right.sid)
    entry = ldaptypes.ACE()
    entry["AceType"] = body.ACE_TYPE
    entry["AceFlags"] = INHERITED * right.inherited | INHERIT_ONLY * right.inherit_only
    entry["Ace"] = body
    return entry
