"""Who runs this program, as the operating system tells."""

import getpass

UNNAMED = "an account without a name"


def account() -> str:
    """In a container an account may have a number only."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # Windows without a name, Python up to 3.12, later
        return UNNAMED
