"""How a run is said: pure renderers from view to bytes."""
