"""Bringing voices in: files are read once, not at every click."""

import pytest

from integrated.views import voices_in_screen


def test_files_are_read_again_only_when_something_about_them_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices_in_screen.st, "session_state", {})
    seen: list[object] = []

    def read(content: object, consent: str | None = None) -> int:
        seen.append((content, consent))
        return len(seen)

    def ask(files: dict[str, bytes], kind: str = "polis", consent: str | None = None) -> object:
        return voices_in_screen._read_once(kind, files, consent, read)

    assert [ask({"a.csv": b"1"}), ask({"a.csv": b"1"})] == [1, 1]
    assert ask({"a.csv": b"2"}) == 2
    assert ask({"b.csv": b"2"}) == 3
    assert ask({"b.csv": b"2"}, "qdpx", "public") == 4
    assert ask({"b.csv": b"2"}, "qdpx", "internal") == 5
    assert seen[-1] == (b"2", "internal")
