"""A host that holds one of everything, and every kind of question with each of its errors."""

from datetime import UTC, datetime, timedelta

from scanner.transport.host_framing import Question
from tests.lab.winrm.description import (
    LabCertificate,
    LabEvent,
    LabFile,
    LabHost,
    LabLog,
    LabRight,
    LabUser,
)

ACCOUNT = "LAB\\scan"
CLOCK = datetime(2026, 11, 22, 5, 0, 0, 123456, tzinfo=UTC)
ENTSSO = r"SOFTWARE\Microsoft\ENTSSO"
CONFIG = r"%windir%\System32\inetsrv\config\applicationHost.config"
SCRIPT = """' Größe\r\nconn.Provider = "sqloledb"\r\nother = "MSOLEDBSQL19 NoSQLOLEDB"\r\n"""
APPLICATION_HOST = """<?xml version="1.0" encoding="utf-8"?>
<configuration><system.applicationHost>
  <applicationPools><add name="BAMAppPool">
      <processModel userName="LAB\\bam" password="[enc:x]"/></add>
    <add name="Empty"><processModel userName="" password=" "/></add></applicationPools>
  <sites><site name="Größe" id="1">
    <application path="/BAM" applicationPool="BAMAppPool">
      <virtualDirectory path="/" physicalPath="D:\\BAMPortal"/></application>
    <application path="/other"/></site>
    <site id="2"><application path="/"/></site></sites>
</system.applicationHost>
<notes>one<deep>two</deep><Password>three</Password></notes></configuration>"""


def _days(count: float) -> datetime:
    return CLOCK - timedelta(days=count)


def _sso(record: int, event_id: int, *properties: str, provider: str = "ENTSSO") -> LabEvent:
    return LabEvent(event_id, provider, _days(10 - record / 10), record, properties)


def everything(language_mode: str = "FullLanguage") -> LabHost:
    denied = frozenset(
        {f"{ENTSSO}\\SSOSS", "C:\\Denied", "Security", "root\\denied", "LocalMachine\\Root"}
    )
    return LabHost(
        "BTS01",
        clock=CLOCK,
        language_mode=language_mode,
        users={ACCOUNT: LabUser("Wort-1!", denied=denied)},
        slow={"C:\\Slow": 20, "root\\slow": 20, f"{ENTSSO}\\Slow": 20, "Slow": 20},
        registry={"64": _keys("64"), "32": _keys("32")},
        files=_files(),
        events={
            "Application": LabLog(
                [
                    _sso(1, 10559, "D:\\SSO\\a.bak", "{3F2504E0}"),
                    _sso(2, 10536),
                    _sso(3, 10525, provider="Other"),
                    _sso(4, 10525, "Überwachung", "x\ty\r\n"),
                ],
                begins=_days(40),
                total=4711,
            ),
            "Empty": LabLog(),
            "Broken": LabLog(total=3),
            "Security": LabLog([_sso(1, 4624)]),
            "Slow": LabLog([_sso(1, 1)]),
        },
        cim={
            "root\\cimv2": {
                "Win32_Service": [
                    {"Name": "ENTSSO", "State": "Running", "StartName": "LAB\\o'neil", "Pid": 4},
                    {"Name": "W3SVC", "State": "Stopped", "StartName": None, "Pid": 0},
                ],
                "Win32_OperatingSystem": [
                    {"Caption": "Größe", "LastBootUpTime": _days(3), "Free": 2**40, "Up": True}
                ],
                "Win32_Nothing": [],
            },
            "root\\denied": {"Any": []},
            "root\\slow": {"Any": [{"Name": "x"}]},
        },
        certificates={
            "LocalMachine\\My": [
                LabCertificate("AB12", "CN=BTS01", "CN=Lab", _days(300), _days(-60)),
                LabCertificate("CD34", "CN=Älter", "CN=Lab", _days(900), _days(1), False),
            ],
            "LocalMachine\\Root": [],
            "LocalMachine\\Trust": [],
        },
    )


