"""Started by `python prelude.py script.py`: refuses the network, then runs the script as a program. Imports nothing of ours.

The refusal is an audit hook, which Python code cannot take off again. It holds for this process only: a script that starts
another program, or native code that calls the system itself, gets past it. It keeps examples honest; it is no sandbox.
"""

from __future__ import annotations

import runpy
import sys

_LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
_SENDS = frozenset({"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"})
_LOCAL = 1  # AF_UNIX


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event in _LOOK_UPS or (event in _SENDS and int(getattr(args[0], "family", 0)) != _LOCAL):
        raise PermissionError("the network is off")


if __name__ == "__main__":
    sys.addaudithook(_refuse)
    sys.argv = sys.argv[1:]
    sys.path[0] = ""
    runpy.run_path(sys.argv[0], run_name="__main__")
