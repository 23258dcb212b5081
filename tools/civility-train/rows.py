"""Reads the labelled comments and says which head each of them teaches, and how much."""

import gzip
import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "shared/data/toxicity"
SHIPPED = ["toxicity", "severe_toxicity", "identity_attack", "insult", "profanity", "threat"]
# Heads that only training knows. Their sources mean something else by their labels than Wikipedia's raters did, or
# chose their comments by slurs; a head of their own lets the encoder learn from them and leaves toxicity alone.
APART = ["civil_toxic", "tweet_offensive", "hatexplain_toxic", "sexist", "bot_abused"]
HEADS = SHIPPED + APART
KINDS = SHIPPED[1:]
# First byte of SHA-256 of a row's id below this: kept for fitting the blend with stage one, about one row in twenty.
BLEND_BYTES = 13
KEY_CHARACTERS = 90
NOT_SIGNIFICANT = re.compile(r"[\W_]+")

# How much a row counts for a head, by file. Absent: not at all.
WEIGHTS: dict[str, dict[str, float]] = {
    "jigsaw_toxic": {"toxicity": 1} | dict.fromkeys(KINDS, 0.5),
    "jigsaw_sixlabel": dict.fromkeys(SHIPPED, 1),
    "jigsaw_sixlabel_clean": dict.fromkeys(SHIPPED, 1),
    "wiki_context_small": {"toxicity": 1},
    "wiki_multiannotator": dict.fromkeys(KINDS, 0.3),
    "civil_spans": {
        "toxicity": 0.15,
        "insult": 0.5,
        "profanity": 0.5,
        "identity_attack": 0.3,
        "threat": 0.5,
        "civil_toxic": 1,
    },
    "hatexplain_val": {"toxicity": 0.1, "identity_attack": 1, "hatexplain_toxic": 1},
    "gab_dev": {"toxicity": 0.1, "identity_attack": 1, "profanity": 0.5},
    "hatemoji_build": {"toxicity": 0.3, "identity_attack": 0.7},
    "convabuse": {"toxicity": 0.25, "bot_abused": 1},
    "davidson": {"identity_attack": 0.15, "tweet_offensive": 0.5},
    "edos": {"toxicity": 0.1, "identity_attack": 0.15, "threat": 0.2, "sexist": 1},
    "polis_statements": dict.fromkeys(SHIPPED, 1),
}
# Rows of a file used in one epoch, where all of them would cost more time than they teach.
ROWS_MAX = {"davidson": 7000, "edos": 8000}


@dataclass(frozen=True)
class Row:
    """A comment, what is known of it, and how much each piece of knowledge counts."""

    text: str
    labels: dict[str, float]
    weights: dict[str, float]
    source: str


def kept_for_blend(row_id: str) -> bool:
    """Whether the row is among those that fit the blend, and so must not train."""
    return hashlib.sha256(row_id.encode()).digest()[0] < BLEND_BYTES


def key_of(text: str) -> str:
    """Letters and digits of the beginning: equal for copies that differ in signatures or signs."""
    return NOT_SIGNIFICANT.sub("", unicodedata.normalize("NFKC", text).lower())[:KEY_CHARACTERS]


def read_file(path: str) -> list[dict]:
    """The rows of a file under the data folder, as they stand."""
    with gzip.open(DATA / f"{path}.jsonl.gz", "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def labels_of(source: str, y: dict[str, float]) -> dict[str, float]:
    """The source's own labels, and those that follow from how the source was made."""
    none = dict.fromkeys(SHIPPED, 0.0)
    if source == "polis_statements":
        return none
    if source == "jigsaw_toxic":
        # In the full Jigsaw table a comment that is not toxic has none of the other labels either.
        return none | y if y["toxicity"] < 0.5 else y
    apart = {"civil_spans": "civil_toxic", "hatexplain_val": "hatexplain_toxic", "convabuse": "bot_abused"}
    if source in apart:
        return y | {apart[source]: y["toxicity"]}
    if source == "davidson":
        return {"identity_attack": y["identity_attack"], "tweet_offensive": y["toxicity"]}
    if source == "edos" and y["sexist"] < 0.5:
        return y | {"identity_attack": 0.0, "threat": 0.0}
    if source in ("edos", "hatemoji_build", "gab_dev") and y.get("identity_attack", 0) >= 0.5:
        return y | {"toxicity": 1.0}
    if source == "gab_dev" and y.get("profanity", 1) < 0.5:
        return y | {"toxicity": 0.0}
    return y


def read_rows(split: str) -> list[Row]:
    """`train`: what may train, without rows kept for the blend and copies of held-out ones. `dev`, `blend`: the others."""
    parts: dict[str, list[tuple[str, dict]]] = {"train": [], "dev": [], "blend": []}
    for source in WEIGHTS:
        for raw in read_file(f"train/{source}"):
            part = "dev" if raw["split"] == "dev" else "blend" if kept_for_blend(raw["id"]) else "train"
            parts[part].append((source, raw))
    held = {key_of(raw["text"]) for part in ("dev", "blend") for _, raw in parts[part]}
    rows, counts = [], dict.fromkeys(WEIGHTS, 0)
    for source, raw in parts[split]:
        counts[source] += 1
        over = split == "train" and counts[source] > ROWS_MAX.get(source, counts[source])
        if over or (split == "train" and key_of(raw["text"]) in held):
            continue
        rows.append(Row(raw["text"], labels_of(source, raw["y"]), WEIGHTS[source], source))
    return rows
