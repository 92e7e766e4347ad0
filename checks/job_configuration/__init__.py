"""How the backup job and its neighbours are set up: paths, hours, retention, who is told."""
