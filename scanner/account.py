"""Who runs this program, as the operating system tells; where it has no name, the number."""

import getpass
import os


def account() -> str:
    """In a container an account may have a number only."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):  # Windows without a name, Python up to 3.12, later
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "unknown"
