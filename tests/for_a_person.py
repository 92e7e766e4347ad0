"""The checks that no machine can pass or fail: they say what a person has to look at."""

FOR_A_PERSON = frozenset(
    (
        *("DR01", "PE10"),
        *("ES01", "ES02", "ES03", "ES04"),
        *("RB03", "RB04", "RB06", "RD04", "RG03", "RG05", "RM05"),
    )
)
