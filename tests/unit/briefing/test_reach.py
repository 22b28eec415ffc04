"""Under which address phones reach the server."""

import pytest

from integrated.briefing.reach import is_only_here, reach


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.2"])
def test_an_address_of_this_machine_is_reached_from_here_alone(address: str) -> None:
    assert is_only_here(address)
    assert reach(address, 8501, "http://localhost:8501/workshop").only_here


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.20", "laptop.local"])
def test_any_other_address_is_open_to_the_network(address: str | None) -> None:
    assert not is_only_here(address)


def test_the_address_in_the_facilitators_browser_is_taken_unless_it_is_this_machines() -> None:
    assert reach("0.0.0.0", 8501, "http://192.168.1.20:8501/workshop").base == "http://192.168.1.20:8501"
    found = reach("0.0.0.0", 8600, "http://localhost:8600/workshop")
    assert found.base.endswith(":8600") and "localhost" not in found.base and found.spoken in found.base
