"""Times span search beside infini-gram, on the same corpus and the same answers. scripts/bench-spans.sh calls
it.

Usage: infini_gram.py --folder FOLDER --rounds N -- COMMAND

COMMAND runs our benchmark, which leaves corpus, answers and the spans that it found in FOLDER. In turns,
since the speed of a shared machine drifts: each round gives a ratio of its own, and the medians count. Both
search in memory, 64 answers of a kind one after the other; both find the spans of 6 tokens or more, with all
their places. Ends with status 1 if they find others.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import numpy as np
from infini_gram.engine import InfiniGramEngine

SEPARATOR = 0xFFFF
VOCABULARY = 49152
KINDS = ["held-out", "half-copied"]
# Of each round, as many as take about as long as ours does.
PASSES = 5


def arguments():
	parser = argparse.ArgumentParser(description="Times span search beside infini-gram.")
	parser.add_argument("--folder", required=True)
	parser.add_argument("--rounds", type=int, required=True, metavar="N")
	parser.add_argument("command", nargs="+", help="what runs our benchmark")
	return parser.parse_args()


def ours(chosen, criterion):
	"""Seconds an answer, by kind."""
	environment = os.environ | {"OPENLEDGER_SPANS_EXPORT": chosen.folder, "CRITERION_HOME": criterion}
	done = subprocess.run(chosen.command, env=environment, stdout=subprocess.PIPE, text=True)
	if done.returncode != 0:
		sys.exit(f"our benchmark failed with status {done.returncode}")
	seconds = {}
	for kind in KINDS:
		with open(os.path.join(criterion, f"spans_{kind}", "new", "estimates.json")) as file:
			seconds[kind] = json.load(file)["median"]["point_estimate"] / 1e9
	return seconds, [line for line in done.stdout.splitlines() if line.startswith(("corpus", "index", "build"))]


def indexed(folder):
	"""Builds their index, tokenised already, and opens it in memory."""
	index = os.path.join(folder, "infini-gram")
	os.makedirs(index, exist_ok=True)
	corpus = np.fromfile(os.path.join(folder, "corpus.u16"), dtype="<u2")
	corpus.tofile(os.path.join(index, "tokenized.0"))
	(np.flatnonzero(corpus == SEPARATOR) * 2).astype("<u8").tofile(os.path.join(index, "offset.0"))
	counts = np.bincount(corpus)
	with open(os.path.join(index, "unigram.0"), "w") as file:
		file.writelines(f"{token} {counts[token]}\n" for token in np.flatnonzero(counts))
	start = time.perf_counter()
	command = [sys.executable, "-m", "infini_gram.indexing", "--data_dir", folder, "--save_dir", index]
	command += ["--token_dtype", "u16", "--cpus", "2", "--mem", "4", "--ulimit", "4096"]
	subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
	built = time.perf_counter() - start
	size = sum(os.path.getsize(os.path.join(index, name)) for name in ("tokenized.0", "table.0", "offset.0"))
	tokens = int((corpus != SEPARATOR).sum())
	print(f"theirs    build {built:.2f} s, {size / tokens:.3f} bytes a token")
	return InfiniGramEngine(
		index_dir=index, eos_token_id=2, vocab_size=VOCABULARY, load_to_ram=True, precompute_unigram_logprobs=True
	)


def theirs(engine, answers):
	"""Seconds an answer, and what was found in each."""
	found, passes = [], []
	for _ in range(PASSES):
		start = time.perf_counter()
		found = [engine.attribute(answer["ids"], delim_ids=[], min_len=6, max_cnt=1 << 40, enforce_bow=False) for answer in answers]
		passes.append((time.perf_counter() - start) / len(answers))
	return statistics.median(passes), found


def same(found, answers):
	"""Whether all spans are the same, with as many places."""
	spans = [sorted([span["l"], span["length"], span["count"]] for span in answer["spans"]) for answer in found]
	return spans == [sorted(answer["spans"]) for answer in answers]


def spread(values, unit):
	return f"{statistics.median(values):.3f} ({min(values):.3f} to {max(values):.3f}){unit}"


def main():
	chosen = arguments()
	chosen.folder = os.path.abspath(chosen.folder)
	criterion = os.path.join(chosen.folder, "criterion")
	times, engine, agree = {kind: ([], []) for kind in KINDS}, None, True
	for number in range(1, chosen.rounds + 1):
		mine, facts = ours(chosen, criterion)
		if engine is None:
			print("\n".join(facts))
			with open(os.path.join(chosen.folder, "answers.json")) as file:
				answers = json.load(file)
			engine = indexed(chosen.folder)
		for kind in KINDS:
			seconds, found = theirs(engine, answers[kind])
			agree &= same(found, answers[kind])
			times[kind][0].append(mine[kind] * 1e3)
			times[kind][1].append(seconds * 1e3)
			print(f"round {number}   {kind:<12} ours {mine[kind] * 1e3:.3f} ms, infini-gram {seconds * 1e3:.3f} ms", flush=True)
	for kind, (mine, other) in times.items():
		ratios = [theirs / ours for ours, theirs in zip(mine, other)]
		print(f"{kind}: ours {spread(mine, ' ms')}, infini-gram {spread(other, ' ms')}, {spread(ratios, ' times')}")
	print("spans     the same, with as many places" if agree else "spans     DIFFERENT")
	sys.exit(0 if agree else 1)


main()
