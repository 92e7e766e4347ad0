"""What a restore must be told about BAM: references to its databases, alerts, unfinished work."""
