"""Fine-tunes the encoder on two cores or a GPU; README.md says how to run it and how long that takes."""

import argparse
import json
import math
import os
import random
import time
from collections import Counter
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from encoder import Scorer, pretrained
from made_sentences import make_sentences
from rows import HEADS, Row, read_rows
from tokens import FIRST_SIGN, LAST_SIGN, WINDOW, number_texts, open_tokenizer
from vary import COARSE, name_groups, vary

SEED = 20261130
# Tokens in one step, padding included: some 70 comments.
STEP_TOKENS = 2560
RATE = 2e-4
HEAD_RATE_FACTOR, WORD_RATE_FACTOR, LAYER_DECAY = 5, 0.5, 0.9
WARM_UP = 0.05
DECAY = 0.01
CLIP = 1.0
AVERAGE_DECAY = 0.998
MADE_SENTENCES = 16000
MADE_WEIGHT = {"toxicity": 0.6, "identity_attack": 1, "insult": 0.3, "profanity": 0.3, "threat": 0.6}
# Batches among which comments are ordered by length; more would make neighbouring steps too alike.
BUCKET_BATCHES = 40
CHECKPOINT_SECONDS = 600


def made_rows(count: int, seed: int, held: bool = False) -> list[Row]:
    """Sentences of our own making as rows."""
    return [
        Row(made.text, made.labels, MADE_WEIGHT, f"made: {made.section}") for made in make_sentences(count, seed, held)
    ]


class Epoch:
    """The comments of one pass: varied, numbered, cut, and put into batches of like length."""

    def __init__(self, rows: list[Row], number: int) -> None:
        chance = random.Random(SEED + number)
        every = rows + name_groups(rows, chance) + made_rows(MADE_SENTENCES, SEED + number)
        self.counts = Counter("made" if row.source.startswith("made") else row.source for row in every)
        chance.shuffle(every)
        tokenizer = open_tokenizer()
        coarse = {ids[0] for ids in number_texts(tokenizer, sorted(COARSE)) if len(ids) == 1}
        pieces = number_texts(tokenizer, [vary(row.text, harmful(row), chance) for row in every])
        cut = [cut_one(ids, harmful(row), coarse, chance) for ids, row in zip(pieces, every)]
        self.batches = list(batches_of(cut, every, chance))


def harmful(row: Row) -> bool:
    """Whether any label says so."""
    return max(row.labels.values(), default=0) >= 0.5


