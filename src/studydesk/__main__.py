"""`studydesk` opens the window; `studydesk COMMAND …` does one job without it."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run and return the exit code; without `argv`, what the shell gave."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    # Known by name here, so that starting the window does not import the subcommands.
    if arguments and arguments[0] in {"backup", "restore", "doctor", "curriculum"}:
        from studydesk import cli

        return cli.main(arguments)
    from studydesk import bootstrap

    return bootstrap.run(arguments)


if __name__ == "__main__":
    sys.exit(main())
