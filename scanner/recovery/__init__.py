"""Pure analysis over facts: backup sets, their time base, the recovery point."""
