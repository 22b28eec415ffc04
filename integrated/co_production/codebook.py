"""The codebook: themes with what they mean, renamed and merged without losing what they were."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from integrated.co_production.cerqual import LEVELS


@dataclass(frozen=True)
class Theme:
    """One version of a theme. `merged_into` names the theme that took it over; an earlier version never changes."""

    theme_id: str
    version: int
    name: str
    definition: str = ""
    include_when: str = ""
    exclude_when: str = ""
    merged_into: str | None = None
    confidence: str | None = None
    confidence_reason: str = ""


@dataclass(frozen=True)
class Codebook:
    """Every version of every theme, in the order they were made; the highest version of a theme counts."""

    versions: tuple[Theme, ...] = ()

    def theme(self, theme_id: str) -> Theme:
        """Give a theme as it is now, merged or not; ValueError if there is none."""
        found = [theme for theme in self.versions if theme.theme_id == theme_id]
        if not found:
            raise ValueError(f"there is no theme {theme_id!r}: choose one of {self._listed()}")
        return max(found, key=lambda theme: theme.version)

    def themes(self) -> tuple[Theme, ...]:
        """Give the themes in use, as they are now, in the order they were first made."""
        ids = dict.fromkeys(theme.theme_id for theme in self.versions)
        return tuple(theme for theme in map(self.theme, ids) if theme.merged_into is None)

    def history(self, theme_id: str) -> tuple[Theme, ...]:
        """Give every version of a theme and of those merged into it, directly or not, oldest first."""
        taken_over = {t for t in {theme.theme_id for theme in self.versions} if self.stands_for(t) == theme_id}
        return tuple(theme for theme in self.versions if theme.theme_id in taken_over | {theme_id})

    def stands_for(self, theme_id: str) -> str:
        """Give the theme in use that a theme is part of now: itself, or the one it was merged into."""
        passed: list[str] = []
        while (into := self.theme(theme_id).merged_into) is not None:
            if theme_id in passed:
                raise ValueError(f"themes are merged in a circle: {' into '.join([*passed, theme_id])}")
            passed.append(theme_id)
            theme_id = into
        return theme_id

    def _listed(self) -> str:
        return ", ".join(theme.theme_id for theme in self.themes()) or "none (create one first)"


def create(
    codebook: Codebook,
    theme_id: str,
    name: str,
    *,
    definition: str = "",
    include_when: str = "",
    exclude_when: str = "",
) -> Codebook:
    """Add a theme; ValueError if its id or name is taken, or the name is empty."""
    if any(theme.theme_id == theme_id for theme in codebook.versions):
        raise ValueError(f"theme {theme_id!r} exists already: revise it, or choose another id")
    name = _free_name(codebook, name, theme_id)
    return _with(codebook, Theme(theme_id, 1, name, definition, include_when, exclude_when))


def rename(codebook: Codebook, theme_id: str, name: str) -> Codebook:
    """Give a theme another name; its codings stay, its old name stays in the history."""
    return _revised(codebook, theme_id, name=_free_name(codebook, name, theme_id))


def define(codebook: Codebook, theme_id: str, *, definition: str, include_when: str, exclude_when: str) -> Codebook:
    """Say anew what a theme means, when to give it and when not."""
    return _revised(codebook, theme_id, definition=definition, include_when=include_when, exclude_when=exclude_when)


def merge(codebook: Codebook, theme_id: str, into: str) -> Codebook:
    """Make a theme part of another; its codings count there from now on, and `separate` undoes it.

    Raises
    ------
    ValueError
        If either is unknown or no longer in use, or both are one.
    """
    if theme_id == into:
        raise ValueError(f"theme {theme_id!r} cannot be merged into itself")
    taken_over = codebook.theme(into).merged_into
    if taken_over is not None:
        raise ValueError(f"theme {into!r} is part of {taken_over!r} now: merge into that one")
    return _revised(codebook, theme_id, merged_into=into)


def separate(codebook: Codebook, theme_id: str) -> Codebook:
    """Take a merged theme out again; what is taken back is a new version too."""
    now = codebook.theme(theme_id)
    if now.merged_into is None:
        raise ValueError(f"theme {theme_id!r} is not merged, so there is nothing to take back")
    name = _free_name(codebook, now.name, theme_id)
    return _with(codebook, replace(now, version=now.version + 1, name=name, merged_into=None))


def rate(codebook: Codebook, theme_id: str, confidence: str | None, reason: str) -> Codebook:
    """Enter the GRADE-CERQual confidence people agreed on for a theme; a level needs a reason."""
    if confidence is not None and confidence not in LEVELS:
        raise ValueError(f"confidence is one of {', '.join(LEVELS)}, or none yet, got {confidence!r}")
    if confidence is not None and not reason.strip():
        raise ValueError(f"confidence {confidence!r} needs a reason: write what speaks for and against the finding")
    return _revised(codebook, theme_id, confidence=confidence, confidence_reason=reason.strip())


def stand_ins(codebook: Codebook) -> dict[str, str]:
    """Give, for every theme ever made, the theme in use whose counts it belongs to."""
    return {theme_id: codebook.stands_for(theme_id) for theme_id in {t.theme_id: None for t in codebook.versions}}


def codebook_of(versions: Iterable[Theme]) -> Codebook:
    """Put a codebook together from stored versions; ValueError for a version twice or a merge into nothing."""
    ordered = tuple(versions)
    seen: set[tuple[str, int]] = set()
    for theme in ordered:
        if (theme.theme_id, theme.version) in seen:
            raise ValueError(f"theme {theme.theme_id!r} has version {theme.version} twice")
        seen.add((theme.theme_id, theme.version))
    codebook = Codebook(ordered)
    stand_ins(codebook)
    return codebook


def _free_name(codebook: Codebook, name: str, theme_id: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise ValueError("a theme needs a name: write the few words people would use for it")
    for theme in codebook.themes():
        if theme.theme_id != theme_id and theme.name.casefold() == name.casefold():
            raise ValueError(f"there is a theme called {theme.name!r} already: use it, or choose another name")
    return name


def _revised(codebook: Codebook, theme_id: str, **changes: str | None) -> Codebook:
    now = codebook.theme(theme_id)
    if now.merged_into is not None:
        raise ValueError(
            f"theme {theme_id!r} is part of {now.merged_into!r} now: change that one, or separate it first"
        )
    return _with(codebook, replace(now, version=now.version + 1, **changes))  # type: ignore[arg-type]


def _with(codebook: Codebook, theme: Theme) -> Codebook:
    return Codebook((*codebook.versions, theme))
