"""Runs PyTorch's trainers and ours in turns and compares them. scripts/bench-peers.sh calls it.

Usage: turns.py --python PYTHON --ours PROGRAM --base GGUF --synthetic BATCHxLENGTH --steps N --rounds N --threads N

In turns, since the speed of a shared or throttled machine drifts: each round gives ratios of its own, and the
medians count. Peak memory is what the kernel says of each process when it ends, the same for all.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS = ["torch-f32", "torch-bf16"]
OURS = ["lora", "qlora", "exact8"]
SPEC = {
	"rank": 8, "alpha": 16, "targets": ["q", "k", "v", "o", "gate", "up", "down"], "learning_rate": "0.0005",
	"warmup_steps": 0, "epochs": 1, "batch": 1, "max_length": 512, "weight_decay": "0.01", "clip_norm": "1.0", "seed": 1,
}


def arguments():
	parser = argparse.ArgumentParser(description="Compares PyTorch's trainers and ours, in turns.")
	parser.add_argument("--python", required=True, metavar="PYTHON", help="interpreter that has PyTorch")
	parser.add_argument("--ours", required=True, metavar="PROGRAM", help="a program with our subcommand finetune")
	parser.add_argument("--base", required=True, metavar="GGUF")
	parser.add_argument("--synthetic", required=True, metavar="BATCHxLENGTH")
	for name in ("steps", "rounds", "threads"):
		parser.add_argument(f"--{name}", type=int, required=True, metavar="N")
	return parser.parse_args()


def command(name, chosen, work):
	"""What to run for one turn."""
	common = ["--base", chosen.base, "--synthetic", chosen.synthetic, "--steps", str(chosen.steps)]
	common += ["--threads", str(chosen.threads)]
	if name in PEERS:
		bf16 = ["--bf16"] if name == "torch-bf16" else []
		return [chosen.python, os.path.join(HERE, "lora_torch.py"), *common, *bf16]
	spec = os.path.join(work, "spec.json")
	with open(spec, "w") as out:
		json.dump({"method": name, **SPEC}, out)
	return [chosen.ours, "finetune", *common, "--spec", spec, "--out", os.path.join(work, "out"), "--json"]


def turn(name, chosen):
	"""Tokens a second and peak memory in GB of one run in a process of its own."""
	threads = str(chosen.threads)
	environment = os.environ | {"OMP_NUM_THREADS": threads, "MKL_NUM_THREADS": threads}
	with tempfile.TemporaryDirectory() as work, tempfile.TemporaryFile() as errors:
		child = subprocess.Popen(
			command(name, chosen, work), stdout=subprocess.PIPE, stderr=errors, env=environment, text=True
		)
		try:
			answer = child.stdout.read()
			_, status, usage = os.wait4(child.pid, 0)
			child.returncode = os.waitstatus_to_exitcode(status)
		finally:
			if child.returncode is None:
				child.kill()
				child.wait()
		if child.returncode != 0:
			errors.seek(0)
			sys.exit(f"{name} failed with status {child.returncode}:\n{errors.read().decode(errors='replace')}")
	# ru_maxrss is in KiB on Linux.
	return json.loads(answer)["tokens_per_second"], usage.ru_maxrss * 1024 / 1e9


def spread(values):
	return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def main():
	chosen = arguments()
	names = PEERS + OURS
	speeds, memory = {name: [] for name in names}, {name: [] for name in names}
	print(f"{chosen.synthetic} tokens a step, {chosen.threads} threads, {chosen.steps} steps a turn")
	print(f"{'round':<8}" + "".join(f"{name:>12}" for name in names) + "   tokens/s")
	for number in range(1, chosen.rounds + 1):
		print(f"{number:<8}", end="", flush=True)
		for name in names:
			speed, peak = turn(name, chosen)
			speeds[name].append(speed)
			memory[name].append(peak)
			print(f"{speed:>12.1f}", end="", flush=True)
		print()
	print(f"{'median':<8}" + "".join(f"{statistics.median(speeds[name]):>12.1f}" for name in names))
	print(f"{'peak':<8}" + "".join(f"{max(memory[name]):>12.2f}" for name in names) + "   GB RSS")
	for ours in OURS:
		for peer in PEERS:
			ratios = [mine / theirs for mine, theirs in zip(speeds[ours], speeds[peer])]
			print(f"{ours} / {peer}: {spread(ratios)} times, median of the rounds' ratios")


main()
