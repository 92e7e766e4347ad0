"""What it takes to install a computer in the place of a lost one."""
