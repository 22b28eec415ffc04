"""The passphrase of an app that is open to a network."""

import pytest

from integrated.actions.passphrase import LOCKED, WRONG, WRONG_A_MINUTE, hashed, is_right, may_enter, problem_signing_in
from integrated.actions.turnstile import MINUTE, Turnstile

RIGHT = "correct horse battery staple"


def test_a_hash_fits_its_passphrase_alone_and_differs_each_time() -> None:
    kept = hashed(RIGHT)
    assert is_right(RIGHT, kept) and not is_right(RIGHT + " ", kept) and not is_right("", kept)
    assert RIGHT not in kept and hashed(RIGHT) != kept


@pytest.mark.parametrize("kept", ["", "x", RIGHT, "scrypt$1$1$1$$", "scrypt$16384$8$1$!!$!!", "scrypt$0$8$1$YQ==$YQ=="])
def test_a_hash_that_cannot_be_read_lets_nobody_in(kept: str) -> None:
    assert not is_right("", kept) and not is_right(RIGHT, kept)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 12 letters, got 5"):
        hashed("short")


def test_ten_wrong_tries_lock_the_door_for_a_minute_and_a_thousand_get_nowhere() -> None:
    now = [0.0]
    counts, kept = Turnstile(lambda: now[0]), hashed(RIGHT)
    answers = [problem_signing_in(f"guess {number}", kept, counts) for number in range(1_000)]
    assert answers == [WRONG] * WRONG_A_MINUTE + [LOCKED] * (1_000 - WRONG_A_MINUTE)
    assert problem_signing_in(RIGHT, kept, counts) == LOCKED
    now[0] += MINUTE
    assert problem_signing_in(RIGHT, kept, counts) == ""


def test_only_named_addresses_and_domains_may_enter() -> None:
    allowed = ["@council.gov.uk", "sam@charity.org"]
    assert may_enter("Kim@Council.gov.uk", True, allowed) and may_enter("sam@charity.org", None, allowed)
    for email, verified in (
        ("kim@council.gov.uk", False),
        ("kim@council.gov.uk.evil.example", True),
        ("kim@evilcouncil.gov.uk", True),
        ("council.gov.uk", True),
        (None, True),
    ):
        assert not may_enter(email, verified, allowed)
    assert not may_enter("kim@council.gov.uk", True, [])
