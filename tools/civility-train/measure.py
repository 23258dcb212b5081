"""Measures a written model on data that did not train it; some of them may only be measured with, never trained on."""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime

from made_sentences import make_sentences
from rows import DATA, KINDS, SHIPPED, key_of, read_file, read_rows
from tokens import cut_windows, number_texts, open_tokenizer
from vary import COARSE, LEET, TWINS, WIDE, WORD

RESAMPLES = 200
SEED = 5
FALSE_ALARMS = 0.05
GROUP_POWER = -5
MADE_HELD = 3000
# Rows of the two largest sets that are read: their intervals are narrow enough.
ROWS_MAX = 4000
Logits = np.ndarray


class Model:
    """A model file, one comment at a time: in a batch, int8 would scale a comment by its neighbours."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.tokenizer = open_tokenizer()

    def score(self, texts: list[str]) -> Logits:
        """Logits [texts, heads], the highest of each text's windows."""
        return np.stack([self.score_pieces(pieces) for pieces in number_texts(self.tokenizer, texts)])

    def score_pieces(self, pieces: list[int]) -> Logits:
        """Of one text's pieces."""
        return np.max([self.run(window) for window in cut_windows(pieces)], axis=0)

    def run(self, window: list[int]) -> Logits:
        """Of one window."""
        ids = np.array([window], dtype=np.int64)
        inputs = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        return self.session.run(None, inputs)[0][0]


def ranks_of(scores: np.ndarray) -> np.ndarray:
    """Ranks from 1, ties shared."""
    _, place, counts = np.unique(scores, return_inverse=True, return_counts=True)
    return (np.cumsum(counts) - (counts - 1) / 2)[place]


def roc_auc(scores: np.ndarray, truths: np.ndarray) -> float:
    """Area under the ROC curve; a share of raters is cut at one half."""
    positive = truths >= 0.5
    count = positive.sum()
    if count in (0, len(positive)):
        return float("nan")
    return (ranks_of(scores)[positive].sum() - count * (count + 1) / 2) / (count * (len(positive) - count))


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Spearman's."""
    return float(np.corrcoef(ranks_of(first), ranks_of(second))[0, 1])


Measure = Callable[[np.ndarray, np.ndarray], float]


def with_interval(measure: Measure, scores: np.ndarray, truths: np.ndarray) -> dict[str, float]:
    """The measure and the middle 95 % of it over resampled rows."""
    chance = np.random.default_rng(SEED)
    picks = (chance.integers(0, len(scores), len(scores)) for _ in range(RESAMPLES))
    values = [measure(scores[pick], truths[pick]) for pick in picks]
    low, high = np.nanpercentile(values, [2.5, 97.5])
    figure = {"value": measure(scores, truths), "low": low, "high": high}
    return {name: round(float(value), 4) for name, value in figure.items()} | {
        "rows": len(scores),
        "positives": int((truths >= 0.5).sum()),
    }


def balanced_platt(logits: np.ndarray, truths: np.ndarray) -> tuple[float, float]:
    """Slope and shift that make logits probabilities where both classes are equally many; by Newton's steps."""
    positive = truths >= 0.5
    weights = np.where(positive, 0.5 / positive.sum(), 0.5 / (~positive).sum())
    inputs = np.stack([logits, np.ones_like(logits)])
    line = np.array([1.0, 0.0])
    for _ in range(30):
        said = 1 / (1 + np.exp(np.clip(-line @ inputs, -50, 50)))
        gradient = inputs @ (weights * (said - positive))
        curve = (inputs * weights * said * (1 - said)) @ inputs.T + 1e-6 * np.eye(2)
        line = line - np.linalg.solve(curve, gradient)
    return float(line[0]), float(line[1])


