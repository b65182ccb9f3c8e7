"""The listening sockets: one per worker where the kernel spreads connections over them, else one for all.

64 keep-alive connections on one shared listener land very unevenly on asyncio workers (the one that wakes
first takes most); with a socket each the kernel picks by a hash of the connection.
"""

import socket
import sys

BACKLOG = 1024
# Elsewhere SO_REUSEPORT exists but does not spread connections.
SPREADS = sys.platform == "linux"


def listener_kind() -> str:
    return "socket per worker (SO_REUSEPORT)" if SPREADS else "one shared socket"


def bind_sockets(host: str, port: int, workers: int) -> list[socket.socket]:
    """One bound socket per worker, not listening yet. Raises OSError where another program has the port."""
    _claim(host, port).close()
    if SPREADS:
        return [_bound(host, port, reuse_port=True) for _ in range(workers)]
    shared = _bound(host, port, reuse_port=False)
    return [shared, *(shared.dup() for _ in range(workers - 1))]


def _claim(host: str, port: int) -> socket.socket:
    """A second server could join a SO_REUSEPORT group unseen; a plain bind is refused."""
    return _bound(host, port, reuse_port=False)


def _bound(host: str, port: int, *, reuse_port: bool) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol must be named: asyncio sets TCP_NODELAY only on sockets that say they are TCP, and accepted
    # ones inherit it. Without it every second write waits 40 ms for a delayed ACK.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if reuse_port:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    made.setblocking(False)
    return made
