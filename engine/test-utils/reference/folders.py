"""Makes folders.json: what transformers and tokenizers write beside the weights of a model's folder.

Usage: python3 folders.py > folders.json
Needs torch, transformers, peft. The weights are those of families.py, which the Rust tests make (src/folder.rs).
"""
import json
import sys

from tokenizers import Tokenizer, decoders, models, pre_tokenizers

import tokenizer_samples
from families import FAMILIES, configured

# The vocabulary of every tiny model: the bytes in order, a few pairs, and marks (src/gguf.rs).
PAIRS = ["t h", "th e", "i n", "Ġ a", "e r", "o n", "Ġ the"]
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def alphabet():
	"""The letters of the bytes, in the bytes' order."""
	printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
	others = [byte for byte in range(256) if byte not in printable]
	return [chr(byte) if byte in printable else chr(0x100 + others.index(byte)) for byte in range(256)]


def tiny():
	tokens = alphabet() + [pair.replace(" ", "") for pair in PAIRS]
	merges = [tuple(pair.split(" ")) for pair in PAIRS]
	tokenizer = Tokenizer(models.BPE(vocab={token: id for id, token in enumerate(tokens)}, merges=merges))
	steps = [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
	tokenizer.pre_tokenizer = pre_tokenizers.Sequence(steps)
	tokenizer.decoder = decoders.ByteLevel()
	tokenizer.add_special_tokens(SPECIAL)
	return tokenizer


def main():
	configs = {shape["name"]: json.loads(configured(shape).config.to_json_string()) for shape in FAMILIES}
	samples = []
	for tokenizer, *how in tokenizer_samples.made():
		sample = tokenizer_samples.sample(tokenizer, *how)
		tokenizer.add_special_tokens(tokenizer_samples.SPECIAL)
		samples.append({"name": sample["pre"], "file": json.loads(tokenizer.to_str()), "texts": sample["texts"]})
	found = {"configs": configs, "tokenizer": json.loads(tiny().to_str()), "samples": samples}
	json.dump(found, sys.stdout, ensure_ascii=False, separators=(",", ":"))
	print()


main()