def disguises() -> dict[str, Callable[[str, int], str]]:
    """The nine of civility.md; `at` is a letter inside the word."""
    return {
        "plain": lambda word, at: word,
        "homoglyph": lambda word, at: "".join(TWINS.get(letter, letter) for letter in word),
        "zero-width": lambda word, at: "\u200b".join(word),
        "full-width": lambda word, at: "".join(chr(ord(letter) + WIDE) for letter in word),
        "spaced": lambda word, at: " ".join(word),
        "dotted": lambda word, at: ".".join(word),
        "leet": lambda word, at: "".join(LEET.get(letter, letter)[0] for letter in word),
        "one star": lambda word, at: word[:at] + "*" + word[at + 1 :],
        "repeated letters": lambda word, at: word[:at] + word[at] * 3 + word[at + 1 :],
        "swapped letters": lambda word, at: word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
    }


def measure_dev(model: Model, figures: dict) -> dict[str, tuple[float, float]]:
    """Development parts of the training files; returns the calibrating lines of toxicity and identity_attack."""
    by_source = defaultdict(list)
    for row in read_rows("dev"):
        by_source[row.source].append(row)
    lines = {}
    wanted = {
        "jigsaw_toxic": ["toxicity"],
        "jigsaw_sixlabel": SHIPPED,
        "jigsaw_sixlabel_clean": KINDS,
        "gab_dev": ["identity_attack"],
        "hatexplain_val": ["identity_attack"],
        "hatemoji_build": ["identity_attack"],
        "civil_spans": ["toxicity", "insult", "profanity", "identity_attack", "threat"],
        "convabuse": ["toxicity"],
    }
    six = {head: ([], []) for head in KINDS}
    for source, heads in wanted.items():
        rows = by_source[source]
        logits = model.score([row.text for row in rows])
        for head in heads:
            scores, truths = logits[:, SHIPPED.index(head)], np.array([row.labels[head] for row in rows])
            if source.startswith("jigsaw_six") and head != "toxicity":
                six[head][0].append(scores)
                six[head][1].append(truths)
            else:
                figures[f"{source} dev, {head}, ROC-AUC"] = with_interval(roc_auc, scores, truths)
            if (source, head) in (("jigsaw_toxic", "toxicity"), ("hatemoji_build", "identity_attack")):
                lines[head] = balanced_platt(scores, truths)
    for head, (scores, truths) in six.items():
        figures[f"jigsaw six labels dev, {head}, ROC-AUC"] = with_interval(
            roc_auc, np.concatenate(scores), np.concatenate(truths)
        )
    slope, shift = lines["toxicity"]
    statements = slope * model.score([row.text for row in by_source["polis_statements"]])[:, 0] + shift
    for level in (0.5, 0.8):
        over = (statements > np.log(level / (1 - level))).astype(float)
        figures[f"civil statements dev above {level}"] = with_interval(lambda scores, _: scores.mean(), over, over)
    return lines


def measure_apart(model: Model, figures: dict) -> None:
    """Files for measuring only; comments that also stand in a training file are left out."""
    trained = {key_of(row.text) for row in read_rows("train")}
    sets = {
        "ucc_val": ["hostile", "antagonize", "unhealthy", "condescending"],
        "olid_train": ["toxicity", "identity_attack"],
        "hateval": ["identity_attack"],
        "insults_train": ["insult"],
    }
    for name, labels in sets.items():
        rows = [row for row in read_file(f"restricted/{name}") if key_of(row["text"]) not in trained]
        rows = random.Random(SEED).sample(rows, min(len(rows), 2 * ROWS_MAX if name == "ucc_val" else ROWS_MAX))
        logits = model.score([row["text"] for row in rows])
        for label in labels:
            head = SHIPPED.index(label) if label in SHIPPED else 0
            truths = np.array([row["y"][label] for row in rows])
            figures[f"{name}, {label} by {SHIPPED[head]}, ROC-AUC"] = with_interval(roc_auc, logits[:, head], truths)
    rows = [row for row in read_file("reference/perspective_wikipedia_2k") if key_of(row["text"]) not in trained]
    theirs = np.array([row["perspective"]["TOXICITY@6"] for row in rows])
    logits = model.score([row["text"] for row in rows])[:, 0]
    figures["rank correlation with Perspective's scores of 2018"] = with_interval(rank_correlation, logits, theirs)


