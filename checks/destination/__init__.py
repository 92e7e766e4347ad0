"""Where backups go: the second SQL Server of log shipping, and the folder of the files."""
