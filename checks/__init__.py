"""What the checklist asks: pure functions over facts."""
