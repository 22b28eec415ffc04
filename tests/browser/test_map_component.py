"""The map in a real browser, behind the real headers: what people do on it reaches Python, and nothing else does."""

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.accessibility import findings
from tests.browser.conftest import OpenPage
from tests.browser.drawn_map import box, click_box, drag, inspect, overlapping, ready
from tests.browser.server import ROOT, Server
from tests.browser.watched import wait_until_run

Open = Any
WORDS_CONTRAST = 4.5
ARROWS = {"ArrowLeft": ("x", -1), "ArrowRight": ("x", 1), "ArrowUp": ("y", -1), "ArrowDown": ("y", 1)}
STRONG = re.compile(r"^Map under test: 10 boxes, \d links\.")
FEWER = re.compile(r"^Map under test: 9 boxes, \d links\.")


@pytest.fixture(scope="module")
def map_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("map")
    shutil.copytree(ROOT / ".streamlit", folder / ".streamlit", ignore=shutil.ignore_patterns("secrets.toml"))
    script = ROOT / "tests" / "browser" / "map_app.py"
    started = Server(folder, str(script), {"PYTHONPATH": str(ROOT)})
    try:
        yield started.wait_until_ready()
    finally:
        started.stop()


@pytest.fixture
def open_map(map_server: Server, open_page: OpenPage) -> Open:
    def open_one(case: str, **how: Any) -> Page:
        page = open_page(f"{map_server.url}/?case={case}", **how)
        ready(page)
        return page

    return open_one


def told(page: Page, what: str) -> None:
    expect(page.get_by_text(f"Told: {what}", exact=True)).to_be_visible()


def test_a_click_on_a_box_a_sign_an_option_and_beside_them_reaches_python(open_map: Open) -> None:
    page = open_map("small")
    click_box(page, "Debt and rent arrears")
    told(page, "factor~debt")
    sign = next(each for each in inspect(page)["signs"] if each["id"] == "f:suitable_homes>f:stable_housing")
    page.mouse.click(sign["x"], sign["y"])
    told(page, "factor~debt | link~suitable_homes~stable_housing")
    click_box(page, "B Stay longer")
    told(page, "factor~debt | link~suitable_homes~stable_housing | option extended_care")
    frame = page.locator(".map").bounding_box()
    assert frame
    page.mouse.click(frame["x"] + 12, frame["y"] + 12)
    told(page, "factor~debt | link~suitable_homes~stable_housing | option extended_care | cleared")


def test_what_was_clicked_is_told_once_and_not_again_when_something_else_changes(open_map: Open) -> None:
    page = open_map("small")
    click_box(page, "Stable housing")
    told(page, "factor~stable_housing")
    page.get_by_text("Strong links only").click()
    page.get_by_text("Python says what is chosen").click()
    wait_until_run(page)
    told(page, "factor~stable_housing")


def test_a_link_can_be_clicked_anywhere_on_its_line(open_map: Open) -> None:
    page = open_map("small")
    sign = next(each for each in inspect(page)["signs"] if each["id"] == "f:suitable_homes>f:stable_housing")
    end = box(page, "Stable housing")
    page.mouse.click(sign["x"] + 0.25 * (end["x"] - sign["x"]), sign["y"] + 0.25 * (end["y"] - sign["y"]))
    told(page, "link~suitable_homes~stable_housing")


