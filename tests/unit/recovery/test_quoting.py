"""Whatever a name holds, it stands in a script as that name or no script is written."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from scanner.recovery.quoting import INVISIBLE, Quote, Unquotable, quote
from tests.restore_simulator import characters
from tests.restore_simulator.reader import tokens

HOSTILE = (
    "x]; DROP DATABASE [y",
    "x'; EXEC xp_cmdshell N'whoami' --",
    "/* -- GO */",
    "]]'']",
    "\u2019\uff07\uff3d",
    "\N{KANGXI RADICAL MOUTH}名",
)
shown = st.text(characters.shown, min_size=1, max_size=128)


@given(shown)
def test_what_is_quoted_is_read_back(text: str) -> None:
    assume("$(" not in text)
    for kind, known in ((Quote.NAME, "name"), (Quote.LITERAL, "text")):
        ((found),) = tokens(quote(text, kind))
        assert (found.kind, found.text) == (known, text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_names(text: str) -> None:
    ((name),) = tokens(quote(text, Quote.NAME))
    ((literal),) = tokens(quote(text, Quote.LITERAL))
    assert name.text == literal.text == text


@given(st.text(max_size=3), characters.hidden, st.text(max_size=3))
@example("", "\n", "GO")
@example("a", "\u202e", "b")
@example("a", "\x00", "")
def test_invisible_characters_stop_the_generation(before: str, one: str, after: str) -> None:
    assert unicodedata.category(one) in INVISIBLE
    for kind in Quote:
        with pytest.raises(Unquotable):
            quote(before + one + after, kind)


@pytest.mark.parametrize("kind", Quote)
def test_variables_of_sqlcmd_stop_the_generation(kind: Quote) -> None:
    with pytest.raises(Unquotable, match="sqlcmd"):
        quote("db$(PATH)", kind)


def test_message_shows_the_name_without_its_effect() -> None:
    with pytest.raises(Unquotable) as refused:
        quote("a\r\nb", Quote.NAME)
    assert refused.value.message == "the name 'a\\r\\nb' holds the invisible character U+000D"


@pytest.mark.parametrize("text", ["", "x" * 129])
def test_names_that_no_server_takes(text: str) -> None:
    with pytest.raises(Unquotable):
        quote(text, Quote.NAME)
