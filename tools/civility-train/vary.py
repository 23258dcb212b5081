"""Changes comments the way people do who hide words, and names groups where none was named."""

import csv
import random
import re

from fillings import FILLINGS
from rows import DATA, Row

TWINS = dict(zip("aceiopsxyhkmtb", "асеіорѕхуһкмтв"))
LEET = {"a": "4@", "e": "3", "i": "1!", "o": "0", "s": "5$", "t": "7", "l": "1", "b": "8"}
WIDE = 0xFEE0
WORD = re.compile(r"[A-Za-z]{3,}")
SIGNS = re.compile(r"[^\w\s]+")
SPACES = re.compile(r"\s+")
COARSE_SEVERITY = 1.4
PERSON = re.compile(
    r"\b(people|person|man|men|guys?|friends?|users?|editors?|students?|teachers?|famil(?:y|ies)|kids|child|children|"
    r"neighbou?rs?|doctors?|workers?|citizens?|authors?|boys?|mother|father|brothers?|sisters?|wife|husband|actors?|"
    r"writers?|singers?|politicians?|president|leaders?|parents|community|voters|artists?|players?|company)\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
ADJECTIVES = FILLINGS["A"].split("|")
NAMED = re.compile(r"\b(" + "|".join(sorted(ADJECTIVES, key=len, reverse=True)) + r")\b", re.IGNORECASE)
WORDS_MIN, WORDS_MAX = 3, 24


def read_coarse() -> frozenset[str]:
    """Coarse single words of the lexicon."""
    with open(DATA / "lexicon/profanity_en.csv", encoding="utf8") as lines:
        return frozenset(
            entry["text"].lower()
            for entry in csv.DictReader(lines)
            if float(entry["severity_rating"]) >= COARSE_SEVERITY and WORD.fullmatch(entry["text"])
        ) | frozenset("idiot idiots moron loser stupid dumb pathetic kill die scum trash hate".split())


COARSE = read_coarse()


def hide(word: str, chance: random.Random) -> str:
    """The word in one of fourteen disguises."""
    at = chance.randrange(1, max(2, len(word) - 1))
    kind = chance.randrange(14)
    if kind == 0:
        return "".join(TWINS.get(letter.lower(), letter) for letter in word)
    if kind == 1:
        return "\u200b".join(word)
    if kind == 2:
        return "".join(chr(ord(letter) + WIDE) for letter in word)
    if kind == 3:
        return chance.choice([" ", " ", "  "]).join(word)
    if kind == 4:
        return chance.choice(".-_*,").join(word)
    if kind in (5, 6):
        share = chance.choice([0.5, 1])
        return "".join(
            chance.choice(LEET[letter.lower()]) if letter.lower() in LEET and chance.random() < share else letter
            for letter in word
        )
    if kind in (7, 8):
        return word[:at] + chance.choice("***#-.@") + word[at + 1 :]
    if kind == 9:
        return word[0] + "*" * (len(word) - 2) + word[-1]
    if kind == 10:
        return word[:at] + word[at] * chance.randrange(2, 6) + word[at + 1 :]
    if kind in (11, 12):
        at = min(at, len(word) - 2)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + word[at + 1 :]


def disguise(text: str, chance: random.Random, coarse_only: bool) -> str:
    """Hides the coarse words, or a few words whatever they are; all in the same way half the time."""
    one_kind = random.Random(chance.random()) if chance.random() < 0.5 else None
    state = one_kind.getstate() if one_kind else None

    def change(found: re.Match[str]) -> str:
        word = found[0]
        chosen = word.lower() in COARSE if coarse_only else chance.random() < 0.2
        if not chosen:
            return word
        if one_kind is None or state is None:
            return hide(word, chance)
        return hide(word, one_kind)

    return WORD.sub(change, text)


def rub_out(text: str, chance: random.Random) -> str:
    """Loses signs, capitals, blanks, or nothing: some sources have none, and that must not mean anything."""
    kind = chance.random()
    if kind < 0.3:
        return SPACES.sub(" ", SIGNS.sub("" if chance.random() < 0.5 else " ", text)).strip()
    if kind < 0.35:
        return text.rstrip(".!? ") + chance.choice(["!", "!!!", "?!", "..", ""])
    return text


def vary(text: str, toxic: bool, chance: random.Random) -> str:
    """A comment as it is read in one epoch."""
    text = rub_out(text, chance)
    kind = chance.random()
    if toxic and kind < 0.15:
        return disguise(text, chance, coarse_only=True)
    if kind < (0.2 if toxic else 0.05):
        return disguise(text, chance, coarse_only=False)
    return text


def name_groups(rows: list[Row], chance: random.Random) -> list[Row]:
    """Harmless sentences with a group named in them, and comments with one group's name put for another's."""
    named = []
    for row in rows:
        if row.source in ("jigsaw_toxic", "polis_statements") and row.labels["toxicity"] == 0:
            fitting = [
                part
                for part in SENTENCE.split(row.text)
                if WORDS_MIN <= len(part.split()) <= WORDS_MAX and PERSON.search(part)
            ]
            if fitting:
                adjective = chance.choice(ADJECTIVES)
                text = PERSON.sub(lambda found: f"{adjective} {found[0]}", chance.choice(fitting), count=1)
                weights = {"toxicity": 0.6, "identity_attack": 0.8, "threat": 0.5, "insult": 0.5}
                named.append(Row(text, dict.fromkeys(weights, 0.0), weights, "groups named"))
        if len(row.text) < 400 and NAMED.search(row.text):
            swap = {term.lower(): chance.choice(ADJECTIVES) for term in NAMED.findall(row.text)}
            text = NAMED.sub(lambda found: swap[found[0].lower()], row.text)
            named.append(Row(text, row.labels, {head: 0.7 * w for head, w in row.weights.items()}, "groups swapped"))
    return named
