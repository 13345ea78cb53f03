"""Times prefill and decoding beside llama.cpp, on the same file. scripts/bench-decode.sh calls it.

Usage: decode.py --base GGUF --rounds N --threads N [--processor-time] -- COMMAND

COMMAND runs our benchmark. In turns, since the speed of a shared machine drifts: each round gives ratios of its own,
and the medians count. Both read a prompt of 400 tokens and write 128, greedy. With --processor-time, on one thread, the
time that the processor spent counts instead of the wall's: a machine that is busy with others disturbs it less.
"""
import argparse
import json
import statistics
import subprocess
import sys
import time

from llama_cpp import Llama

PROMPT = 400
ANSWER = 128


def arguments():
	parser = argparse.ArgumentParser(description="Times decoding beside llama.cpp, in turns.")
	parser.add_argument("--base", required=True, metavar="GGUF")
	parser.add_argument("--processor-time", action="store_true")
	for name in ("rounds", "threads"):
		parser.add_argument(f"--{name}", type=int, required=True, metavar="N")
	parser.add_argument("command", nargs="+", help="what runs our benchmark")
	return parser.parse_args()


def theirs(model, clock):
	"""Tokens a second of llama.cpp: prefill, decoding."""
	prompt = [1000 + i * 37 % 20_000 for i in range(PROMPT)]
	model.reset()
	start = clock()
	model.eval(prompt)
	prefill = clock() - start
	token, start = model.sample(temp=0), clock()
	for _ in range(ANSWER):
		model.eval([token])
		token = model.sample(temp=0)
	return PROMPT / prefill, ANSWER / (clock() - start)


def ours(chosen):
	"""Tokens a second of our benchmark: prefill, decoding."""
	command = [*chosen.command, "--", "--base", chosen.base, "--threads", str(chosen.threads)]
	done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
	if done.returncode != 0:
		sys.exit(f"our benchmark failed with status {done.returncode}")
	figures = json.loads(done.stdout.splitlines()[-1])
	suffix = "_cpu" if chosen.processor_time else ""
	return figures["prefill" + suffix], figures["decode" + suffix]


def main():
	chosen = arguments()
	if chosen.processor_time and chosen.threads != 1:
		sys.exit("--processor-time is for one thread: give --threads 1")
	clock = time.process_time if chosen.processor_time else time.perf_counter
	model = Llama(chosen.base, n_ctx=1024, n_threads=chosen.threads, n_threads_batch=chosen.threads, n_batch=512,
		verbose=False)
	print("round   prefill: ours  llama.cpp  ratio   decode: ours  llama.cpp  ratio   tokens/s")
	ratios = [], []
	for number in range(1, chosen.rounds + 1):
		(our_prefill, our_decode), (their_prefill, their_decode) = ours(chosen), theirs(model, clock)
		ratios[0].append(our_prefill / their_prefill)
		ratios[1].append(our_decode / their_decode)
		print(f"{number:<8}{our_prefill:>13.1f}{their_prefill:>11.1f}{ratios[0][-1]:>7.2f}"
			f"{our_decode:>15.1f}{their_decode:>11.1f}{ratios[1][-1]:>7.2f}", flush=True)
	for name, values in zip(("prefill", "decode"), ratios):
		print(f"{name}: {statistics.median(values):.2f} times llama.cpp ({min(values):.2f} to {max(values):.2f})")


main()
