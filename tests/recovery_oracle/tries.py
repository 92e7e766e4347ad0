"""How the properties over generated histories are tried: alike each time, but for the bench."""

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("BTSREADY_ORACLE", "1"))  # so many times more cases, for the bench
each = settings(
    deadline=None,
    derandomize=TIMES == 1,
    database=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
