"""run and explain: a study's steps, brought up to date or accounted for."""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from framing.cli.options import Commands, add_command, add_workers, folder_of, misuse
from framing.cli.output import aligned
from framing.errors import InputError, nearest, together

if TYPE_CHECKING:
    from framing.study.plan import Plan

STEPS = "corpus, marks, contrasts, words, topics, around, versions, other_cleaning, multiverse, validation or report"
STUDY = "a study file (TOML); `framing new` writes one"


def add_to(commands: Commands[argparse.ArgumentParser]) -> None:
    """Declare the commands."""
    parser = add_command(
        commands,
        "run",
        run,
        does="run a study and write its report, skipping what is up to date",
        more="Prints the report's page. What was computed is kept in .framing/ in the working directory.",
        example="framing run experiments/newsroom.toml --out reports/newsroom",
    )
    parser.add_argument("study", metavar="STUDY.toml", help=STUDY)
    parser.add_argument(
        "--out", metavar="DIR", help="the report's folder (default reports/NAME, with --texts reports/local/NAME)"
    )
    add_texts(parser)
    parser.add_argument("--only", metavar="STEP", help=f"stop after this step: {STEPS}")
    parser.add_argument("--force", action="store_true", help="compute every step again")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="compute on the Dask cluster whose scheduler is there")
    add_workers(parser)

    parser = add_command(
        commands,
        "explain",
        explain,
        does="say of each step of a study why it is fresh or stale",
        example="framing explain experiments/newsroom.toml topics",
    )
    parser.add_argument("study", metavar="STUDY.toml", help=STUDY)
    parser.add_argument("step", metavar="STEP", nargs="?", help=STEPS)
    parser.add_argument("--out", metavar="DIR", help="the report's folder, as for run")
    add_texts(parser)

    parser = add_command(
        commands,
        "verify",
        verify,
        does="run a report's study again elsewhere and compare every output by content",
        more="Exits with 1 where a file differs, or where study, lexicon or articles are not those of the report.",
        example="framing verify reports/newsroom",
    )
    parser.add_argument("report", metavar="REPORT_DIR", help="a report's folder")
    parser.add_argument("--study", metavar="STUDY.toml", help="its study file, where it isn't found by its name")
    add_texts(parser)
    add_workers(parser)


def add_texts(parser: argparse.ArgumentParser) -> None:
    """Articles for a study that carries only their features."""
    parser.add_argument(
        "--texts", metavar="PATH", help="file or folder of the articles, for a study that carries their features"
    )


def run(args: argparse.Namespace) -> None:
    """Run a study and print its page, or with --only the folder of the step."""
    from tqdm import tqdm

    from framing.study.plan import STEPS
    from framing.study.run import cache_of, run_study

    _check_step(args, "--only ", args.only)
    out = folder_of(args, args.out) if args.out is not None else None
    begun = time.monotonic()
    with cluster(args.scheduler), tqdm(total=len(STEPS), file=sys.stderr, disable=None, leave=False) as bar:

        def note(step: str, made: bool) -> None:
            nonlocal begun
            now = time.monotonic()
            bar.write(f"{step:<10} {'done' if made else 'skipped':<8} {now - begun:6.1f} s", file=sys.stderr)
            bar.update()
            begun = now

        done = run_study(
            args.study,
            out=out,
            texts=args.texts,
            only=args.only,
            force=args.force,
            workers=args.workers,
            note=note,
        )
    if args.only in (None, "report"):
        print(done.folder / "index.html")
    else:
        print(cache_of(done.plan.study, local=args.texts is not None).folder / args.only)


def verify(args: argparse.Namespace) -> None:
    """Say whether a report comes out the same when it is made again."""
    from framing.study.verify import verify

    def note(step: str, _made: bool) -> None:
        print(f"{step:<10} done", file=sys.stderr)

    found = verify(args.report, study=args.study, texts=args.texts, workers=args.workers, note=note)
    for package, was, here in found.versions:
        print(f"{package}: {was} made the report, {here} is here", file=sys.stderr)
    if not found.holds:
        said = [f"{args.report}/{name}: comes out otherwise" for name in found.different]
        said += [f"{args.report}/{name}: is not made again" for name in found.missing]
        said += [f"{args.report}/{name}: is made, and not in the report" for name in found.new]
        raise InputError(together(said, f"{args.report}: {len(found.same)} files are the same, these are not"))
    print(f"{args.report}: all {len(found.same)} files come out the same")


def explain(args: argparse.Namespace) -> None:
    """Print the state of each step, or of one."""
    from framing.study.config import read_study
    from framing.study.plan import make_plan

    _check_step(args, "", args.step)
    plan = make_plan(read_study(args.study), texts=Path(args.texts) if args.texts else None)
    rows = states(plan, Path(args.out) if args.out else None)
    sys.stdout.write(aligned([row for row in rows if args.step in (None, row[0])]))


def states(plan: Plan, out: Path | None = None) -> list[tuple[str, str]]:
    """Each step, and "fresh" or why it is stale."""
    from framing.study.plan import STEPS
    from framing.study.run import cache_of, report_folder, report_state

    local = plan.texts is not None
    cache = cache_of(plan.study, local=local)
    folder = out or report_folder(plan.study, local=local)
    rows = [(step, cache.state(step, plan.parts(step))) for step in STEPS if step != "report"]
    return [*rows, ("report", report_state(plan, cache, folder))]


@contextmanager
def cluster(address: str | None) -> Iterator[None]:
    """A client of the Dask cluster at `address`, which partitions are then computed on; without one nothing."""
    if address is None:
        yield
        return
    try:
        distributed = importlib.import_module("distributed")
    except ImportError as problem:
        raise InputError(
            "--scheduler needs the package distributed, which is not installed: install it (pip install distributed),"
            " or leave --scheduler out to compute on this machine"
        ) from problem
    try:
        client = distributed.Client(address)
    except (OSError, ValueError) as problem:
        raise InputError(
            f"--scheduler {address}: no scheduler answers there ({problem}); start one with `dask scheduler` and give"
            " the address that it prints"
        ) from problem
    with client:
        yield


def _check_step(args: argparse.Namespace, option: str, step: str | None) -> None:
    from framing.study.plan import STEPS

    if step is not None and step not in STEPS:
        misuse(args, f"{option}{step}: there is no such step; {nearest(step, STEPS)}")
