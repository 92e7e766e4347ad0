"""What the checks of accounts have in common: which have a password, and how to ask for it."""

from scanner.model.finding import Verdict, not_checked

GROUP_MANAGED = "$"
WITHOUT_DOMAIN = "localsystem"
OF_WINDOWS = ("nt authority", "nt service")


def is_of_windows(account: str) -> bool:
    """Known by the spelling that services store; it is the same in every language of Windows. An
    account in any other spelling is taken for one with a password."""
    domain, _, _ = account.casefold().rpartition("\\")
    return domain in OF_WINDOWS or account.casefold() in (WITHOUT_DOMAIN, rf".\{WITHOUT_DOMAIN}")


def ask(account: str, use: str, *cites: object) -> Verdict:
    """`use` is what the account does, as the end of a sentence."""
    if account.endswith(GROUP_MANAGED):
        return not_checked(
            f"{account}, {use}, ends in $ as the name of a managed account does, whose password "
            "nobody knows.",
            *cites,
            settle=(
                f"Attest who may allow a replacement computer to use {account}, and that it works "
                "where the restore takes place."
            ),
        )
    return not_checked(
        f"Whether the password of {account}, {use}, is kept is for a person to say.",
        *cites,
        settle=(
            f"Attest that the password of {account} is kept where it outlives the servers and who "
            "can get at it, or who may set a new one in its domain at any hour."
        ),
    )
