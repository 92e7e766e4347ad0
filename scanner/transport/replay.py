"""Doors that answer from recorded evidence: the same rows, the same gaps, no network."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scanner.model.collector import Question, ShareQuestion
from scanner.model.evidence import Clock, Contact, Evidence, Gap, GapReason, Reading, Target
from scanner.transport.doors import Answer, Parameter, of_folder
from scanner.transport.failure import TransportFailure

UNASKED = Gap(GapReason.NOT_COLLECTED, "the recorded evidence was never asked this")


class ReplayDoors:
    """A peer of the live doors over one recorded evidence document."""

    def __init__(self, evidence: Evidence) -> None:
        self._contacts = {contact.target: contact for contact in evidence.contacts}
        self._readings = evidence.readings

    def sql(self, target: Target) -> "Recorded":
        return self._open(target)

    def host(self, target: Target) -> "Recorded":
        return self._open(target)

    def share(self, target: Target) -> "Recorded":
        return self._open(target)

    def close(self) -> None:
        """Nothing is open."""

    def _open(self, target: Target) -> "Recorded":
        contact = self._contacts.get(target)
        mine = tuple(one for one in self._readings if one.target == target)
        if contact is None:
            raise TransportFailure(UNASKED.reason, f"{target.name} is not in the evidence")
        gap = contact.gap
        if gap and gap.reason is not GapReason.WRONG_TARGET and not any(one.rows for one in mine):
            raise TransportFailure(gap.reason, gap.detail)
        return Recorded(contact, mine)


@dataclass(frozen=True)
class Recorded:
    """What one target answered when it was recorded."""

    contact: Contact
    readings: tuple[Reading, ...]

    @property
    def driver(self) -> str:
        return self.contact.driver

    @property
    def certificate_verified(self) -> bool | None:
        return self.contact.certificate_verified

    @property
    def account(self) -> str:
        return self.contact.account

    @property
    def clock(self) -> Clock | None:
        return self.contact.clock

    def read(self, statement: str, _parameters: Sequence[Parameter], database: str) -> Answer:
        """A reading of several databases is given whole for the first of them."""
        for one in self.readings:
            places = [asked.place for asked in one.asked if asked.text == statement]
            if database in places[:1]:
                return Answer(one.rows, one.gap, one.redactions)
            if database in places:
                return Answer((), one.gap)
        return Answer((), UNASKED)

    def ask(self, questions: Sequence[Question]) -> Mapping[str, Answer]:
        return {str(question["id"]): self._answer(question) for question in questions}

    def _answer(self, question: Question) -> Answer:
        text = json.dumps(question, sort_keys=True)
        for one in self.readings:
            if any(asked.text == text for asked in one.asked):
                mine = [row for row in one.rows if row.get("question") == question["id"]]
                bare = ({k: v for k, v in row.items() if k != "question"} for row in mine)
                return Answer(tuple(bare), one.gap)
        return Answer((), UNASKED)

    def list(self, folder: str, depth: int) -> Answer:
        return self._told(of_folder(ShareQuestion.FILES, folder, depth))

    def rights(self, folder: str) -> Answer:
        return self._told(of_folder(ShareQuestion.RIGHTS, folder))

    def space(self, folder: str) -> Answer:
        return self._told(of_folder(ShareQuestion.SPACE, folder))

    def records(self, folder: str, fields: tuple[str, ...]) -> Answer:
        return self._told(of_folder(ShareQuestion.RECORDS, folder, fields=fields))

    def _told(self, question: str) -> Answer:
        for one in self.readings:
            if any(asked.text == question for asked in one.asked):
                return Answer(one.rows, one.gap, one.redactions)
        return Answer((), UNASKED)

    def close(self) -> None:
        """Nothing is open."""


def as_recorded(again: Evidence, original: Evidence, sha256: str) -> Evidence:
    """The replayed evidence with the times and contacts of its recording, saying that it is one."""
    before = {one.id: one for one in original.readings}
    readings = tuple(_timed(one, before.get(one.id)) for one in again.readings)
    contacts = {one.target: one for one in original.contacts}
    met = tuple(contacts.get(one.target, one) for one in again.contacts)
    collection = replace(original.collection, replay_of=sha256)
    return replace(again, collection=collection, contacts=met, readings=readings)


def _timed(reading: Reading, recorded: Reading | None) -> Reading:
    if recorded is None:
        return reading
    counted = recorded.redactions
    return replace(reading, started=recorded.started, ended=recorded.ended, redactions=counted)
