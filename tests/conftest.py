"""For all tests: a busy machine makes a test slow, not wrong."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
