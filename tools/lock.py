"""Hold the versions still: `pyproject.toml` says what may be used, `requirements/` what is.

    lock.py           make the files fit pyproject.toml; a version that still fits stays
    lock.py upgrade   the newest versions that its ranges allow
    lock.py oldest    print the oldest versions that its ranges allow
    lock.py newest    print the newest

One file is one environment, whole: every package with its version and the hashes of all its
archives, for every Python that the project allows and every machine. Each smaller environment
is cut from the largest, so that a package has one version in all of them.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "requirements"
LIGHT = ("--extra", "xlsx", "--extra", "pdf", "--extra", "tables")
"""The parts that everybody who works on the project has: Spark is 400 MB, and wants Java."""
ENVIRONMENTS = {
    "bench": ("pyproject.toml", *LIGHT, "--group", "bench"),
    "dev": ("pyproject.toml", *LIGHT, "--group", "dev"),
    "engines": ("pyproject.toml", "--all-extras", "--group", "dev"),
    "run": ("pyproject.toml", "--group", "build"),
    "update": ("--group", "update"),
}
"""The files and what each holds, the largest first."""


def resolved(*options: str) -> str:
    """Return the versions that fit `pyproject.toml`, as uv finds them; a failure of uv ends the run."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lowest = project["requires-python"].removeprefix(">=")
    command = [str(Path(sys.executable).with_name("uv")), "pip", "compile", "--quiet"]
    command += ["--no-config", "--no-sources", "--universal", "--python-version", lowest]
    done = subprocess.run([*command, *options], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(done.returncode)
    return done.stdout


def write(*options: str) -> None:
    """Write every file of the lock."""
    largest = FOLDER / "bench.txt"
    for name, content in ENVIRONMENTS.items():
        file = FOLDER / f"{name}.txt"
        cut = () if file == largest else ("--constraint", str(largest.relative_to(ROOT)))
        told = ("--generate-hashes", "--custom-compile-command", "make lock", "--output-file", str(file))
        resolved(*content, *cut, *told, *options)


def main(wish: str = "keep") -> None:
    """Do what the command line asks for."""
    match wish:
        case "keep":
            write()
        case "upgrade":
            write("--upgrade")
        case "oldest":
            sys.stdout.write(resolved(*ENVIRONMENTS["dev"], "--resolution", "lowest-direct", "--no-header"))
        case "newest":
            sys.stdout.write(resolved(*ENVIRONMENTS["dev"], "--no-header"))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
