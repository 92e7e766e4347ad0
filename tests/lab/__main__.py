"""`make lab`: an estate of the lab in the foreground, to scan by hand."""

import shlex
import sys
import time
from pathlib import Path

from tests.lab.client import Lab
from tests.lab.estates.variants import ESTATES

FOLDER = Path("build") / "lab"


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "neglected"
    if name not in ESTATES:
        print(f"There is no estate {name!r}: choose one of {', '.join(ESTATES)}.")
        return 2
    FOLDER.mkdir(parents=True, exist_ok=True)
    with Lab(ESTATES[name](), FOLDER) as lab:
        print(f"The estate '{name}' runs on loopback until Ctrl-C. In another terminal:\n")
        for variable, value in lab.environment.items():
            print(f"  export {variable}={shlex.quote(value)}")
        print(f"  btsready scan {lab.estate_file}\n", flush=True)
        try:
            while True:
                time.sleep(60)
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
