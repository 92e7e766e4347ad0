"""Laws that hold whatever the evidence is."""
