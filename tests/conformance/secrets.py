"""Conformance suite of `core.ports.secrets.SecretStore` (packaging.md section 7).

Subclass it with a fixture ``stores``: a function that opens the same place again and again, as a restarted
program does.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.ports.secrets import Secret, SecretState, SecretStore

OpenStore = Callable[[], SecretStore]


class SecretStoreConformance:
    """The suite."""

    def test_a_value_never_put_is_missing(self, stores: OpenStore) -> None:
        assert stores().get("refresh_token") is SecretState.MISSING

    @pytest.mark.parametrize("value", [b"", b"\x00\xff" * 16, "Piña".encode(), bytes(range(256)), b"x" * 900])
    def test_bytes_come_back_as_they_went_in(self, stores: OpenStore, value: bytes) -> None:
        store = stores()
        assert store.put("terminal_key", value) is None
        assert store.get("terminal_key") == Secret(value)

    def test_values_outlive_the_program(self, stores: OpenStore) -> None:
        assert stores().put("terminal_key", b"k" * 32) is None
        assert stores().get("terminal_key") == Secret(b"k" * 32)

    def test_the_last_value_wins_and_names_are_apart(self, stores: OpenStore) -> None:
        store = stores()
        store.put("refresh_token", b"first")
        store.put("pin_pepper.3", b"pepper")
        store.put("refresh_token", b"second")
        assert stores().get("refresh_token") == Secret(b"second")
        assert stores().get("pin_pepper.3") == Secret(b"pepper")

    def test_a_deleted_value_is_missing_and_deleting_again_is_fine(self, stores: OpenStore) -> None:
        store = stores()
        store.put("refresh_token", b"token")
        store.put("terminal_key", b"key")
        store.delete("refresh_token")
        store.delete("refresh_token")
        assert stores().get("refresh_token") is SecretState.MISSING
        assert stores().get("terminal_key") == Secret(b"key")

    def test_a_value_too_long_for_windows_is_refused_everywhere(self, stores: OpenStore) -> None:
        with pytest.raises(ValueError, match="900"):
            stores().put("terminal_key", b"x" * 901)

    @pytest.mark.parametrize("name", ["", "Terminal", "a b", "../x", "a" * 65, "ñ"])
    def test_a_name_of_another_form_is_refused(self, stores: OpenStore, name: str) -> None:
        with pytest.raises(ValueError, match="name"):
            stores().put(name, b"x")

    def test_no_text_form_shows_a_value(self, stores: OpenStore) -> None:
        store = stores()
        store.put("refresh_token", b"very-secret")
        assert "very-secret" not in f"{store.get('refresh_token')!r} {store.get('refresh_token')} {store!r}"
        assert store.describe()
