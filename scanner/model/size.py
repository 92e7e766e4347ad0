"""Sizes as people read them: '4.97 GB'."""

UNITS = ("B", "kB", "MB", "GB", "TB")
THOUSAND = 1000


def say(count: float) -> str:
    """Three digits; decimal units, as file shares and invoices count."""
    for unit in UNITS:
        if abs(count) < THOUSAND:
            return f"{count:.3g} {unit}"
        count /= THOUSAND
    return f"{count:.3g} PB"
