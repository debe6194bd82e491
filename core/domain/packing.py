"""Numbers and short texts in as few bytes as they need, for what must fit into a bar code."""

from __future__ import annotations

from typing import Final

from core.domain.barcode import is_digits

_LONGEST_NUMBER: Final = 9
"""Bytes: 63 bits, beyond any amount, time or count of a receipt."""
_LONGEST_DIGITS: Final = 15


class PackingError(ValueError):
    """A value that cannot be packed, or bytes that are no packed value."""


class Packer:
    """Writes values one after another; `Unpacker` reads them in the same order."""

    def __init__(self) -> None:
        self._out = bytearray()

    def number(self, value: int) -> None:
        """An integer from 0 on: seven bits a byte, lowest first.

        Raises:
            PackingError: below zero or beyond 63 bits.
        """
        if not 0 <= value < 1 << 7 * _LONGEST_NUMBER:
            raise PackingError(f"{value} cannot be packed")
        while value > 0x7F:
            self._out.append(0x80 | value & 0x7F)
            value >>= 7
        self._out.append(value)

    def text(self, value: str) -> None:
        """A short text; one of digits alone, zeros in front kept, takes less than half a byte a digit.

        Raises:
            PackingError: it holds lone surrogates.
        """
        if is_digits(value) and len(value) <= _LONGEST_DIGITS:
            self.number(int("1" + value) << 1 | 1)
            return
        try:
            encoded = value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise PackingError("text is not well formed") from error
        self.number(len(encoded) << 1)
        self._out += encoded

    def raw(self, data: bytes) -> None:
        """Bytes as they are; whoever reads knows how many."""
        self._out += data

    def packed(self) -> bytes:
        """All of it."""
        return bytes(self._out)


class Unpacker:
    """Reads what a `Packer` wrote, and refuses anything a `Packer` would not have written."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def number(self) -> int:
        """An integer.

        Raises:
            PackingError: no bytes are left, or it is longer than it need be.
        """
        value = 0
        for place in range(_LONGEST_NUMBER):
            byte = self.raw(1)[0]
            value |= (byte & 0x7F) << 7 * place
            if byte < 0x80:
                if byte == 0 and place:
                    raise PackingError("number with zeros in front")
                return value
        raise PackingError("number too long")

    def text(self) -> str:
        """A text.

        Raises:
            PackingError: no bytes are left, or they are no text as `Packer.text` writes it.
        """
        head = self.number()
        if head & 1:
            digits = str(head >> 1)
            if digits[0] != "1" or not 1 < len(digits) <= _LONGEST_DIGITS + 1:
                raise PackingError("digits without their mark")
            return digits[1:]
        try:
            text = self.raw(head >> 1).decode("utf-8")
        except UnicodeDecodeError as error:
            raise PackingError("bytes are no text") from error
        if is_digits(text) and len(text) <= _LONGEST_DIGITS:
            raise PackingError("digits written as text")
        return text

    def count(self) -> int:
        """How many values follow: never more than bytes are left.

        Raises:
            PackingError: more than that.
        """
        value = self.number()
        if value > len(self._data) - self._at:
            raise PackingError("more values than bytes")
        return value

    def raw(self, size: int) -> bytes:
        """The next bytes as they are.

        Raises:
            PackingError: fewer are left.
        """
        if size > len(self._data) - self._at:
            raise PackingError("bytes end early")
        found = self._data[self._at : self._at + size]
        self._at += size
        return found

    def end(self) -> None:
        """Nothing may follow.

        Raises:
            PackingError: something does.
        """
        if self._at != len(self._data):
            raise PackingError("bytes after the end")
