"""The words of the design as frozen dataclasses and enums; standard library only."""
