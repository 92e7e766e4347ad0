"""The IIS configuration of the BAM portal's host."""

from tests.lab.estates.company import DOMAIN, PORTAL_SECRET

BACKUP_NAME = "BAM_BTS02_vor_CU5"
PORTAL_FOLDER = r"C:\Program Files (x86)\Microsoft BizTalk Server\BAMPortal"
APPLICATIONS = {
    "/BAM": PORTAL_FOLDER,
    "/BAM/BAMManagementService": rf"{PORTAL_FOLDER}\BAMManagementService",
    "/BAM/BAMQueryService": rf"{PORTAL_FOLDER}\BAMQueryService",
}
POOL = "BAMAppPool"


def application_host(
    applications: dict[str, str] | None = None, pool_user: str = rf"{DOMAIN}\svc-bamportal$"
) -> bytes:
    """As IIS writes it, with the encrypted password that nobody may read."""
    entries = "".join(
        f'<application path="{path}" applicationPool="{POOL}">'
        f'<virtualDirectory path="/" physicalPath="{folder}" /></application>'
        for path, folder in (APPLICATIONS if applications is None else applications).items()
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<configuration>
  <system.applicationHost>
    <applicationPools>
      <add name="DefaultAppPool" />
      <add name="{POOL}" enable32BitAppOnWin64="true" managedRuntimeVersion="v4.0">
        <processModel identityType="SpecificUser" userName="{pool_user}"
          password="[enc:IISWASOnlyAesProvider:{PORTAL_SECRET}:enc]" />
      </add>
      <applicationPoolDefaults managedRuntimeVersion="v4.0" />
    </applicationPools>
    <sites>
      <site name="Default Web Site" id="1">
        <application path="/">
          <virtualDirectory path="/" physicalPath="%SystemDrive%\\inetpub\\wwwroot" />
        </application>
        {entries}
        <bindings><binding protocol="http" bindingInformation="*:80:" /></bindings>
      </site>
    </sites>
  </system.applicationHost>
</configuration>
""".encode()


def no_redirection() -> bytes:
    return b"<configuration><configurationRedirection /></configuration>"


def redirection(path: str) -> bytes:
    return (
        f'<configuration><configurationRedirection enabled="true" path="{path}" '
        f'userName="{DOMAIN}\\svc-iis" password="{PORTAL_SECRET}" /></configuration>'
    ).encode()
