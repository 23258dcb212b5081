"""Writes a trained network as ONNX with int8 weights, together with its vocabulary and its card."""

import hashlib
import json
import shutil
from pathlib import Path

import torch
from encoder import Scorer, base_folder
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.fusion_options import FusionOptions
from onnxruntime.transformers.optimizer import optimize_model
from onnx import TensorProto
from torch import Tensor, nn

OPSET = 17
INPUTS = ["input_ids", "attention_mask", "token_type_ids"]
# Matrices and the word table; all other tensors are small and stay as they are.
QUANTISED = ["MatMul", "Attention", "Gather", "Gemm"]
VERSION_CHARACTERS = 12


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


def write_int8(source: Path, target: Path, keep_float: list[str]) -> None:
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
        weight_type=QuantType.QInt8,
        op_types_to_quantize=QUANTISED,
        nodes_to_exclude=keep_float,
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
    joined = "".join(str(file["sha256"]) for file in described)
    version = f"stage2-{hashlib.sha256(joined.encode()).hexdigest()[:VERSION_CHARACTERS]}"
    folder = parent / (name or version)
    folder.mkdir(parents=True, exist_ok=True)
    for name, path in files.items():
        shutil.copyfile(path, folder / name)
    whole = {"version": version} | card | {"files": described}
    (folder / "card.json").write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    return folder
