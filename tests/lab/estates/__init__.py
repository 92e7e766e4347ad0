"""The estates of the lab, by name: `sound`, `neglected`, `half-dark`."""
