"""Define the text encoder in torch: a small BERT whose mean over the words is the meaning of a
text.

After Devlin et al., "BERT" (2019), in the shape of MiniLM (Wang et al., 2020) and pooled as by
Reimers and Gurevych, "Sentence-BERT" (2019).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor, nn
from torch.nn.functional import gelu, normalize

MAX_TOKENS = 64
"""Of a text, the ends of it included; what is longer is cut off."""

_EPSILON = 1e-12
_MASKED = 1e4


class Layer(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Represent one layer of a transformer: every token looks at all, then is changed by itself."""

    def __init__(self, width: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.value, self.out = nn.Linear(width, width), nn.Linear(width, width)
        self.norm = nn.LayerNorm(width, _EPSILON)
        self.up, self.down = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.norm2 = nn.LayerNorm(width, _EPSILON)

    def forward(self, tokens: Tensor, bias: Tensor) -> Tensor:
        """Return tokens (N, T, width); `bias` (N, 1, 1, T) is added to what they look at."""
        number, length, width = tokens.shape

        def heads_of(values: Tensor) -> Tensor:
            return values.view(number, length, self.heads, width // self.heads).transpose(1, 2)

        query, key = heads_of(self.query(tokens)), heads_of(self.key(tokens))
        scores = query @ key.transpose(-1, -2) / (width // self.heads) ** 0.5
        seen = torch.softmax(scores + bias, -1) @ heads_of(self.value(tokens))
        tokens = self.norm(tokens + self.out(seen.transpose(1, 2).reshape(number, length, width)))
        changed: Tensor = self.norm2(tokens + self.down(gelu(self.up(tokens))))
        return changed


class TextNetwork(nn.Module):  # type: ignore[misc] # torch is untyped for the app's checks
    """Map texts, as numbers of tokens, to vectors of length 1."""

    def __init__(self, vocabulary: int, layers: int, width: int, heads: int, hidden: int) -> None:
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(MAX_TOKENS, width)
        self.norm = nn.LayerNorm(width, _EPSILON)
        self.layers = nn.ModuleList(Layer(width, heads, hidden) for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return vectors (N, width) for numbers (N, T) of tokens; `mask` is 1 where there is
        one."""
        tokens = self.norm(self.tokens(ids) + self.places.weight[: ids.shape[1]])
        present = mask.to(tokens.dtype)
        bias = (present[:, None, None, :] - 1) * _MASKED
        for layer in self.layers:
            tokens = layer(tokens, bias)
        mean = (tokens * present[:, :, None]).sum(1) / present.sum(1, keepdim=True)
        return normalize(mean, dim=1)


_PARTS = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm2": "output.LayerNorm",
}
"""Names of a layer's parts here, and in the state dict of BERT."""


def from_bert(
    state: Mapping[str, Tensor], rows: Sequence[int], layers: Sequence[int], heads: int = 12
) -> TextNetwork:
    """Return the network with weights of a BERT.

    Args:
        state: the weights, in the names of Hugging Face's BertModel.
        rows: the tokens that are kept, in their new order.
        layers: those that are kept, in their order.
        heads: of the attention.
    """
    words = state["embeddings.word_embeddings.weight"]
    hidden = state["encoder.layer.0.intermediate.dense.weight"].shape[0]
    network = TextNetwork(len(rows), len(layers), words.shape[1], heads, hidden)
    # All tokens of a single text are of the first type.
    places = (
        state["embeddings.position_embeddings.weight"]
        + state["embeddings.token_type_embeddings.weight"][0]
    )
    own = {
        "tokens.weight": words[list(rows)],
        "places.weight": places[:MAX_TOKENS],
        "norm.weight": state["embeddings.LayerNorm.weight"],
        "norm.bias": state["embeddings.LayerNorm.bias"],
    }
    for place, layer in enumerate(layers):
        for name, theirs in _PARTS.items():
            for kind in ("weight", "bias"):
                own[f"layers.{place}.{name}.{kind}"] = state[
                    f"encoder.layer.{layer}.{theirs}.{kind}"
                ]
    network.load_state_dict(own)
    network.eval()
    return network
