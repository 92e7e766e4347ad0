"""Windows hosts: who they are and what their clock says."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Host:
    """The reader's own answer about the machine and the session it ran in.

    Constrained Language cannot tell `account_sid` and `is_admin`: None.
    """

    name: str
    domain: str
    account: str
    account_sid: str | None
    is_admin: bool | None
    language_mode: str
    utc_now: datetime
    offset: timedelta
