"""Compares logits with llama.cpp's on one model in many types of weights. scripts/check-quantized.sh calls it.

Usage: quantized.py --base GGUF --work DIR --tokens N --types LIST -- COMMAND

For each type, llama.cpp makes a file of that type from the model in F32, and dequantises it into F32 again. COMMAND, our
example `logits`, runs the file; llama.cpp runs the dequantised one, with keys and values in F32: with quantised weights
it would quantise activations too. The type `own` takes the file as it is. Greedy tokens are compared too. llama.cpp gets
one thread: several wait for one another, and on a busy machine they wait long.
"""
import argparse
import ctypes
import json
import subprocess
import sys
from pathlib import Path

import llama_cpp
import numpy

TYPES = {
	"F32": 0, "F16": 1, "BF16": 32, "Q8_0": 7, "Q4_0": 2, "Q4_1": 3, "Q5_0": 8, "Q5_1": 9, "Q2_K": 10, "Q3_K_S": 11,
	"Q3_K_M": 12, "Q3_K_L": 13, "Q4_K_S": 14, "Q4_K_M": 15, "Q5_K_S": 16, "Q5_K_M": 17, "Q6_K": 18, "IQ4_NL": 25,
}
PROMPTS = [
	"The capital of France is",
	"In 1969, two people walked on the",
	"def fibonacci(n):\n    if n < 2:\n        return n\n    return",
	"To make bread you need flour, water, salt and",
	"The opposite of hot is cold. The opposite of tall is",
	"Q: What is 17 + 25?\nA:",
	"Once upon a time there was a river that wanted to be a mountain. Every morning it",
	"Die Hauptstadt von Deutschland heißt",
	"Water boils at 100 degrees Celsius, and it freezes at",
	"SELECT name, count(*) FROM users WHERE age > 30 GROUP BY",
]
BOUND = 1e-3
# llama.cpp takes GELU from a table of F16, whose error is larger than everything else together.
GELU_BOUND = 5e-2


@llama_cpp.llama_log_callback
def silent(level, text, data):
	"""Takes what llama.cpp says, page by page, of each file."""


def arguments():
	parser = argparse.ArgumentParser(description="Compares logits with llama.cpp's, type by type.")
	parser.add_argument("--base", required=True, metavar="GGUF", type=Path)
	parser.add_argument("--work", required=True, metavar="DIR", type=Path)
	parser.add_argument("--tokens", required=True, metavar="N", type=int)
	parser.add_argument("--types", default=",".join(TYPES), metavar="LIST")
	parser.add_argument("command", nargs="+", help="our example")
	return parser.parse_args()


def quantize(source, out, ftype):
	"""Has llama.cpp write a file in another type."""
	parameters = llama_cpp.llama_model_quantize_default_params()
	parameters.ftype, parameters.allow_requantize = ftype, True
	if llama_cpp.llama_model_quantize(str(source).encode(), str(out).encode(), ctypes.byref(parameters)) != 0:
		sys.exit(f"llama.cpp cannot make {out}")


class Theirs:
	"""llama.cpp on a file, keys and values in F32."""

	def __init__(self, path):
		self.model = llama_cpp.Llama(str(path), n_ctx=512, n_batch=512, type_k=0, type_v=0, flash_attn=False,
			n_threads=1, n_threads_batch=1, verbose=False)

	def logits(self):
		count = self.model.n_vocab()
		pointer = llama_cpp.llama_get_logits_ith(self.model._ctx.ctx, -1)
		return numpy.ctypeslib.as_array(pointer, shape=(count,)).copy()

	def run(self, prompts, tokens):
		"""The logits after each prompt, and the greedy tokens."""
		rows, written = [], []
		for ids in prompts:
			self.model.reset()
			self.model.eval(ids)
			rows.append(self.logits())
			out, row = [], rows[-1]
			while len(out) < tokens:
				out.append(int(row.argmax()))
				self.model.eval(out[-1:])
				row = self.logits()
			written.append(out)
		return numpy.stack(rows), written

	def close(self):
		self.model.close()


def ours(command, path, prompts, work, tokens):
	out = work / "logits.bin"
	(work / "prompts.json").write_text(json.dumps(prompts))
	done = subprocess.run([*command, str(path), str(work / "prompts.json"), str(out), str(tokens)], stdout=subprocess.PIPE,
		text=True)
	if done.returncode != 0:
		sys.exit(f"our example failed with status {done.returncode}")
	return numpy.fromfile(out, dtype="<f4").reshape(len(prompts), -1), json.loads(done.stdout)


def main():
	chosen = arguments()
	llama_cpp.llama_log_set(silent, ctypes.c_void_p(0))
	work = chosen.work
	whole = work / "whole.gguf"
	quantize(chosen.base, whole, TYPES["F32"])
	reader = Theirs(whole)
	bound = GELU_BOUND if reader.model.metadata["general.architecture"] == "gemma3" else BOUND
	prompts = [reader.model.tokenize(text.encode(), add_bos=True, special=False) for text in PROMPTS]
	reader.close()
	print(f"{chosen.base.name}: {len(prompts)} prompts, {chosen.tokens} greedy tokens each")
	print("| type | largest difference of logits | largest logit | prompts whose greedy tokens are alike |")
	print("|---|---|---|---|")
	worst = 0.0
	for name in chosen.types.split(","):
		quantized, plain = work / "quantized.gguf", work / "plain.gguf"
		if name == "own":
			quantized = chosen.base
		else:
			quantize(whole, quantized, TYPES[name])
		quantize(quantized, plain, TYPES["F32"])
		reference = Theirs(plain)
		expected, expected_tokens = reference.run(prompts, chosen.tokens)
		reference.close()
		found, tokens = ours(chosen.command, quantized, prompts, work, chosen.tokens)
		apart = numpy.abs(found - expected).max()
		worst = max(worst, float(apart))
		same = sum(one == other for one, other in zip(tokens, expected_tokens))
		print(f"| {name} | {apart:.1e} | {numpy.abs(expected).max():.1f} | {same} of {len(prompts)} |", flush=True)
	for path in (whole, work / "quantized.gguf", work / "plain.gguf"):
		path.unlink(missing_ok=True)
	if worst >= bound:
		sys.exit(f"logits differ by {worst:.1e}: less than {bound:.0e} is allowed")


main()
