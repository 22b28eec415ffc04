"""Ratings of other bodies: kept as printed, by scheme and version; never converted, never averaged."""

from urllib.parse import urlparse

SCHEMES = {
    "EIF": "Early Intervention Foundation / Foundations Guidebook",
    "EEF": "Education Endowment Foundation Toolkit",
    "YEF": "Youth Endowment Fund Toolkit",
}
EIF_LEVELS = ("4+", "4", "3+", "3", "2+", "2", "NL2", "NE")
MEANING = {
    "NL2": "the evidence does not reach level 2; that is not the same as “no effect”",
    "NE": "found not to be effective; that is not the same as “too little evidence”",
}
LONGEST = 300


def rating_problem(scheme: str, version: str, as_printed: str, address: str) -> tuple[str, str] | None:
    """What is wrong with a rating: (column, what to write instead), or None.

    Parameters
    ----------
    scheme : "EIF", "EEF", "YEF" or another body's name. version : of the scheme ("2023").
    as_printed : the rating, letter by letter. address : of the page, or "".
    """
    for column, value in (("scheme", scheme), ("scheme_version", version), ("as_printed", as_printed)):
        if not value.strip():
            return column, "this is needed: write what is printed"
        if len(value) > LONGEST:
            return column, f"this is longer than {LONGEST} characters: write what is printed, no more"
    if scheme == "EIF" and as_printed.strip() not in EIF_LEVELS:
        return "as_printed", f"EIF prints one of {', '.join(EIF_LEVELS)}; NL2 and NE are two different things"
    if address.strip():
        parts = urlparse(address.strip())
        if parts.scheme not in ("http", "https") or not parts.netloc or len(address) > LONGEST:
            return "address", "write an address that begins with https://, or leave it empty"
    return None
