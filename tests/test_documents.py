from __future__ import annotations

import pytest

from tests.documents import between


def test_only_what_stands_between_the_marks_is_another() -> None:
    assert between("head\n(\nold\n)\ntail\n", "(", ")", "new") == "head\n(\n\nnew\n)\ntail\n"


@pytest.mark.parametrize("text", ["text", "( text", "text )"])
def test_a_document_without_a_place_is_left_alone(text: str) -> None:
    with pytest.raises(ValueError, match="no place"):
        between(text, "(", ")", "new")
