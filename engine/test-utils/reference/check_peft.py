"""Loads an adapter that this project exported in PEFT and compares logits with ours.

Usage: python3 check_peft.py SmolLM2-135M-Instruct.Q4_1.gguf ADAPTER_DIR [OURS.json]

Prints the logits of the last token of a prompt for the base and the tuned model. OURS.json holds, under "ids" and
"logits", the prompt's token ids and all logits of `Generator::logits`; with it, the largest difference is printed and
the exit status says whether it is at most 1e-3.
"""
import json
import os
import sys

import torch
from peft import PeftModel
from transformers import AutoModelForCausalLM


def main(gguf, adapter, ours=None):
	folder, name = os.path.split(os.path.abspath(gguf))
	model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
	ours = json.load(open(ours)) if ours else {"ids": [1, 4093, 198, 2020, 536, 339, 2], "logits": None}
	ids = torch.tensor([ours["ids"]])
	with torch.no_grad():
		base = model(input_ids=ids).logits[0, -1]
		tuned = PeftModel.from_pretrained(model, adapter)(input_ids=ids).logits[0, -1]
	print("base ", base[:6].tolist(), "most likely", base.argmax().item())
	print("tuned", tuned[:6].tolist(), "most likely", tuned.argmax().item())
	print(f"the adapter moves logits by up to {(tuned - base).abs().max().item():.3f}")
	if ours["logits"]:
		worst = (tuned - torch.tensor(ours["logits"])).abs().max().item()
		print(f"largest difference from ours: {worst:.2e}")
		sys.exit(worst > 1e-3)


main(*sys.argv[1:])
