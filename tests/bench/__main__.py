"""Run every bench and print its figures: `python -m tests.bench [name …]`. Nothing here is asserted."""

import importlib
import pkgutil
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(wanted: list[str]) -> None:
    """Print one line per figure of each bench module with a `run()`."""
    names = [module.name for module in pkgutil.iter_modules([str(HERE)]) if not module.name.startswith("_")]
    for name in names:
        if wanted and name not in wanted:
            continue
        bench = importlib.import_module(f"tests.bench.{name}")
        if not hasattr(bench, "run"):
            continue
        print(f"\n{name}: {(bench.__doc__ or '').strip().splitlines()[0]}", flush=True)
        for what, figure in bench.run():
            print(f"  {what:<72} {figure}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
