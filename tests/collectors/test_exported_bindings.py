"""What counts as a password in the settings of an adapter."""

import re

import pytest

from scanner.collectors.exported_bindings import OPEN


def shows(settings: str) -> bool:
    return bool(re.search(OPEN, settings, re.IGNORECASE))


@pytest.mark.parametrize(
    "settings",
    [
        '<CustomProps><Password vt="8">geheim</Password></CustomProps>',
        "<Config><password>\n  geheim</password></Config>",
        '<AdapterConfig vt="8">&lt;Config&gt;&lt;password&gt;geheim&lt;/password&gt;',
        '<ProxyPassword vt="8">x</ProxyPassword>',
    ],
)
def test_open_ones(settings: str) -> None:
    assert shows(settings)


@pytest.mark.parametrize(
    "settings",
    [
        "",
        '<CustomProps><Password vt="1" /></CustomProps>',
        '<Password vt="8"></Password>',
        "<password>******</password>",
        "&lt;password&gt;******&lt;/password&gt;",
        "&lt;password&gt;&lt;/password&gt;",
        '<PasswordType vt="8">PasswordText</PasswordType>',
        "<UserName>password</UserName>",
    ],
)
def test_masked_and_empty_ones(settings: str) -> None:
    assert not shows(settings)
