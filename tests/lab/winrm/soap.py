"""WS-Management messages, as far as a shell needs them."""

import base64
import uuid
from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape

_SHELL = "http://schemas.microsoft.com/wbem/wsman/1/windows/shell"
_FAULT = "http://schemas.microsoft.com/wbem/wsman/1/wsmanfault"
OPERATION_TIMEOUT = 2150858793
ACCESS_DENIED = 5


class Request:
    def __init__(self, text: bytes) -> None:
        self._root = ElementTree.fromstring(text)  # noqa: S314  # sent by our own tests

    @property
    def action(self) -> str:
        """The last word of it: Create, Command, Send, Receive, Signal, Delete."""
        return self.text("Action").rsplit("/", 1)[-1]

    def text(self, name: str) -> str:
        node = self.node(name)
        return (node.text or "").strip() if node is not None else ""

    def attribute(self, node: str, name: str) -> str:
        found = self.node(node)
        return found.get(name, "") if found is not None else ""

    def node(self, name: str) -> Element | None:
        return next((n for n in self._root.iter() if n.tag.rsplit("}", 1)[-1] == name), None)

    @property
    def stdin(self) -> bytes:
        return base64.b64decode(self.text("Stream"))

    def options(self) -> dict[str, str]:
        nodes = [n for n in self._root.iter() if n.tag.endswith("}Option")]
        return {n.get("Name", ""): n.text or "" for n in nodes}


def envelope(body: str, request: Request) -> bytes:
    return (
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"'
        ' xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"'
        ' xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"'
        f' xmlns:rsp="{_SHELL}"><s:Header><a:MessageID>uuid:{uuid.uuid4()}</a:MessageID>'
        f"<a:RelatesTo>{escape(request.text('MessageID'))}</a:RelatesTo></s:Header>"
        f"<s:Body>{body}</s:Body></s:Envelope>"
    ).encode()


def created(shell: str) -> str:
    return (
        "<x:ResourceCreated xmlns:x='http://schemas.xmlsoap.org/ws/2004/09/transfer'>"
        f'<w:SelectorSet><w:Selector Name="ShellId">{shell}</w:Selector></w:SelectorSet>'
        "</x:ResourceCreated>"
    )


def command_started(command: str) -> str:
    return f"<rsp:CommandResponse><rsp:CommandId>{command}</rsp:CommandId></rsp:CommandResponse>"


def received(command: str, streams: Sequence[tuple[str, bytes]], exit_code: int | None) -> str:
    """`exit_code` ends the command; None says that more is to come."""
    parts = [
        f'<rsp:Stream Name="{name}" CommandId="{command}">{base64.b64encode(data).decode()}'
        "</rsp:Stream>"
        for name, data in streams
    ]
    state = "Running" if exit_code is None else "Done"
    code = "" if exit_code is None else f"<rsp:ExitCode>{exit_code}</rsp:ExitCode>"
    return (
        f"<rsp:ReceiveResponse>{''.join(parts)}<rsp:CommandState "
        f'CommandId="{command}" State="{_SHELL}/CommandState/{state}">{code}</rsp:CommandState>'
        "</rsp:ReceiveResponse>"
    )


def fault(code: int, text: str) -> str:
    return (
        "<s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code>"
        f'<s:Reason><s:Text xml:lang="en-US">{escape(text)}</s:Text></s:Reason><s:Detail>'
        f'<f:WSManFault xmlns:f="{_FAULT}" Code="{code}"/></s:Detail></s:Fault>'
    )
