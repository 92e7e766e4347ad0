"""BizTalk's own SQL Server Agent jobs, told by the documented beginnings of their names.

Reference: https://learn.microsoft.com/en-us/biztalk/core/database-structure-and-jobs
"""

OWN = "own"
STAYS_DISABLED = "stays disabled"
MESSAGE_CLEANUP = "messagebox_message_cleanup_"
BEGINNINGS = (
    "backup biztalk server",
    "cleanupbtfexpiredentriesjob",
    "delalerthistjob",
    "dta purge and archive",
    "messagebox_",
    "monitor biztalk server",
    "operations_operateoninstances_onmaster",
    "purgesubscriptionsjob",
    "rules_database_cleanup",
    "trackedmessages_copy",
)


def of_biztalk(name: str) -> str:
    """Empty for a job that is not BizTalk's."""
    plain = name.casefold()
    if plain.startswith(MESSAGE_CLEANUP):
        return STAYS_DISABLED
    return OWN if plain.startswith(BEGINNINGS) else ""