def measure_templates(model: Model, figures: dict, lines: dict[str, tuple[float, float]]) -> None:
    """Identity templates: areas by group and their power mean."""
    rows = read_file("reference/identity_templates_dev")
    truths = np.array([row["y"]["toxicity"] for row in rows])
    logits = model.score([row["text"] for row in rows])
    terms = (DATA / "lexicon/identity_terms.txt").read_text(encoding="utf8").split("\n")
    named = {
        term: np.array([re.search(rf"\b{term}\b", row["text"].lower()) is not None for row in rows])
        for term in terms
        if term
    }
    for head in ("toxicity", "identity_attack"):
        scores = logits[:, SHIPPED.index(head)]
        areas = defaultdict(list)
        for inside in (mask for mask in named.values() if mask.sum() >= 10):
            positive = truths >= 0.5
            for kind, keep in (("subgroup", inside), ("BPSN", inside != positive), ("BNSP", inside == positive)):
                areas[kind].append(roc_auc(scores[keep], truths[keep]))
        for kind, values in areas.items():
            mean = float(np.nanmean(np.array(values) ** GROUP_POWER) ** (1 / GROUP_POWER))
            figures[f"identity templates, {head}, {kind}, power mean"] = {
                "value": round(mean, 4),
                "groups": len(values),
                "worst": round(float(np.nanmin(values)), 4),
            }
        slope, shift = lines[head]
        figures[f"identity templates, harmless above .5 for {head}"] = round(
            float((slope * scores[truths < 0.5] + shift > 0).mean()), 4
        )


def measure_disguises(model: Model, figures: dict) -> None:
    """Recall of Wikipedia's toxic comments that hold a coarse word, with all such words disguised, at 5 % false alarms."""
    rows = [row for row in read_rows("dev") if row.source == "jigsaw_toxic"]
    harmless = model.score([row.text for row in rows if row.labels["toxicity"] < 0.5])[:, 0]
    level = np.quantile(harmless, 1 - FALSE_ALARMS)
    hidden = [
        row.text
        for row in rows
        if row.labels["toxicity"] >= 0.5 and any(word.lower() in COARSE for word in WORD.findall(row.text))
    ]
    for name, change in disguises().items():
        chance = random.Random(SEED)

        def replace(found: re.Match[str]) -> str:
            word = found[0].lower()
            return change(word, chance.randrange(1, max(2, len(word) - 1))) if word in COARSE else found[0]

        caught = model.score([WORD.sub(replace, text) for text in hidden])[:, 0] > level
        figures[f"disguise, {name}, recall at 5 % false alarms"] = {
            "value": round(float(caught.mean()), 4),
            "rows": len(hidden),
        }


def measure_made(model: Model, figures: dict, lines: dict[str, tuple[float, float]]) -> None:
    """Our own sentences of frames that taught nothing: share on the right side of .5, by section."""
    made = make_sentences(MADE_HELD, SEED, held=True)
    logits = model.score([one.text for one in made])
    for head in ("toxicity", "identity_attack"):
        slope, shift = lines[head]
        right = defaultdict(list)
        for one, row in zip(made, logits):
            if head in one.labels:
                section = "rejected quotations" if one.section.endswith("rejected") else one.section
                right[section].append((slope * row[SHIPPED.index(head)] + shift > 0) == (one.labels[head] >= 0.5))
        figures[f"made sentences, unseen frames, {head} right at .5"] = {
            section: round(float(np.mean(values)), 3) for section, values in sorted(right.items())
        }


def main() -> None:
    """Prints all figures as JSON."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("model", type=Path)
    asked.add_argument("--out", type=Path, required=True)
    options = asked.parse_args()
    model, figures = Model(options.model), {}
    lines = measure_dev(model, figures)
    measure_templates(model, figures, lines)
    measure_disguises(model, figures)
    measure_made(model, figures, lines)
    measure_apart(model, figures)
    options.out.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
