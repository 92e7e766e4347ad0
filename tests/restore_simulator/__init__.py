"""A SQL Server that knows RESTORE and little else: it reads a script and does what it says."""