def _keys(view: str) -> dict[str, dict[str, object]]:
    return {
        ENTSSO: {
            "values": {
                "Server": f"SQL01 {view}",
                "Größe": "ü\u2028",
                "Flags": 4294967295,
                "Big": ("QWord", 2**40),
                "List": ["a", "b"],
                "One": ["a"],
                "None": ("MultiString", []),
                "Raw": b"\x00\xff\x10",
                "Path": ("ExpandString", "%windir%\\x"),
                "": "default",
            },
            "subkeys": ["SQL", "SSOSS"],
        },
        f"{ENTSSO}\\One": {"values": {}, "subkeys": ["{3F2504E0}"]},
        f"{ENTSSO}\\Slow": {"values": {}},
        "SYSTEM\\SOFTWARE\\X": {"values": {"v": 1}},
    }


def _files() -> dict[str, LabFile]:
    full = LabRight("S-1-5-18")
    odd = [
        full,
        LabRight("S-1-1-0", 0x80000000, allow=False),
        LabRight("S-1-3-0", inherit_only=True),
    ]
    return {
        "C:\\Backup\\full.bak": LabFile(9 * 10**9, _days(1), created=_days(2), owner="S-1-5-21-7"),
        "C:\\Backup\\[log] 1.bak": LabFile(0, _days(0.5), rights=odd),
        "C:\\Backup\\Größe & 'x'.trn": LabFile(3, _days(0.4), content=b"abc"),
        "C:\\Backup\\deep\\deeper\\x.bak": LabFile(1),
        "C:\\Backup\\deep\\y.bak": LabFile(2),
        "C:\\Backup\\link": LabFile(directory=True, target="D:\\Elsewhere"),
        "C:\\Backup\\link\\z.bak": LabFile(2),
        "C:\\Network": LabFile(directory=True, target="\\\\FS01\\share"),
        "C:\\Denied\\secret.txt": LabFile(1, content=b"<a/>"),
        "C:\\Half\\Denied.txt": LabFile(1),
        "C:\\Slow\\a.bak": LabFile(1, content=b"<a/>"),
        "C:\\Windows\\System32\\inetsrv\\config\\applicationHost.config": LabFile(
            written=_days(5), content=APPLICATION_HOST.encode()
        ),
        "C:\\Scripts\\ansi.vbs": LabFile(content=SCRIPT.encode("latin-1")),
        "C:\\Scripts\\utf-8.vbs": LabFile(content=SCRIPT.encode("utf-8-sig")),
        "C:\\Scripts\\utf-16.vbs": LabFile(content=SCRIPT.encode("utf-16")),
        "C:\\Scripts\\unmarked.vbs": LabFile(content=SCRIPT.encode("utf-16-le")),
        "C:\\Scripts\\empty.vbs": LabFile(content=b""),
        "C:\\Scripts\\deep\\other.vbs": LabFile(content=b"MSOLEDBSQL"),
        "C:\\Xml\\torn.xml": LabFile(content=b"<a><b></a>"),
        "C:\\Xml\\empty.xml": LabFile(content=b""),
        "C:\\Xml\\match.xml": LabFile(
            content=b"<a><b><Data>&lt;Password>x&lt;/Password></Data></b>"
            b"<b><Data>&lt;password>***&lt;/password></Data></b><b Data='x'/><b/></a>"
        ),
        "C:\\Xml\\doctype.xml": LabFile(content=b'<!DOCTYPE a [<!ENTITY e "x">]><a b="&e;"/>'),
        "C:\\Xml\\named.xml": LabFile(content=b'<n:a xmlns:n="u" n:b="1"><n:c>t</n:c></n:a>'),
        "C:\\Xml\\settings.xml": LabFile(
            content=b'<a><add key="Server" value="S1"/><add key="Other" value="no"/><add/></a>'
        ),
    }


WORDS = ["SQLOLEDB", "MSOLEDBSQL", "absent", "Größe"]
POOLS = {
    "name": "pools",
    "element": "configuration/system.applicationHost/applicationPools/add/processModel",
    "attributes": ["userName", "identityType"],
    "secret": ["password"],
    "context": {"add": ["name"], "nowhere": ["name"]},
}
APPLICATIONS = {
    "name": "applications",
    "element": "configuration/system.applicationHost/sites/site/application",
    "attributes": ["path", "applicationPool"],
    "context": {"site": ["name", "id"]},
}
NOTES = {
    "name": "notes",
    "element": "configuration/notes",
    "attributes": ["#text"],
    "secret": ["Password", "Other", "#text"],
    "context": {},
}
OPEN = {"name": "open", "element": "a/b", "secret": ["Data"], "match": "<password>[^<*]"}
TIGHT = {"seconds": 10, "rows": 2, "bytes": 300}