def cut_one(ids: list[int], harm: bool, coarse: set[int], chance: random.Random) -> list[int]:
    """The piece of a comment that is read: where harm is, the one with most coarse words; else anywhere."""
    # The same room for both: were it less for the harmless, length would tell them apart.
    room = WINDOW - 2
    start = 0
    if len(ids) > room and harm:
        starts = range(0, len(ids), room // 2)
        start = max(starts, key=lambda at: sum(token in coarse for token in ids[at : at + room]))
    elif len(ids) > room and chance.random() < 0.5:
        start = chance.randrange(len(ids) - room + 1)
    return [FIRST_SIGN, *ids[start : start + room], LAST_SIGN]


def batches_of(cut: list[list[int]], rows: list[Row], chance: random.Random):
    """Batches of about STEP_TOKENS, from stretches of the shuffled comments ordered by length."""
    mean = sum(map(len, cut)) / len(cut)
    stretch = int(BUCKET_BATCHES * STEP_TOKENS / mean)
    for begin in range(0, len(cut), stretch):
        order = sorted(range(begin, min(len(cut), begin + stretch)), key=lambda at: len(cut[at]))
        packed: list[list[int]] = [[]]
        for at in order:
            if (len(packed[-1]) + 1) * len(cut[at]) > STEP_TOKENS and packed[-1]:
                packed.append([])
            packed[-1].append(at)
        chance.shuffle(packed)
        yield from ([(cut[at], rows[at]) for at in batch] for batch in packed)


def tensors_of(batch: list[tuple[list[int], Row]], device: str) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Token numbers, mask, labels and their weights (0 where nothing is known)."""
    length = max(len(ids) for ids, _ in batch)
    ids = torch.tensor([ids + [0] * (length - len(ids)) for ids, _ in batch])
    labels = torch.tensor([[row.labels.get(head, 0.0) for head in HEADS] for _, row in batch])
    weights = torch.tensor(
        [[row.weights.get(head, 0.0) if head in row.labels else 0.0 for head in HEADS] for _, row in batch]
    )
    return ids.to(device), (ids > 0).long().to(device), labels.to(device), weights.to(device)


class Trainer:
    """16-bit weights that compute, 32-bit ones that learn, and their running average that is kept."""

    def __init__(self, scorer: Scorer, device: str, rate: float) -> None:
        self.scorer = scorer.to(device).train()
        self.names = [name for name, _ in scorer.named_parameters()]
        self.master = [part.detach().clone() for part in scorer.parameters()]
        self.average = [part.clone() for part in self.master]
        self.scorer.bfloat16()
        self.parts = list(self.scorer.parameters())
        self.device, self.rate, self.steps = device, rate, 0
        groups = [
            {
                "params": [part],
                "lr": RATE,
                "factor": self.factor_of(name),
                "weight_decay": DECAY if part.dim() > 1 else 0.0,
            }
            for name, part in zip(self.names, self.master)
        ]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)

    @staticmethod
    def factor_of(name: str) -> float:
        """Lower layers know language already and move less."""
        if name.startswith("heads"):
            return HEAD_RATE_FACTOR
        if name.startswith("blocks"):
            return LAYER_DECAY ** (5 - int(name.split(".")[1]))
        return WORD_RATE_FACTOR

    def step(self, batch: list[tuple[list[int], Row]], progress: float) -> float:
        """One batch; the rate rises, then falls to nothing as progress goes from 0 to 1."""
        rate = self.rate * min(progress / WARM_UP, (1 - progress) / (1 - WARM_UP))
        for group in self.optimizer.param_groups:
            group["lr"] = max(rate, 0.0) * group["factor"]
        ids, mask, labels, weights = tensors_of(batch, self.device)
        logits = self.scorer(ids, mask, torch.zeros_like(ids)).float()
        losses = functional.binary_cross_entropy_with_logits(logits, labels, weight=weights, reduction="none")
        loss = losses.sum() / len(batch)
        loss.backward()
        with torch.no_grad():
            for own, part in zip(self.master, self.parts):
                own.grad, part.grad = part.grad.float(), None
            torch.nn.utils.clip_grad_norm_(self.master, CLIP)
            self.optimizer.step()
            torch._foreach_copy_(self.parts, self.master)
            self.steps += 1
            keep = min(AVERAGE_DECAY, (1 + self.steps) / (10 + self.steps))
            torch._foreach_lerp_(self.average, self.master, 1 - keep)
        return loss.item()

    def save(self, path: Path, notes: dict) -> None:
        """The averaged weights, written whole or not at all."""
        weights = {name: part.cpu() for name, part in zip(self.names, self.average)}
        torch.save({"weights": weights, "notes": notes}, path.with_suffix(".part"))
        os.replace(path.with_suffix(".part"), path)


def main() -> None:
    """Trains and leaves `last.pt` in the folder given."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, required=True, help="folder for checkpoints")
    asked.add_argument("--epochs", type=int, default=2)
    asked.add_argument("--minutes", type=float, default=math.inf, help="end by then, with a rate that falls in time")
    asked.add_argument("--threads", type=int, default=2)
    asked.add_argument("--device", default="cpu")
    asked.add_argument("--rate", type=float, default=RATE, help="the highest learning rate")
    asked.add_argument("--onward", type=Path, help="a checkpoint to go on from")
    asked.add_argument(
        "--first", type=int, default=0, help="number of the first epoch: it seeds how comments are varied"
    )
    options = asked.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    begin = saved = time.monotonic()
    rows = read_rows("train")
    epoch = Epoch(rows, options.first)
    counts, tokens, step, shown = epoch.counts, 0, 0, []
    planned = len(epoch.batches) * options.epochs
    print(
        json.dumps({"rows": counts, "batches": len(epoch.batches), "prepared_s": time.monotonic() - begin}), flush=True
    )
    scorer, before = pretrained(len(HEADS)), {}
    if options.onward:
        stored = torch.load(options.onward, weights_only=True)
        scorer.load_state_dict(stored["weights"])
        before = {"before": {name: note for name, note in stored["notes"].items() if name != "rows"}}
    trainer = Trainer(scorer, options.device, options.rate)
    notes: dict = {}
    for number in range(options.epochs):
        epoch = epoch if number == 0 else Epoch(rows, options.first + number)
        for batch in epoch.batches:
            now = time.monotonic()
            progress = max((step + 1) / planned, (now - begin) / 60 / options.minutes)
            if progress > 1:
                break
            shown.append(trainer.step(batch, progress))
            step, tokens = step + 1, tokens + sum(len(ids) for ids, _ in batch)
            notes = {
                "steps": step,
                "planned": planned,
                "epochs": round(step / planned * options.epochs, 2),
                "rows": counts,
                "tokens": tokens,
                "seconds": round(now - begin),
                "seed": SEED,
                "rate": options.rate,
                "stepTokens": STEP_TOKENS,
            }
            if step % 25 == 0:
                print(
                    f"{step}/{planned} {progress:.3f} loss {sum(shown[-100:]) / len(shown[-100:]):.4f} "
                    f"{tokens / (now - begin):.0f} tokens/s {now - begin:.0f} s",
                    flush=True,
                )
            if now - saved > CHECKPOINT_SECONDS:
                saved = now
                trainer.save(options.out / "last.pt", notes | before)
    trainer.save(options.out / "last.pt", notes | before | {"finished": True})


if __name__ == "__main__":
    main()
