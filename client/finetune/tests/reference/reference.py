"""Makes reference.json: what PyTorch, transformers and PEFT compute from the same GGUF file.

Usage: python3 reference.py SmolLM2-135M-Instruct.Q4_1.gguf > reference.json
Needs torch, transformers, peft, gguf, accelerate.

The adapter's values come from the small generator below, so that the Rust test makes the same ones: both factors
are non-zero, since with B = 0 every gradient of A is zero. Everything runs in f64, so that the reference's own rounding
does not count: gradients of the same program in f32 differ from these by up to 2e-4 of an element.
"""
import json
import os
import sys

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
RECORDS = [
	("How do I locate my card?", "card arrival"),
	("Is 1234 a prime number?", "No: 1234 = 2 x 617."),
	("Was bedeutet „Größe“?", "It means size."),
]
TEXTS = [
	"Hello world",
	"In 2024, 3.14159 was  rounded\tto 3.\n\nYou've seen it!",
	"Größe, naïve café, 数字 42, emoji 🙂.",
	"def f(x):\n    return x**2 + 1\n",
]
SHOWN = [0, 1, 2, 7, 19, 501, 1023, 4321]


def values(seed, count, scale):
	"""Numbers in ±scale: 24 bits of an xorshift generator, exact in f32 before the last product."""
	state = (seed * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF) | 1
	out = []
	for _ in range(count):
		state ^= state << 13 & 0xFFFFFFFFFFFFFFFF
		state ^= state >> 7
		state ^= state << 17 & 0xFFFFFFFFFFFFFFFF
		out.append((state >> 40) / (1 << 23) - 1.0)
	return (torch.tensor(out, dtype=torch.float32) * torch.tensor(scale, dtype=torch.float32)).double()


def main(path):
	torch.manual_seed(0)
	folder, name = os.path.split(os.path.abspath(path))
	tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
	model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float64)
	model.config._attn_implementation = "eager"
	start, end = (tokenizer.convert_tokens_to_ids(t) for t in ("<|im_start|>", "<|im_end|>"))
	plain = lambda text: tokenizer(text, add_special_tokens=False)["input_ids"]
	result = {"texts": [{"text": t, "ids": plain(t)} for t in TEXTS], "records": []}

	def ids(prompt, completion):
		head = [start] + plain("user\n") + plain(prompt) + [end] + plain("\n") + [start] + plain("assistant\n")
		return head + plain(completion) + [end], len(head)

	sequences = [ids(*record) for record in RECORDS]
	with torch.no_grad():
		for (prompt, completion), (tokens, loss_from) in zip(RECORDS, sequences):
			logits = model(input_ids=torch.tensor([tokens])).logits[0]
			loss = torch.nn.functional.cross_entropy(
				logits[loss_from - 1 : -1].double(), torch.tensor(tokens[loss_from:])
			)
			result["records"].append({
				"prompt": prompt, "completion": completion, "ids": tokens, "loss_from": loss_from,
				"loss": loss.item(), "last_logits": [logits[-1][i].item() for i in SHOWN],
				"last_logits_norm": logits[-1].norm().item(), "next": logits[-1].argmax().item(),
			})
	config = LoraConfig(r=8, lora_alpha=16, target_modules=TARGETS, task_type="CAUSAL_LM", lora_dropout=0.0)
	model = get_peft_model(model, config)
	factors = sorted(
		((name.replace(".default", ""), p) for name, p in model.named_parameters() if p.requires_grad),
		key=lambda pair: pair[0],
	)
	with torch.no_grad():
		for seed, (name, p) in enumerate(factors):
			p.copy_(values(seed + 1, p.numel(), 0.02 if "lora_A" in name else 0.01).reshape(p.shape))
	counted = sum(len(tokens) - loss_from for tokens, loss_from in sequences)
	total = 0.0
	for tokens, loss_from in sequences:
		logits = model(input_ids=torch.tensor([tokens])).logits[0]
		loss = torch.nn.functional.cross_entropy(
			logits[loss_from - 1 : -1], torch.tensor(tokens[loss_from:]), reduction="sum"
		) / counted
		loss.backward()
		total += loss.item()
		result.setdefault("tuned_last_logits", []).append([logits[-1][i].item() for i in SHOWN])
	result["shown"] = SHOWN
	result["tuned_loss"] = total
	result["gradients"] = [
		{"name": name, "norm": p.grad.double().norm().item(),
		 "head": p.grad.flatten()[:4].tolist(), "middle": p.grad.flatten()[p.numel() // 2 :][:4].tolist()}
		for name, p in factors
	]
	json.dump(result, sys.stdout, indent=1, ensure_ascii=False)
	print()


main(sys.argv[1])
