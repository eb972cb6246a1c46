"""The command line: what each command reads, what it prints, how it ends.

Results go to stdout, everything else to stderr. Exit codes: 0 done, 1 the input is at fault, 2 the command was misused,
3 framing itself is at fault, 130 interrupted.

Nothing heavy is imported before a command runs, so that `framing --help` answers at once.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence

import framing
from framing.cli import check, coding, comparisons, extracts, lexicons, near, new, robust, studies
from framing.cli.options import common
from framing.errors import FramingError

DONE, AT_FAULT, MISUSED, OUR_FAULT, INTERRUPTED = 0, 1, 2, 3, 130

_REFUSALS = {
    getattr(errno, name)
    for name in ("EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EISDIR", "ENOTDIR", "EEXIST", "ENAMETOOLONG", "EBUSY")
}
"""Errors by which the system says that a file can't be read or written: nothing that framing could do better."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    Args:
        argv: the words after `framing`; by default those of the process.

    Raises: SystemExit where argparse ends the program: with 0 after --help and --version, with 2 after misuse.
    """
    _speak_utf8()
    parser = make_parser()
    args = argparse.Namespace()
    try:
        try:
            args = parser.parse_args(argv)
            if "run" not in args:
                args.parser.print_help(sys.stderr)
                return MISUSED
            args.run(args)
        finally:
            sys.stdout.flush()
    except FramingError as problem:
        return _refuse(str(problem), args)
    except BrokenPipeError:
        # Who read our output has seen enough; the interpreter must not try to write the rest at its end.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        print("framing: interrupted", file=sys.stderr)
        return INTERRUPTED
    except Exception as problem:
        if isinstance(problem, OSError) and problem.errno in _REFUSALS:
            place = problem.filename2 or problem.filename or "a file"
            return _refuse(f"{place}: {problem.strerror}; name another place, or make room or rights there", args)
        traceback.print_exc()
        print(
            "framing: this is a fault in framing, not in your input; please report it with the lines above",
            file=sys.stderr,
        )
        return OUR_FAULT
    return DONE


def make_parser() -> argparse.ArgumentParser:
    """The parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="framing",
        description="A toolkit for the study of media framing: markers with voice, contrasts, topics, reports.",
        epilog="examples:\n  framing run experiments/newsroom.toml\n  framing mark articles/ --out hits.csv\n"
        "  framing COMMAND --help    says what a command takes",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common()],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"framing {framing.__version__}")
    parser.set_defaults(parser=parser)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND")
    for family in (studies, check, new, extracts, near, comparisons, robust, lexicons, coding):
        family.add_to(commands)
    return parser


def _speak_utf8() -> None:
    r"""Results are UTF-8 with `\n` line ends whatever the locale; a file name that is not comes out as it came in."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    if isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")


def _refuse(message: str, args: argparse.Namespace) -> int:
    """Say what is wrong with the input, in one paragraph, and return the exit code."""
    if getattr(args, "debug", False):
        traceback.print_exc()
    # Names in a message come from files: no control character may reach the terminal.
    lines = ("".join(c if c.isprintable() else "\ufffd" for c in line) for line in message.splitlines())
    print("framing: " + "\n".join(line for line in lines if line.strip()), file=sys.stderr)
    return AT_FAULT
