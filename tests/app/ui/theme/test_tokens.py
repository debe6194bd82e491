import pytest

from app.ui.theme.metrics import SizeClass, size_class
from app.ui.theme.tokens import LEAST_RATIO, TABLES, Ink, Pair, ThemeName, Use, pairs, ratio


@pytest.mark.parametrize("name", list(ThemeName))
@pytest.mark.parametrize("pair", pairs(), ids=lambda p: f"{p.ink}-{p.ground}-{p.use}")
def test_every_pair_is_legible(name: ThemeName, pair: Pair) -> None:
    table = TABLES[name]
    assert ratio(table[pair.ink], table[pair.ground]) >= LEAST_RATIO[pair.use]


@pytest.mark.parametrize("name", list(ThemeName))
def test_every_theme_has_every_colour(name: ThemeName) -> None:
    assert set(TABLES[name]) == set(Ink)


def test_every_text_pair_of_high_contrast_is_at_least_seven() -> None:
    table = TABLES[ThemeName.CONTRAST]
    for pair in pairs():
        if pair.use is not Use.SHAPE:
            assert ratio(table[pair.ink], table[pair.ground]) >= 7.1, pair


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(
    ("width", "height", "expected"),
    [
        (1024, 768, SizeClass.S),
        (1280, 720, SizeClass.S),
        (1366, 768, SizeClass.M),
        (1200, 760, SizeClass.M),
        (1199, 760, SizeClass.S),
        (1600, 900, SizeClass.L),
        (1920, 1080, SizeClass.L),
        (768, 1024, SizeClass.P),
    ],
)
def test_the_size_class_follows_the_client_area(width: int, height: int, expected: SizeClass) -> None:
    assert size_class(width, height) is expected
