"""The page in a real browser: silent, without barriers, and useful with and without its script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from reports import html, view
from tests.needs import program
from tests.reports import sample

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = program("chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file for each sample, in one folder."""
    folder = tmp_path_factory.mktemp("html")
    for name in ("neglected", "ready_in_part", "hostile"):
        run = getattr(sample, name)()
        (folder / f"{name}.html").write_bytes(html.render(view.of(run, sample.RUN_SHA256)))
    return folder


@pytest.fixture
def page(browser: Browser, report: Path) -> Iterator[Page]:
    page = browser.new_page()
    page.goto((report / "neglected.html").as_uri())
    yield page
    page.close()


@pytest.mark.parametrize("name", ["neglected", "ready_in_part", "hostile"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_no_complaint_no_request(
    browser: Browser, report: Path, name: str, scheme: Literal["light", "dark"]
) -> None:
    page = browser.new_page(color_scheme=scheme)
    heard: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("dialog", lambda dialog: heard.append(dialog.message))
    page.on("request", lambda request: asked.append(request.url))
    address = (report / f"{name}.html").as_uri()
    page.goto(address)
    page.get_by_role("button", name="Open all").click()
    found = Axe().run(page)
    page.close()
    assert found.violations_count == 0, found.generate_report()
    assert (heard, asked) == ([], [address])


def test_search_and_filter_leave_what_fits(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("bamprimaryimport")
    assert page.locator("#shown").inner_text() == "1 of 21 rows shown"
    assert page.locator("details.row:visible").get_attribute("id") == "row-B04"
    page.locator("#search").fill("")
    page.locator("input[value=not-checked]").uncheck()
    assert page.locator("details.row:visible").count() == 4
    assert page.url.endswith("#hide=not-checked")


def test_a_filtered_view_can_be_mailed(browser: Browser, report: Path) -> None:
    page = browser.new_page()
    page.goto((report / "neglected.html").as_uri() + "#hide=not-checked&search=secret")
    assert page.locator("details.row:visible").count() == 2
    page.close()


def test_a_link_opens_what_it_points_to(page: Page) -> None:
    page.locator(".origin a").first.click()
    assert page.locator("details.reading[open]").count() == 1


def test_it_works_without_its_script(browser: Browser, report: Path) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto((report / "neglected.html").as_uri())
    assert page.locator("#bar").is_hidden()
    assert page.locator("details.row:visible").count() == 21
    assert page.get_by_text("The job is disabled since").first.is_visible()
    page.close()


def test_it_fits_a_narrow_screen(browser: Browser, report: Path) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 700})
    page.goto((report / "hostile.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()
