"""What a reader could not see is seen, and nothing is longer than it may be."""
import unicodedata

import pytest

from text import show, show_block


@pytest.mark.parametrize("code", [0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0xA0, 0xAD, 0x61C, 0x200B, 0x200D, 0x200E,
                                  0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066, 0x2069, 0x3000, 0xD800, 0xDFFF,
                                  0xFE0F, 0xFEFF, 0xFFFE, 0xFFFF, 0x1FFFF, 0xE0041])
def test_unseen_characters_become_visible(code):
    assert show(f"a{chr(code)}b") == f"a‹U+{code:04X}›b"


def test_every_control_and_format_character_is_covered():
    # Signs that belong to a script and are drawn: Arabic number signs, Kaithi, Egyptian and Khojki format controls.
    drawn = {0x600, 0x601, 0x602, 0x603, 0x604, 0x605, 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
    missed = [hex(code) for code in range(0x110000)
              if unicodedata.category(chr(code)) in ("Cc", "Cf", "Cs", "Zl", "Zp") and code not in drawn
              and not 0x13430 <= code <= 0x1345F and chr(code) in show(chr(code))]
    assert missed == []


@pytest.mark.parametrize("text", ["alice@example.com", " a", "a  b", "ü 漢字 😀 ₂", "‹a›", "<b>&amp;"])
def test_ordinary_text_stays(text):
    assert show(text) == text


def test_nobody_can_forge_a_mark():
    assert show("‹U+202E›") == "‹U+2039›U+202E›"
    assert show("‹…9 characters in all…›") == "‹U+2039›…9 characters in all…›"


def test_long_text_loses_its_middle_and_says_so():
    text = "a" * 3000 + "b" * 3000
    shown = show(text)
    assert len(shown) < 450 and shown.startswith("aaa") and shown.endswith("bbb")
    assert " ‹…6,000 characters in all…› " in shown
    assert show("a" * 400) == "a" * 400 and "401" in show("a" * 401)


def test_a_block_keeps_lines_and_bounds_them():
    assert show_block("a\nb\x1b") == "a\nb‹U+001B›"
    many = show_block("\n".join("x" for _ in range(1000)))
    assert many.count("\n") == 200 and "‹…1,000 lines in all…›" in many
    assert show_block("z" * 9000).endswith("‹…9,000 characters in all…›")
