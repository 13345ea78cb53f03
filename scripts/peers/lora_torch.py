"""Speed of LoRA training with PyTorch and PEFT, as people write it: the defaults of transformers, PEFT and
AdamW.

Usage: lora_torch.py --base GGUF --synthetic BATCHxLENGTH --steps N --threads N [--bf16]

Rank 8 on all seven linears of a GGUF model, random tokens, all of them counted. The first step warms up and
does not count. Prints one JSON object with tokens_per_second, from the median time of the other steps.
"""
import argparse
import contextlib
import json
import os
import statistics
import time

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM

LINEARS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def arguments():
	parser = argparse.ArgumentParser(description="Speed of LoRA training with PyTorch and PEFT.")
	parser.add_argument("--base", required=True, metavar="GGUF")
	parser.add_argument("--synthetic", required=True, metavar="BATCHxLENGTH")
	parser.add_argument("--steps", type=int, required=True, metavar="N", help="steps that count")
	parser.add_argument("--threads", type=int, required=True, metavar="N")
	parser.add_argument("--bf16", action="store_true", help="under autocast to bfloat16")
	return parser.parse_args()


def adapted(path):
	folder, name = os.path.split(os.path.abspath(path))
	base = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
	# Some versions can keep weights in GGUF's blocks and unpack them in every pass, which would be another program.
	if any(p.dtype != torch.float32 for p in base.parameters()):
		raise SystemExit("this version of transformers keeps the weights packed: install the versions of requirements.txt")
	config = LoraConfig(r=8, lora_alpha=16, lora_dropout=0.0, target_modules=LINEARS, task_type="CAUSAL_LM")
	model = get_peft_model(base, config)
	model.train()
	return model


def main():
	chosen = arguments()
	torch.set_num_threads(chosen.threads)
	torch.manual_seed(1)
	batch, length = map(int, chosen.synthetic.split("x"))
	model = adapted(chosen.base)
	optimizer = torch.optim.AdamW((p for p in model.parameters() if p.requires_grad), lr=5e-4)
	seconds, losses = [], []
	for _ in range(chosen.steps + 1):
		ids = torch.randint(0, model.config.vocab_size, (batch, length))
		start = time.perf_counter()
		cast = torch.autocast("cpu", dtype=torch.bfloat16) if chosen.bf16 else contextlib.nullcontext()
		with cast:
			loss = model(input_ids=ids, labels=ids).loss
		loss.backward()
		torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
		optimizer.step()
		optimizer.zero_grad()
		seconds.append(time.perf_counter() - start)
		losses.append(loss.item())
	speed = batch * length / statistics.median(seconds[1:])
	print(json.dumps({"tokens_per_second": speed, "loss_first": losses[0], "seconds": seconds}))


main()
