"""The phones' routes alone, on a port of this machine: `python lean_server.py STORE_URL PORT`."""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

sys.path.insert(0, str(Path(__file__).parents[3]))

from integrated.participation.routes import Phones  # noqa: E402
from integrated.store import open_store  # noqa: E402

if __name__ == "__main__":
    store = open_store(sys.argv[1], data_folder=Path("none"))
    app = Starlette(routes=Phones(lambda: store).routes())
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[2]), log_level="warning")
