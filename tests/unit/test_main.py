"""`python3 -m integrated` is tried in a copy of the folder, with commands that stand in for pip and a real `.venv`."""

import ast
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from integrated import __main__ as command_line

SOURCE = Path(command_line.__file__).read_text(encoding="utf-8")


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The command line, living in an empty project folder."""
    (tmp_path / "requirements.txt").write_text("alpha\n")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "requirements.txt").write_text("-r ../requirements.txt\nbeta\n")
    monkeypatch.setattr(command_line, "ROOT", tmp_path)
    monkeypatch.setattr(command_line, "ENVIRONMENT", tmp_path / ".venv")
    run, test = tmp_path / "requirements.txt", tmp_path / "tests" / "requirements.txt"
    monkeypatch.setattr(command_line, "REQUIREMENTS", {"run": [run], "test": [run, test]})
    return command_line


@pytest.fixture
def installs(house: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stands in for pip, and notes which file of requirements it was given."""
    asked: list[str] = []

    def install(requirements: Path, log: Path) -> int:
        asked.append(str(requirements.relative_to(house.ROOT)))
        return 0

    def make() -> None:
        house.environment_python().parent.mkdir(parents=True)
        house.environment_python().touch()

    monkeypatch.setattr(house, "install", install)
    monkeypatch.setattr(house, "make_environment", make)
    return asked


def test_python_3_6_can_read_the_file_and_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ast.parse(SOURCE, feature_version=(3, 6))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert command_line.main(["run"]) == 1
    assert capsys.readouterr().out == (
        "Integrated needs Python 3.11 or newer; this is 3.9. Install a newer one and run the same command with it.\n"
    )


def test_it_needs_nothing_that_has_to_be_installed_first() -> None:
    imported = {
        alias.name for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.Import) for alias in node.names
    }
    imported |= {str(node.module) for node in ast.walk(ast.parse(SOURCE)) if isinstance(node, ast.ImportFrom)}
    assert imported <= sys.stdlib_module_names


def test_an_unknown_command_shows_the_two_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert command_line.main(["start"]) == 2
    said = capsys.readouterr().out
    assert "python3 -m integrated run" in said
    assert "python3 -m integrated test" in said


def test_things_are_installed_once_and_again_only_when_the_requirements_change(
    house: ModuleType, installs: list[str]
) -> None:
    assert house.prepare("run") is None
    assert house.prepare("run") is None
    assert installs == ["requirements.txt"]
    (house.ROOT / "requirements.txt").write_text("alpha\ngamma\n")
    assert house.prepare("run") is None
    assert installs == ["requirements.txt"] * 2


def test_what_the_tests_need_holds_what_the_app_needs(house: ModuleType, installs: list[str]) -> None:
    assert house.prepare("test") is None
    assert house.prepare("run") is None
    assert [Path(path).as_posix() for path in installs] == ["tests/requirements.txt"]


def test_a_failed_installation_is_tried_again_next_time(
    house: ModuleType, installs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(requirements: Path, log: Path) -> int:
        log.write_text("WARNING: Retrying … NewConnectionError(…)\nERROR: No matching distribution found for alpha\n")
        return 1

    with monkeypatch.context() as once:
        once.setattr(house, "install", offline)
        assert "no connection" in str(house.prepare("run"))
    assert house.prepare("run") is None
    assert installs == ["requirements.txt"]


@pytest.mark.parametrize(
    ("log", "sentence"),
    [
        ("ERROR: No matching distribution found for alpha", "No matching distribution found for alpha. Details:"),
        ("ERROR: Could not install: [Errno 28] No space left on device", "The disk is full"),
        ("/x/bin/python: No module named pip", "Delete the folder .venv"),
        ("", "the installer stopped. Details:"),
    ],
)
def test_what_pip_says_becomes_one_sentence(house: ModuleType, tmp_path: Path, log: str, sentence: str) -> None:
    (tmp_path / "install.log").write_text(log)
    said = house.explain(tmp_path / "install.log")
    assert sentence in said
    assert "\n" not in said


def test_a_python_without_its_venv_part_is_told_which_package_to_install(
    house: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "apt-get install python3-venv" in house.make_environment()
    assert not house.ENVIRONMENT.exists()


def test_a_folder_that_cannot_be_written_is_named(house: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    (house.ROOT / "file").touch()
    monkeypatch.setattr(house, "ENVIRONMENT", house.ROOT / "file" / ".venv")
    assert "cannot be made in" in house.make_environment()


def test_an_environment_is_made_and_its_python_runs(house: ModuleType) -> None:
    assert house.make_environment() is None
    version = subprocess.run([house.environment_python(), "-m", "pip", "--version"], capture_output=True, check=True)
    assert str(house.ENVIRONMENT) in version.stdout.decode()


def test_windows_keeps_its_python_elsewhere(house: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    here = house.environment_python()
    monkeypatch.setattr(house.os, "name", "nt")
    assert here == house.ENVIRONMENT / "bin" / "python"
    assert house.ENVIRONMENT.joinpath("Scripts", "python.exe") == house.environment_python()
