"""Alpenfracht Logistik: the firm whose BizTalk group the lab pretends to be. Names and secrets.

Whoever works there speaks German, and so do job messages and display names: whatever takes text
for logic is found out here.
"""

from datetime import timedelta

from scanner.facts.topology import DatabaseRef

ORGANISATION = "Alpenfracht Logistik GmbH"
GROUP = "Produktion"
DOMAIN = "ALPENFRACHT"
DNS_DOMAIN = "alpenfracht.example"

SQL01, SQL02, SQLDR01 = "SQL01", "SQL02", "SQLDR01"
BTS01, BTS02, SSO01 = "BTS01", "BTS02", "SSO01"
FILE01, VAULT01 = "FILE01", "VAULT01"

MANAGEMENT = DatabaseRef(SQL01, "BizTalkMgmtDb")
TRACKING = DatabaseRef(SQL01, "BizTalkDTADb")
RULES = DatabaseRef(SQL01, "BizTalkRuleEngineDb")
BAM = DatabaseRef(SQL01, "BAMPrimaryImport")
SSO = DatabaseRef(SQL01, "SSODB")
MESSAGE_BOX = DatabaseRef(SQL02, "BizTalkMsgBoxDb")
DATABASES = (BAM, TRACKING, MANAGEMENT, RULES, SSO, MESSAGE_BOX)

BACKUP_SHARE, BACKUP_FOLDER = "BizTalkBackup", "PROD"
BACKUP_PATH = rf"\\{FILE01}\{BACKUP_SHARE}\{BACKUP_FOLDER}"
RESTORE_SHARE = "Restore"
SECRET_FOLDER, PORTAL_FOLDER = "SSO", "IIS"
SECRET_PATH = rf"\\{VAULT01}\{RESTORE_SHARE}\{SECRET_FOLDER}"
PORTAL_PATH = rf"\\{VAULT01}\{RESTORE_SHARE}\{PORTAL_FOLDER}"
LOCAL_SECRET_PATH = r"D:\SSO-Sicherung"

OFFSET = timedelta(hours=1)  # every machine of the firm keeps Central European winter time
RPO = timedelta(hours=2)

# Secrets that must never come out again. None is a word, so that a hit is a leak.
SQL_USER, SQL_PASSWORD = "btsready_audit", "kQ7-canary-sql-Vz3!Ra"
WINDOWS_USER, WINDOWS_PASSWORD = "svc-btsready", "mT4-canary-win-Hw9!Lo"
SIGNATURE = "pW8canarysas2FqY%2BsE1xN3dK"
STEP_PASSWORD = "bG5-canary-step-Ud6!Jc"
ACCOUNT_KEY = "zX2canarykey9aBvM4nR7tQ0=="
PORTAL_SECRET = "eN6canarypool8oYkF1rC5hS"
ADDRESS_PASSWORD = "yD3-canary-url-Gm2.Pb"
EXPORT_PASSWORD = "hW6-canary-export-Xe4.Tq"
CANARIES = (
    EXPORT_PASSWORD,
    SQL_PASSWORD,
    WINDOWS_PASSWORD,
    SIGNATURE,
    STEP_PASSWORD,
    ACCOUNT_KEY,
    PORTAL_SECRET,
    ADDRESS_PASSWORD,
)
ENVIRONMENT = {
    "BTSREADY_LAB_SQL_PASSWORD": SQL_PASSWORD,
    "BTSREADY_LAB_WINDOWS_PASSWORD": WINDOWS_PASSWORD,
}
