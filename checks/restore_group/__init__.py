"""How a replacement computer joins the group again, and what Standard Edition needs for it."""
