"""The machine: discover, plan, collect, judge, roll up."""

__version__ = "0.1.0"
