"""The web server on a machine of one's own. Behind a proxy in production the same settings do."""

import gc
import os
from typing import Any

bind = f"127.0.0.1:{os.environ.get('KOMPASS_PORT', '8000')}"

workers = 2
worker_class = "gthread"
threads = 4

# Loaded once and shared by both workers: half the memory, and a fault at start is told once.
preload_app = True

# A report takes some seconds; a request that has hung for this long takes its worker with it.
timeout = 60

# Nothing is steered from outside while it runs.
control_socket_disable = True

loglevel = "warning"


def post_worker_init(worker: Any) -> None:
    """Keep what was loaded at start out of the searches for garbage, which made one visit in eight slow."""
    gc.collect()
    gc.freeze()


def when_ready(server: Any) -> None:
    """Tell the address once it answers."""
    print(f"Kompass: http://{bind}  (stop: Ctrl-C)", flush=True)
