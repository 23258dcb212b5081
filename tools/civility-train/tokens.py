"""Words into numbers: the package's own wordpiece tokenizer, and the cutting of long texts into windows."""

from tokenizers import Tokenizer

from encoder import base_folder

# Tokens a window holds, the first and the last sign included. Nine of ten comments need no second window.
WINDOW = 128
# Windows read of one text: about 4,000 characters.
WINDOWS = 8
FIRST_SIGN, LAST_SIGN = 101, 102


def open_tokenizer() -> Tokenizer:
    """The tokenizer without the cutting and filling that its file asks for."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def number_texts(tokenizer: Tokenizer, texts: list[str]) -> list[list[int]]:
    """Numbers of each text's pieces, without the signs at both ends."""
    return [row.ids for row in tokenizer.encode_batch(texts, add_special_tokens=False)]


def cut_windows(pieces: list[int]) -> list[list[int]]:
    """Windows next to each other, signs added; an empty text has one of only the signs."""
    room = WINDOW - 2
    starts = range(0, max(1, min(len(pieces), room * WINDOWS)), room)
    return [[FIRST_SIGN, *pieces[start : start + room], LAST_SIGN] for start in starts]
