"""A page for each task in both languages, with its pictures, in the words of the program."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import chain

import pytest
from PySide6.QtGui import QImageReader

from app.demo.director import DAY_LOOKS
from app.demo.tasks import floor_tasks
from resources import demo
from resources.i18n import path
from tests.architecture.sources import ROOT
from tests.guide.pages import GUIDE, INDEX, PICTURES, Page, pages

MOST_BYTES = 6_000_000
BOTH = [page for language in INDEX for page in pages(language)]


def name(page: Page) -> str:
    return f"{page.language}/{page.path.name}"


@cache
def words(language: str) -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text the program has in a language; those with values in them as patterns."""
    root = ET.parse(path(language).with_suffix(".ts")).getroot()
    texts: set[str] = set()
    for message in root.iter("message"):
        translation = message.find("translation")
        assert translation is not None
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        texts.update(form or message.findtext("source", "") for form in forms)
    patterns = [
        re.compile(re.sub(r"\\\{\w+\\\}|%n", ".+", re.escape(text)))
        for text in texts
        if "{" in text or "%n" in text
    ]
    return {text.casefold() for text in texts}, patterns


def test_both_languages_have_the_same_pages() -> None:
    assert [page.path.name for page in pages("es")] == [page.path.name for page in pages("en")]
    assert len(pages("es")) >= 15


@pytest.mark.parametrize("language", INDEX)
def test_the_first_page_leads_to_every_other(language: str) -> None:
    text = (GUIDE / INDEX[language]).read_text(encoding="utf-8")
    linked = re.findall(rf"\]\({language}/([a-z-]+\.md)\)", text)
    assert sorted(linked) == [page.path.name for page in pages(language)]


@pytest.mark.parametrize("page", BOTH, ids=name)
def test_a_page_shows_its_task_in_its_own_language(page: Page) -> None:
    assert page.pictures
    for language, picture in page.pictures:
        assert language == page.language
        reader = QImageReader(str(PICTURES / language / f"{picture}.png"))
        assert reader.size().toTuple() == (1024, 768), picture


@pytest.mark.parametrize("page", BOTH, ids=name)
def test_both_languages_show_the_same(page: Page) -> None:
    other = Page(GUIDE / ("en" if page.language == "es" else "es") / page.path.name)
    assert [picture for _, picture in page.pictures] == [picture for _, picture in other.pictures]


@pytest.mark.parametrize("page", BOTH, ids=name)
def test_what_stands_in_quotation_marks_is_a_word_of_the_program(page: Page) -> None:
    texts, patterns = words(page.language)
    unknown = [
        said
        for said in page.quoted
        if said.casefold() not in texts and not any(pattern.fullmatch(said) for pattern in patterns)
    ]
    assert unknown == []


def test_every_picture_is_one_the_demo_takes_and_one_a_page_shows() -> None:
    kept = {(file.parent.name, file.stem) for file in PICTURES.rglob("*.png")}
    shown = set(chain.from_iterable(page.pictures for page in BOTH))
    taken = {value for task in floor_tasks(demo.load()) for verb, value in task.steps if verb == "look"}
    for part in ("reviews", "backlog"):
        source = (ROOT / "app" / "demo" / f"{part}.py").read_text(encoding="utf-8")
        taken |= set(re.findall(r'look\((?:till, )?"([a-z-]+)"\)', source))
    assert kept == shown
    assert {picture for _, picture in shown} <= taken | set(DAY_LOOKS)


def test_the_pictures_are_small() -> None:
    assert sum(file.stat().st_size for file in PICTURES.rglob("*.png")) < MOST_BYTES
