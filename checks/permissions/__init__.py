"""Who may back up and who may restore: accounts of services, owners of jobs, people, ourselves."""
