"""The characters that a name in a script may have, and those that it may not."""

from hypothesis import strategies as st

shown = st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
hidden = st.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp"))
