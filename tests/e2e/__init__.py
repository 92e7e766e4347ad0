"""The real command line against a running lab."""