def test_the_choice_of_python_is_drawn_and_the_rest_fades_but_stays(open_map: Open) -> None:
    page = open_map("small")
    page.get_by_text("Python says what is chosen").click()
    click_box(page, "Debt and rent arrears")
    told(page, "factor~debt")
    wait_until_run(page)
    looks = {each["name"]: each["look"] for each in inspect(page)["boxes"]}
    assert looks["Debt and rent arrears"] == "chosen"
    assert looks["Readiness to live independently"] == looks["Stable housing"] == "plain"
    assert looks["Suitable homes available"] == "faded"
    assert len(looks) == 10
    page.keyboard.press("Escape")
    told(page, "factor~debt | cleared")
    wait_until_run(page)
    assert {each["look"] for each in inspect(page)["boxes"]} == {"plain"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_faded_words_can_be_read_and_marks_are_seen(open_map: Open, theme: str) -> None:
    ink = inspect(open_map("small", theme=theme))["ink"]
    assert contrast(ink["quiet"], ink["page"]) >= WORDS_CONTRAST
    assert contrast(ink["text"], ink["panel"]) >= WORDS_CONTRAST
    assert contrast(ink["page"], ink["text"]) >= WORDS_CONTRAST  # words on an option
    for mark in ("positive", "negative", "uncertain", "link", "focus"):
        assert contrast(ink[mark], ink["page"]) >= 3, mark


def test_a_live_change_of_theme_changes_the_colours_and_keeps_the_map(open_map: Open) -> None:
    page = open_map("small", theme="light")
    drag(page, "Debt and rent arrears", 40, -60)
    expect(page.get_by_text("Moved: debt")).to_be_visible()
    before = inspect(page)
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", "rgb(18, 24, 31)")
    ready(page)
    after = inspect(page)
    assert (before["ink"]["page"], after["ink"]["page"]) == ("rgb(255, 255, 255)", "rgb(18, 24, 31)")
    assert (before["ink"]["positive"], after["ink"]["positive"]) == ("rgb(10, 63, 122)", "rgb(181, 217, 255)")
    assert after["mounts"] == before["mounts"] == 1
    assert places(after) == places(before)


def test_a_change_of_theme_while_the_map_is_still_loading_does_not_lose_it(
    map_server: Server, open_page: OpenPage
) -> None:
    page = open_page("about:blank", theme="light")
    waiting: list[Route] = []
    page.route("**/vis-network*", lambda route: waiting.append(route))
    with page.expect_request("**/vis-network*"):
        page.goto(f"{map_server.url}/?case=small")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", "rgb(18, 24, 31)")
    wait_until_run(page)
    for route in waiting:
        route.continue_()
    ready(page)
    assert inspect(page)["ink"]["page"] == "rgb(18, 24, 31)"
    assert page.locator(".map canvas").count() == 1
    click_box(page, "Debt and rent arrears")
    told(page, "factor~debt")


def test_a_map_whose_library_does_not_arrive_says_so(map_server: Server, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/vis-network*", lambda route: route.abort())
    page.goto(f"{map_server.url}/?case=small")
    expect(page.locator(".map")).to_have_text(
        "The map could not be drawn. Reload the page; its links also stand as text."
    )
    page.close()


def test_the_whole_map_can_be_walked_and_chosen_by_keyboard_alone(open_map: Open) -> None:
    page = open_map("small")
    live = page.locator(".live")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.locator(".map").evaluate("box => box.matches(':focus-visible')"):
            break
    assert inspect(page)["cursor"]["node"] == "o:extended_care"
    expect(live).to_contain_text("B Stay longer (an option). 2 links: to Age at leaving care: more leads to more")
    page.keyboard.press("ArrowRight")
    chosen = cursor(page).removeprefix("f:")
    page.keyboard.press("Enter")
    told(page, f"factor~{chosen}")
    expect(live).to_contain_text("Chosen: ")
    said = live.text_content()
    page.keyboard.press("Shift+L")
    link = inspect(page)["cursor"]["link"]
    assert f"f:{chosen}" in link.split(">")
    assert live.text_content() != said
    page.keyboard.press("Enter")
    source, target = (end.removeprefix("f:") for end in link.split(">"))
    told(page, f"factor~{chosen} | link~{source}~{target}")
    page.keyboard.press("Escape")
    told(page, f"factor~{chosen} | link~{source}~{target} | cleared")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Closer")).to_be_focused()


def test_arrows_lead_where_they_point_and_reach_every_box(open_map: Open) -> None:
    page = open_map("whole")
    page.locator(".map").focus()
    boxes = {each["id"]: each for each in inspect(page)["boxes"]}
    page.keyboard.press("Home")
    waiting, reached = [cursor(page)], set()
    while waiting:
        start = waiting.pop()
        reached.add(start)
        for arrow, (axis, way) in ARROWS.items():
            page.locator(".map").evaluate("(box, node) => box.systemMap.walk(node)", start)
            page.keyboard.press(arrow)
            there = cursor(page)
            if there != start:
                assert way * (boxes[there][axis] - boxes[start][axis]) > 0, f"{arrow} from {start} led to {there}"
            if there not in reached and there not in waiting:
                waiting.append(there)
    assert reached == set(boxes)


def test_page_down_passes_every_box_once(open_map: Open) -> None:
    page = open_map("whole")
    page.locator(".map").focus()
    page.keyboard.press("Home")
    order = [cursor(page)]
    for _ in range(29):
        page.keyboard.press("PageDown")
        order.append(cursor(page))
    assert sorted(order) == sorted(each["id"] for each in inspect(page)["boxes"])
    assert {each.split(":")[0] for each in order[:5]} == {"o"}, "options come first"
    page.keyboard.press("End")
    assert cursor(page) == order[-1]


def test_what_was_dragged_stays_through_filters_and_after_leaving_the_page(open_map: Open) -> None:
    page = open_map("small")
    drag(page, "Debt and rent arrears", 50, -70)
    expect(page.get_by_text("Moved: debt")).to_be_visible()
    dragged = places(inspect(page))
    page.get_by_text("Strong links only").click()
    expect(page.locator(".map")).to_have_attribute("aria-label", STRONG)
    assert places(inspect(page)) == dragged
    page.get_by_text("Without the last factor").click()
    expect(page.locator(".map")).to_have_attribute("aria-label", FEWER)
    assert places(inspect(page)) == {
        name: place for name, place in dragged.items() if name != "Homelessness after care"
    }
    page.get_by_role("link", name="Elsewhere").click()
    expect(page.get_by_role("heading", name="Elsewhere")).to_be_visible()
    page.get_by_role("link", name="Map").click()
    ready(page)
    expect(page.get_by_text("Moved: debt")).to_be_visible()
    assert places(inspect(page)) == dragged
    page.get_by_role("button", name="Put back the boxes that were moved").click()
    expect(page.get_by_text("Moved: nothing")).to_be_visible()
    assert places(inspect(page))["Debt and rent arrears"] != dragged["Debt and rent arrears"]


def test_twenty_actions_leave_one_map_with_its_zoom_and_places(open_map: Open) -> None:
    page = open_map("whole")
    page.get_by_role("button", name="Closer").click()
    page.get_by_text("Python says what is chosen").click()
    wait_until_run(page)
    before = inspect(page)
    for i in range(10):
        page.get_by_text("Strong links only").click()
        page.locator(".map").focus()
        page.keyboard.press("PageDown")
        page.keyboard.press("Enter")
        expect(page.get_by_text(re.compile(rf"^Told: ([^|]+\| ){{{i}}}[^|]+$"))).to_be_visible()
    wait_until_run(page)
    after = inspect(page)
    assert after["mounts"] == 1
    assert after["scale"] == before["scale"]
    assert {each["id"]: each["given"] for each in after["boxes"]} == {
        each["id"]: each["given"] for each in before["boxes"]
    }


def test_the_wheel_scrolls_the_page_and_enlarges_the_map_only_with_ctrl(open_map: Open) -> None:
    page = open_map("whole", height=500)
    place = box(page, "Foster and residential places free")
    page.mouse.move(place["x"], place["y"])
    scale = inspect(page)["scale"]
    page.mouse.wheel(0, 800)
    expect(page.get_by_text("Told: nothing")).to_be_in_viewport()
    assert inspect(page)["scale"] == scale
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    assert inspect(page)["scale"] == pytest.approx(1.1 * scale)
    page.get_by_role("button", name="Whole map").click()
    assert inspect(page)["scale"] == pytest.approx(scale)


def test_fingers_scroll_the_page_and_find_their_targets(open_map: Open) -> None:
    page = open_map("whole", has_touch=True)
    expect(page.locator(".map canvas")).to_have_css("touch-action", "pan-y pinch-zoom")
    assert all(each["w"] >= 24 and each["h"] >= 24 for each in inspect(page)["boxes"])
    for button in page.locator(".tools button:visible").all():
        size = button.bounding_box()
        assert size
        assert min(size["width"], size["height"]) >= 24
    place = box(page, "Income")
    page.touchscreen.tap(place["x"], place["y"])
    told(page, "factor~income")


@pytest.mark.parametrize(
    ("case", "width", "smallest"), [("small", 1440, 14), ("twenty", 1440, 14), ("whole", 1440, 12), ("wide", 1920, 12)]
)
def test_labels_are_large_enough_and_nothing_covers_anything(
    open_map: Open, case: str, width: int, smallest: int
) -> None:
    page = open_map(case, width=width)
    state = inspect(page)
    frame = page.locator(".map").bounding_box()
    assert frame
    assert state["labelPx"] >= smallest
    for each in state["boxes"]:
        assert each["text"] <= each["w"] - 8, f"the words of {each['name']} are cut"
        assert frame["x"] <= each["x"] - each["w"] / 2
        assert each["x"] + each["w"] / 2 <= frame["x"] + frame["width"]
        assert frame["y"] <= each["y"] - each["h"] / 2
        assert each["y"] + each["h"] / 2 <= frame["y"] + frame["height"]
    assert overlapping(state["boxes"]) == []
    for sign in state["signs"]:
        for each in state["boxes"]:
            inside = abs(sign["x"] - each["x"]) < each["w"] / 2 and abs(sign["y"] - each["y"]) < each["h"] / 2
            assert not inside, f"the sign of {sign['id']} is hidden by {each['name']}"


def test_a_dense_screen_draws_the_same_map_in_finer_dots(open_map: Open) -> None:
    page = open_map("small", device_scale_factor=2)
    dots, pixels = page.locator(".map canvas").evaluate("canvas => [canvas.width, canvas.clientWidth]")
    assert dots == 2 * pixels
    assert inspect(page)["labelPx"] >= 14
    click_box(page, "Stable housing")
    told(page, "factor~stable_housing")


def test_a_map_too_large_for_its_place_keeps_its_letters_and_shows_what_is_chosen(open_map: Open) -> None:
    page = open_map("tight")
    assert inspect(page)["labelPx"] == pytest.approx(12)
    page.locator(".map").focus()
    page.keyboard.press("End")
    frame = page.locator(".map").bounding_box()
    last = next(each for each in inspect(page)["boxes"] if each["id"] == cursor(page))
    assert frame
    assert frame["x"] < last["x"] < frame["x"] + frame["width"]
    assert frame["y"] < last["y"] < frame["y"] + frame["height"]


def test_words_that_look_like_code_stay_words(open_map: Open) -> None:
    page = open_map("hostile")
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    state = inspect(page)
    names = [each["name"] for each in state["boxes"]]
    assert "<script>document.title='owned'</script>" in names
    for place in (*state["boxes"], *state["signs"]):
        page.mouse.move(place["x"], place["y"])
        page.mouse.move(place["x"] + 1, place["y"] + 1)
        expect(page.locator(".vis-tooltip")).to_be_visible()
    page.mouse.click(state["boxes"][1]["x"], state["boxes"][1]["y"])
    expect(page.get_by_text("Told: factor~")).to_be_visible()
    assert page.locator(".map img, .map script, .map svg, .live img, .live script, .live svg").count() == 0
    assert page.title() == "Map"


def test_the_legend_says_in_words_what_every_mark_on_this_map_means(open_map: Open) -> None:
    page = open_map("whole")
    expect(page.locator(".legend li")).to_have_text(
        [
            "+more leads to more",
            "\N{MINUS SIGN}more leads to less",
            "?could go either way",
            "takes time",
            "thicker: stronger",
            "an option",
            "an outcome",
            "from outside",
        ]
    )
    page = open_map("hostile")
    expect(page.locator(".legend li")).to_have_text(
        ["+more leads to more", "\N{MINUS SIGN}more leads to less", "an option"]
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_map(open_map: Open, theme: str) -> None:
    assert findings(open_map("whole", theme=theme)) == []


def cursor(page: Page) -> str:
    return str(inspect(page)["cursor"]["node"])


def places(state: dict[str, Any]) -> dict[str, tuple[float, float]]:
    return {each["name"]: (each["x"], each["y"]) for each in state["boxes"]}


def contrast(one: str, other: str) -> float:
    """The WCAG ratio of two colours as a browser writes them, `rgb(1, 2, 3)`."""

    def luminance(colour: str) -> float:
        shares = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)
