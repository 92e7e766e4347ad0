"""One stem per kind of fact: NAME.py, and NAME.sql beside it when a SQL Server is asked."""
