"""The databases of the backup job: can they be backed up and marked together?"""