def _registry(path: str, *values: str, **more: object) -> dict[str, object]:
    return {"kind": "registry", "path": path, "values": list(values), "views": ["64", "32"], **more}


def _files_in(path: str, **more: object) -> dict[str, object]:
    return {"kind": "files", "path": path, "pattern": None, "depth": 0, **more}


def _xml(path: str, *selects: object, **more: object) -> dict[str, object]:
    return {"kind": "xml", "path": path, "select": list(selects), **more}


def _events(log: str, *ids: int, **more: object) -> dict[str, object]:
    return {"kind": "events", "log": log, "provider": "ENTSSO", "ids": list(ids), **more}


def _cim(namespace: str, name: str, *properties: str, **more: object) -> dict[str, object]:
    query = {"namespace": namespace, "class": name, "properties": list(properties)}
    return {"kind": "cim", "filter": None, **query, **more}


def _store(store: str, **more: object) -> dict[str, object]:
    return {"kind": "certificates", "store": store, **more}


_CIMV2 = "root\\cimv2"
_SERVICE = (_CIMV2, "Win32_Service", "Name", "StartName", "Pid", "Missing")
_MANY = range(10500, 10600)

_NAMED: dict[str, dict[str, object]] = {
    "host": {"kind": "host"},
    "unknown kind": {"kind": "shutdown"},
    "registry": _registry(
        ENTSSO, "server", "Größe", "Flags", "Big", "Raw", "Path", "", "Absent", subkeys=True
    ),
    "registry lists": _registry(ENTSSO, "List", "One", "None"),
    "registry one subkey": _registry(f"{ENTSSO}\\One", subkeys=True),
    "registry no values asked": _registry(ENTSSO),
    "registry missing": _registry("SOFTWARE\\Absent", "x", subkeys=True),
    "registry elsewhere": _registry("SYSTEM\\SOFTWARE\\X", "v"),
    "registry denied": _registry(f"{ENTSSO}\\SSOSS", subkeys=True),
    "registry slow": _registry(f"{ENTSSO}\\Slow", limits=TIGHT),
    "registry upwards": _registry("SOFTWARE\\..\\SAM"),
    "registry too many rows": _registry(ENTSSO, limits={"rows": 1}),
    "registry too large": _registry(ENTSSO, "Server", "Path", "List", limits=TIGHT),
    "files": _files_in("C:\\Backup"),
    "files all below": _files_in("C:\\Backup", depth=9, pattern="*.BAK"),
    "files one level below": _files_in("C:\\Backup", depth=1, pattern="?.bak"),
    "files brackets": _files_in("C:\\Backup", pattern="[log]*"),
    "files a file": _files_in("C:\\Backup\\full.bak"),
    "files a drive": _files_in("C:\\"),
    "files variable": _files_in("%SystemDrive%\\Backup\\full.bak"),
    "files unknown variable": _files_in("%NoSuch%\\x"),
    "files missing": _files_in("D:\\Nowhere"),
    "files denied": _files_in("C:\\Denied"),
    "files slow": _files_in("C:\\Slow", limits=TIGHT),
    "files too many rows": _files_in("C:\\Backup", limits={"rows": 3}),
    "files too large": _files_in("C:\\Backup", limits={"bytes": 500}),
    "files share": _files_in("\\\\FS01\\share"),
    "files share forward": _files_in("//FS01/share"),
    "files device": _files_in("\\\\?\\UNC\\FS01\\share"),
    "files link to network": _files_in("C:\\Network"),
    "files relative": _files_in("Backup"),
    "files stream of registry": _files_in("HKLM:\\SOFTWARE"),
    "files owner": _files_in("C:\\Backup", pattern="*.bak", owner=True),
    "files rights": _files_in("C:\\Backup", pattern="*.bak", rights=True),
    "files hash": _files_in("C:\\Backup", pattern="*.trn", hash=True),
    "files hash too large": _files_in("C:\\Backup\\full.bak", hash=True),
    "files words": _files_in("C:\\Scripts", depth=1, words=WORDS),
    "files words of one": _files_in("C:\\Scripts\\utf-16.vbs", words=WORDS),
    "files words missing": _files_in("C:\\Scripts\\absent.vbs", words=WORDS),
    "files words denied": _files_in("C:\\Denied\\secret.txt", words=WORDS),
    "files words slow": _files_in("C:\\Slow\\a.bak", words=WORDS, limits=TIGHT),
    "files words too large": _files_in(
        "C:\\Scripts\\ansi.vbs", words=WORDS, limits={"bytes": len(SCRIPT) - 1}
    ),
    "files words share": _files_in("\\\\FS01\\share\\a.vbs", words=WORDS),
    "xml": _xml(CONFIG, POOLS, APPLICATIONS, NOTES),
    "xml match": _xml("C:\\Xml\\match.xml", OPEN),
    "xml missing": _xml("C:\\Xml\\absent.xml", NOTES),
    "xml folder": _xml("C:\\Xml", NOTES),
    "xml torn": _xml("C:\\Xml\\torn.xml", NOTES),
    "xml empty": _xml("C:\\Xml\\empty.xml", NOTES),
    "xml doctype": _xml("C:\\Xml\\doctype.xml", NOTES),
    "xml named": _xml(
        "C:\\Xml\\named.xml", {"name": "c", "element": "a/c", "attributes": ["#text"]}
    ),
    "xml chosen by attribute": _xml(
        "C:\\Xml\\settings.xml",
        {"name": "s", "element": "a/add[key=Server]", "attributes": ["value"]},
    ),
    "xml chosen by nothing": _xml(
        "C:\\Xml\\settings.xml",
        {"name": "s", "element": "a/add[key=Absent]", "attributes": ["value"]},
    ),
    "xml choice that is no name": _xml(
        "C:\\Xml\\settings.xml",
        {"name": "s", "element": "a/add[key='Server' or 1=1]", "attributes": ["value"]},
    ),
    "xml other root": _xml(CONFIG, {"name": "r", "element": "other", "attributes": ["x"]}),
    "xml path expression": _xml(CONFIG, {"name": "r", "element": "a/*[1]", "attributes": []}),
    "xml denied": _xml("C:\\Denied\\secret.txt", NOTES),
    "xml slow": _xml("C:\\Slow\\a.bak", {"name": "a", "element": "a"}, limits=TIGHT),
    "xml too large": _xml(CONFIG, NOTES, limits={"bytes": 200}),
    "xml share": _xml("\\\\FS01\\share\\a.xml", NOTES),
    "events": _events("Application", 10559, 10525),
    "events many ids": _events("Application", *_MANY),
    "events one id": _events("Application", 10559),
    "events nothing found": _events("Application", 1),
    "events empty log": _events("Empty", 10559),
    "events missing log": _events("Absent", 10559),
    "events hidden": _events("Broken", 10559),
    "events denied": _events("Security", 4624),
    "events slow": _events("Slow", 1, limits=TIGHT),
    "events too many rows": _events("Application", *_MANY, limits=TIGHT),
    "events quote": _events("Appl'ication", 1),
    "cim": _cim(*_SERVICE),
    "cim filter": _cim(*_SERVICE, filter={"Name": "entsso", "StartName": "LAB\\o'neil"}),
    "cim types": _cim(_CIMV2, "Win32_OperatingSystem", "Caption", "LastBootUpTime", "Free", "Up"),
    "cim nothing found": _cim(*_SERVICE, filter={"Name": "Absent"}),
    "cim no instance": _cim(_CIMV2, "Win32_Nothing", "Name"),
    "cim no class": _cim(_CIMV2, "Win32_Absent", "Name"),
    "cim no namespace": _cim("root\\absent", "Any", "Name"),
    "cim denied": _cim("root\\denied", "Any", "Name"),
    "cim slow": _cim("root\\slow", "Any", "Name", limits=TIGHT),
    "cim too many rows": _cim(*_SERVICE, limits={"rows": 1}),
    "cim expression": _cim(_CIMV2, "Win32_Service", "Name", filter={"Name = '' OR Name": "x"}),
    "certificates": _store("LocalMachine\\My"),
    "certificates none": _store("LocalMachine\\Trust"),
    "certificates missing": _store("LocalMachine\\Absent"),
    "certificates denied": _store("LocalMachine\\Root"),
    "certificates of a user": _store("CurrentUser\\My"),
    "certificates too many rows": _store("LocalMachine\\My", limits={"rows": 1}),
}
QUESTIONS: tuple[Question, ...] = tuple({"id": name, **q} for name, q in _NAMED.items())
