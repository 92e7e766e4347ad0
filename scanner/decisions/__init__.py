"""People's decisions: their files read and doubted, written, and weighed against findings."""
