"""A faster forward pass of spaCy's small word encoder (MultiHashEmbed and MaxoutWindowEncoder), with the same vectors.

A batch has some five times as many tokens as different words. The embedding looks at nothing but the word, and the
first convolution at nothing but three embeddings: both are computed once a word and looked up for each token. The other
convolutions run over blocks of rows that stay in the processor's cache. The vectors differ from spaCy's in the last
bits of a float only; an encoder of another build is left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

Floats = NDArray[np.float32]
ROWS = 512
"""Rows a block: with windows of 288 floats, about 1 MB with the products."""
_ODD, _STEP, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(29)
"""A multiplier, an addend and a shift that spread a row of features over 64 bits."""
_PROBE = "On 3 May 2024, the Minister won't meet Ms. O'Neil (Acme Inc.) in Kuala Lumpur.\n\nIt's $5 million."


@dataclass(frozen=True, slots=True)
class Convolution:
    """One residual layer: window of three rows, maxout of ``pieces``, layer norm."""

    weights: Floats
    """(3 · width, pieces · width), the pieces one behind the other."""
    bias: Floats
    scale: Floats
    shift: Floats

    def of_words(self, words: Floats, ids: NDArray[np.intp]) -> Floats:
        """The layer over rows ``words[ids]``; the first and last id are a border, which stays as it is."""
        width = words.shape[1]
        before, same, after = (words @ self.weights[k * width : (k + 1) * width] for k in range(3))
        same += self.bias
        found = words[ids]
        for start in range(1, len(ids) - 1, ROWS):
            end = min(start + ROWS, len(ids) - 1)
            sums = same[ids[start:end]]
            sums += before[ids[start - 1 : end - 1]]
            sums += after[ids[start + 1 : end + 1]]
            found[start:end] += self._activated(sums, width)
        return found

    def of_rows(self, rows: Floats) -> Floats:
        """The layer over ``rows``; the first and last are a border, which stays as it is."""
        count, width = rows.shape
        found = rows.copy()
        windows = np.empty((ROWS, 3 * width), dtype=np.float32)
        sums = np.empty((ROWS, self.weights.shape[1]), dtype=np.float32)
        for start in range(1, count - 1, ROWS):
            end = min(start + ROWS, count - 1)
            size = end - start
            for k in range(3):
                windows[:size, k * width : (k + 1) * width] = rows[start + k - 1 : end + k - 1]
            product = np.matmul(windows[:size], self.weights, out=sums[:size])
            product += self.bias
            found[start:end] += self._activated(product, width)
        return found

    def _activated(self, sums: Floats, width: int) -> Floats:
        best: Floats = sums[:, :width]
        for start in range(width, sums.shape[1], width):
            best = np.maximum(best, sums[:, start : start + width])
        best = best - best.mean(axis=1, keepdims=True)
        deviation = np.sqrt(np.einsum("ij,ij->i", best, best) / width + 1e-8, dtype=np.float32)
        best /= deviation[:, None]
        best *= self.scale
        best += self.shift
        return best


def quicken(nlp: Language) -> list[str]:
    """Replace the word encoders of ``nlp`` that are of the known build; names of the components where it was done."""
    done = []
    probe = [nlp.make_doc(_PROBE), nlp.make_doc("Only two")]
    for name, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if not isinstance(model, Model):
            continue
        for node in list(model.walk()):
            quick = _quick(node)
            if quick is None or not _agree(node.predict(probe), quick.predict(probe)):
                continue
            if node is model:
                component.model = quick  # type: ignore[attr-defined]
            else:
                model.replace_node(node, quick)
            done.append(name)
            break
    return done


def _quick(node: Model[Any, Any]) -> Model[Any, Any] | None:
    """The same encoder as one layer; None for anything else."""
    names = [layer.name for layer in node.layers]
    if len(names) != 2 or not names[0].startswith("extract_features>>list2ragged>>with_array(ints-getitem>>hashembed"):
        return None
    embedding, encoding = node.layers
    pad = encoding.attrs.get("pad")
    layers = encoding.layers[0].layers if encoding.layers else []
    if len(embedding.layers) != 5 or len(layers) != pad or any(not _is_convolution(layer) for layer in layers):
        return None
    extract, _, hashed, mixed, _ = embedding.layers
    convolutions = [_convolution(layer) for layer in layers]

    def forward(
        model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Floats], Callable[[Any], Any]]:
        if is_train:
            return node(docs, is_train)
        features = extract.predict(docs)
        lengths = [len(rows) for rows in features]
        if not sum(lengths):
            return [np.zeros((0, node.get_dim("nO")), dtype=np.float32) for _ in lengths], _no_gradient
        flat = np.vstack(features)
        keys = np.zeros(len(flat), dtype=np.uint64)
        for column in flat.T:
            keys = (keys ^ (keys >> _HALF) ^ column) * _ODD + _STEP
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        words: Floats = mixed.predict(hashed.predict(np.ascontiguousarray(flat[first])))
        words = np.vstack([np.zeros((1, words.shape[1]), dtype=np.float32), words])
        ids = np.zeros(sum(lengths) + pad * (len(lengths) + 1) + 2, dtype=np.intp)
        starts, at, taken = [], 1 + pad, 0
        for length in lengths:
            starts.append(at)
            ids[at : at + length] = inverse[taken : taken + length] + 1
            at, taken = at + length + pad, taken + length
        rows = convolutions[0].of_words(words, ids)
        for convolution in convolutions[1:]:
            rows = convolution.of_rows(rows)
        return [rows[start : start + length] for start, length in zip(starts, lengths, strict=True)], _no_gradient

    return Model("quick_encoder", forward, dims={"nO": node.get_dim("nO")})


def _is_convolution(layer: Model[Any, Any]) -> bool:
    inner = layer.layers[0] if layer.layers else layer
    return layer.name == "residual(expand_window>>maxout>>layernorm>>dropout)" and (
        next(node for node in inner.walk() if node.name == "expand_window").attrs["window_size"] == 1
    )


def _convolution(layer: Model[Any, Any]) -> Convolution:
    maxout = next(node for node in layer.walk() if node.name == "maxout")
    norm = next(node for node in layer.walk() if node.name == "layernorm")
    weights: Any = maxout.get_param("W")
    bias: Any = maxout.get_param("b")
    scale: Any = norm.get_param("G")
    shift: Any = norm.get_param("b")
    width, pieces, inputs = weights.shape
    return Convolution(
        np.ascontiguousarray(weights.transpose(1, 0, 2).reshape(pieces * width, inputs).T),
        np.ascontiguousarray(bias.T.reshape(pieces * width)),
        scale,
        shift,
    )


def _agree(slow: Any, quick: Any) -> bool:
    """Whether both give the same vectors, save for the last bits of a float."""
    return all(np.allclose(a, b, rtol=1e-3, atol=1e-4) for a, b in zip(slow, quick, strict=True))


def _no_gradient(_: Any) -> Any:
    raise TypeError("the encoder was made for reading and has no gradient")
