"""The disks that backups are written to: room, clean-up, what the files are made like."""
