"""Sentences of our own making: hostility to groups, and all that only resembles it."""

import random
import re
from dataclasses import dataclass

from fillings import FILLINGS
from harmless_frames import AGREED, HARMLESS, REJECTED
from hostile_frames import HOSTILE

NAMES = {"t": "toxicity", "i": "identity_attack", "n": "insult", "p": "profanity", "h": "threat"}
# Every so-many-th frame of a section teaches nothing and shows whether the others carried over.
HELD_FRAME = 7
# How often a hateful sentence is quoted by somebody who rejects it, or said by somebody who means it.
REJECTED_SHARE, AGREED_SHARE = 0.3, 0.15
HARMLESS_SHARE = 0.4
SPACES = re.compile(r"\s+")
BEFORE_SIGN = re.compile(r"\s+([,.!?])")


@dataclass(frozen=True)
class Made:
    """A sentence, its labels (absent: unknown) and the section it comes from."""

    text: str
    labels: dict[str, float]
    section: str


def frames_of(lines: str, held: bool) -> list[str]:
    """The frames that teach, or those kept apart."""
    every = [line for line in lines.strip().split("\n") if line]
    return [frame for at, frame in enumerate(every) if (at % HELD_FRAME == HELD_FRAME - 1) == held]


def fill(frame: str, chance: random.Random) -> str:
    """One sentence of a frame."""
    text = re.sub(r"\[([^\]]*)\]", lambda found: chance.choice(found[1].split("|")), frame)
    text = re.sub(r"\{(\w)\}", lambda found: chance.choice(FILLINGS[found[1]].split("|")), text)
    return BEFORE_SIGN.sub(r"\1", SPACES.sub(" ", text)).strip()


def write_as_people_do(text: str, chance: random.Random) -> str:
    """Capitals, a full stop, shouting, or nothing of the kind."""
    kind = chance.random()
    if kind < 0.45:
        text = text[0].upper() + text[1:]
    elif kind < 0.5:
        return text.upper() + chance.choice(["", "!", "!!!"])
    return text if text[-1] in ".!?" else text + chance.choice(["", "", "", ".", ".", ".", "!", "..."])


def quoted(text: str, labels: dict[str, float], chance: random.Random, held: bool) -> tuple[str, dict[str, float]]:
    """The sentence in the mouth of somebody who objects to it, or of somebody who means it."""
    kind = chance.random()
    if kind < REJECTED_SHARE:
        frame = fill(chance.choice(frames_of(REJECTED, held)).replace("{Q}", "\0"), chance)
        return frame.replace("\0", text), {"t": 0, "i": 0, "n": 0, "h": 0}
    if kind < REJECTED_SHARE + AGREED_SHARE:
        frame = fill(chance.choice(frames_of(AGREED, held)).replace("{Q}", "\0"), chance)
        return frame.replace("\0", text), labels
    return text, labels


def make_sentences(count: int, seed: int, held: bool = False) -> list[Made]:
    """`count` sentences, the same for the same seed; rejected quotations included, about half are harmless."""
    chance = random.Random(seed)
    frames = [(name, labels, frame) for name, labels, lines in HOSTILE + HARMLESS for frame in frames_of(lines, held)]
    harmless = [entry for entry in frames if entry[1]["t"] == 0]
    hostile = [entry for entry in frames if entry[1]["t"] > 0]
    made = []
    for _ in range(count):
        name, labels, frame = chance.choice(harmless if chance.random() < HARMLESS_SHARE else hostile)
        text = fill(frame, chance)
        if labels["t"] > 0:
            text, labels = quoted(text, labels, chance, held)
            name += " rejected" if labels["t"] == 0 else ""
        text = write_as_people_do(text, chance)
        made.append(Made(text, {NAMES[key]: value for key, value in labels.items()}, name))
    return made
