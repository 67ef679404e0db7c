"""Sizes of files in words: 120 Ko, 1,2 Mo; in English 120 KB, 1.2 MB."""

from babel.numbers import format_decimal

from schema.language import SOURCE
from web.typography import FIRM


def weight(size: int, language: str) -> str:
    """So many bytes, in units of a thousand; never less than one."""
    unit = "o" if language == SOURCE else "B"
    if size < 999_500:
        return f"{max(1, round(size / 1000))}{FIRM}K{unit}"
    return f"{format_decimal(round(size / 1_000_000, 1), locale=language)}{FIRM}M{unit}"
