"""Certificates of the lab, made anew at each start."""

import ssl
from functools import cached_property
from pathlib import Path

import trustme


class LabAuthority:
    def __init__(self) -> None:
        self._authority = trustme.CA(organization_name="btsready lab")

    def write_ca(self, path: Path) -> Path:
        self._authority.cert_pem.write_to_path(path)
        return path

    def context(self, *names: str) -> ssl.SSLContext:
        """TLS 1.2 at most: 1.3 sends tickets after the handshake, where TDS 7 has no room."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        self._authority.issue_cert(*names).configure_cert(context)
        return context


class ServerCertificates:
    """The right certificate of a server, and two that a client must refuse."""

    def __init__(self, authority: LabAuthority, *names: str) -> None:
        self._authority = authority
        self._names = names

    @cached_property
    def right(self) -> ssl.SSLContext:
        return self._authority.context(*self._names)

    @cached_property
    def of_a_stranger(self) -> ssl.SSLContext:
        return LabAuthority().context(*self._names)

    @cached_property
    def of_another_name(self) -> ssl.SSLContext:
        return self._authority.context("another-server.example.test")
