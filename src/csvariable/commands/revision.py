"""What git knows of a file: the change it is of, and the repository it lies in."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csvariable.ledger.manifest import Revision

SECONDS = 10
"""For git, which only looks at its own files."""


def last_change_of(name: str) -> str | None:
    """Return the last revision that changed a file; None without git, or where the file differs from it."""
    path = Path(name)
    changed = git_says(path, "status", "--porcelain", "--", path.name)
    if changed is None or changed:
        return None
    return git_says(path, "log", "-1", "--format=%h", "--", path.name) or None


def repository_of(plan: Path) -> Revision | None:
    """Return the revision of the repository that a plan lies in; None where it is in none."""
    from csvariable.ledger.manifest import Revision

    head = git_says(plan, "rev-parse", "HEAD")
    known = None if head is None else git_says(plan, "ls-files", "--", plan.name)
    if not head or not known:
        return None
    changed = git_says(plan, "status", "--porcelain", "--", plan.name)
    return Revision(head, changed=bool(changed))


def git_says(path: Path, *asked: str) -> str | None:
    """Return what git answers beside a file; None where there is no git, no repository, or no answer."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; the file is an argument after `--`
            ["git", "-c", "core.fsmonitor=false", *asked],  # noqa: S607 - git is found on the path
            cwd=path.parent,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
