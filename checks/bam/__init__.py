"""The BAM portal: its web applications in IIS, which no database backup holds."""
