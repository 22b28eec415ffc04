"""Makes the environment, then runs the app or the tests: `python3 -m integrated run`, `python3 -m integrated test`.

Standard library only, and written so that Python 3.6 can still read it: an old Python must be able to say so.
"""
# ruff: noqa: UP006, UP035, UP045  (list[str] and X | None do not exist in Python 3.6)

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import List, Optional

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
REQUIREMENTS = {
    "run": [ROOT / "requirements.txt"],
    "test": [ROOT / "requirements.txt", ROOT / "tests" / "requirements.txt"],
}
# One file of tests at a time on each core, the long ones (a browser) first; `-n 0` after the command runs them in turn.
SIDE_BY_SIDE = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
USAGE = """Usage:
  python3 -m integrated run  [options of streamlit run]   make the environment, then open the app
  python3 -m integrated test [options of pytest]          make the environment, then run every test"""
OFFLINE_SIGNS = (
    "NewConnectionError",
    "NameResolutionError",
    "Temporary failure in name resolution",
    "Network is unreachable",
    "Connection refused",
    "ConnectTimeout",
    "Read timed out",
    "ProxyError",
    "getaddrinfo failed",
)


def main(arguments: List[str]) -> int:
    """Carry out one of the two commands.

    Parameters
    ----------
    arguments : what stands after `python3 -m integrated`: run or test, then options handed on as they are.

    Returns
    -------
    The exit code: 0, or what Streamlit or pytest ended with; 2 for an unknown command.
    """
    if sys.version_info < OLDEST:
        oldest, seen = ".".join(map(str, OLDEST)), ".".join(map(str, sys.version_info[:2]))
        say(
            f"Integrated needs Python {oldest} or newer; this is {seen}. "
            "Install a newer one and run the same command with it."
        )
        return 1
    if not arguments or arguments[0] not in REQUIREMENTS:
        say(USAGE)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    command, rest = arguments[0], arguments[1:]
    problem = prepare(command)
    if problem:
        say(problem)
        return 1
    python = str(environment_python())
    if command == "run":
        return hand_over([python, "-m", "streamlit", "run", "app.py"] + rest)
    return hand_over([python, "-m", "pytest"] + SIDE_BY_SIDE + rest)


def prepare(command: str) -> Optional[str]:
    """Make `.venv` and install what the command needs, unless that was done and nothing changed since.

    Parameters
    ----------
    command : run or test.

    Returns
    -------
    None when all is ready, else one sentence that says what is missing and what to do.
    """
    needed = fingerprint(command)
    if stamp(command).is_file() and stamp(command).read_text() == needed and environment_python().is_file():
        return None
    if not environment_python().is_file():
        problem = make_environment()
        if problem:
            return problem
    log = ENVIRONMENT / "install.log"
    result = install(REQUIREMENTS[command][-1], log)
    if result:
        return explain(log)
    stamp(command).write_text(needed)
    if command == "test":
        stamp("run").write_text(fingerprint("run"))
    return None


def make_environment() -> Optional[str]:
    """Make an empty environment in `.venv`, or return one sentence that says why it cannot be made."""
    remedy = (
        "On Debian or Ubuntu run `apt-get install python3-venv`, elsewhere install Python as its makers offer it; "
        "then run the same command again."
    )
    try:
        import ensurepip  # noqa: F401  (Debian ships it apart, and `venv` without it fails late)
        import venv
    except ImportError as missing:
        return f"This Python cannot make an environment: its {missing.name} is missing. {remedy}"
    try:
        venv.create(str(ENVIRONMENT), with_pip=True, clear=True)
    except subprocess.CalledProcessError:
        return f"This Python cannot make an environment: its pip did not install. {remedy}"
    except OSError as problem:
        return (
            f"The environment cannot be made in {ENVIRONMENT}: {problem.strerror}. "
            "Make that folder writable, or copy the project to one that is."
        )
    return None


def install(requirements: Path, log: Path) -> int:
    """Run pip with everything it says going to a file; one line on screen counts what it has found so far."""
    line = "Installing what Integrated needs into .venv (now, and after an update; a few minutes) …"
    say(line, end="")
    command = [
        str(environment_python()),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "-r",
        str(requirements),
    ]
    found = 0
    with log.open("w", encoding="utf-8") as output:
        pip = subprocess.Popen(
            command, cwd=str(ROOT), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True
        )
        for said in pip.stdout or ():
            output.write(said)
            if said.startswith("Collecting ") and sys.stdout.isatty():
                found += 1
                say(f"\r{line} {found} parts", end="")
    say("")
    return pip.wait()


def explain(log: Path) -> str:
    """Turn pip's log into one sentence."""
    text = log.read_text(encoding="utf-8", errors="replace")
    if "No module named pip" in text:
        return "The environment in .venv has no pip. Delete the folder .venv and run the same command again."
    if "No space left on device" in text:
        return "The disk is full: Integrated needs about 1 GB free. Free some space and run the same command again."
    if any(sign in text for sign in OFFLINE_SIGNS):
        return (
            "The parts that Integrated needs could not be fetched: there seems to be no connection. "
            f"Connect (it is needed only for this step) and run the same command again. Details: {log}"
        )
    errors = [line for line in text.splitlines() if line.startswith("ERROR")]
    reason = errors[0].replace("ERROR: ", "").rstrip(".") if errors else "the installer stopped"
    return f"The parts that Integrated needs could not be installed: {reason}. Details: {log}"


def fingerprint(command: str) -> str:
    """Hash the files of requirements of a command."""
    digest = hashlib.sha256()
    for file in REQUIREMENTS[command]:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def stamp(command: str) -> Path:
    """The file that remembers for which requirements the environment was made."""
    return ENVIRONMENT / f"requirements-{command}.sha256"


def environment_python() -> Path:
    """The environment's own Python: Windows keeps it in another folder."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def hand_over(command: List[str]) -> int:
    """Run a command in the project's folder; on POSIX it takes this process's place, so that signals reach it."""
    os.chdir(str(ROOT))
    sys.stdout.flush()
    if os.name == "nt":
        try:
            return subprocess.call(command)
        except KeyboardInterrupt:  # the child has had it too, and has said its goodbye
            return 0
    os.execv(command[0], command)


def say(text: str, end: str = "\n") -> None:
    """Print at once, also where the terminal cannot show every character."""
    encoding = sys.stdout.encoding or "ascii"
    print(text.encode(encoding, "replace").decode(encoding), end=end, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
