"""The configuration of each BizTalk server, as Configuration.exe exports it."""
