"""The restore of a group as steps with its own names, files and marks: facts in, steps out."""
