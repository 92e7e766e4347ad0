"""The Backup BizTalk Server job: is it there, does it run, does it do what it must."""
