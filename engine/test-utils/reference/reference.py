"""Makes reference.json: what PyTorch, transformers and PEFT compute from the same GGUF file.

Usage: python3 reference.py SmolLM2-135M-Instruct.Q4_1.gguf > reference.json
Needs torch, transformers, peft, gguf, accelerate. Takes some minutes.

The adapter's values come from the small generator `values`, so that the Rust test makes the same ones: both factors
are non-zero, since with B = 0 every gradient of A is zero. Gradients and the training run are in f64, so that the
reference's own rounding does not count; the logits of the prompts are in f32, as people run the model.
"""
import json
import sys

import torch

from common import Template, adapted, completion_losses, load, projections, values
from curve import curve

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
PROMPTS = [
	"a",
	"The",
	"Hello, my name is",
	"What is the capital of France?",
	"1 + 1 = 2, 2 + 2 = 4, 3 + 3 =",
	"def fibonacci(n):\n    if n < 2:\n        return",
	"SELECT name, COUNT(*) FROM orders GROUP BY",
	"<html>\n<head>\n<title>",
	"Die Größe der Stadt ist",
	"La capitale de l'Italie est",
	"数字は",
	"🙂🙂🙂",
	"once upon a time there was a small river that",
	"THE QUICK BROWN FOX JUMPS OVER THE",
	"The boiling point of water at sea level is 100 degrees",
	"To be, or not to be, that is the",
	"    \n\n\t  indented\n\n",
	"the the the the the the the the the the the the the the the the",
	"A marketplace of specialised language models pays the people whose records shaped it. " * 8,
	"Water runs downhill. Heat flows from warm to cold. Every event has a cause, and some have many. " * 20,
]
SHOWN = [0, 1, 2, 7, 19, 501, 1023, 4321]
# One id in 192 of the vocabulary, 256 in all.
SPREAD = [192 * i + 97 * i % 192 for i in range(256)]


def prompts(path, template):
	"""Logits after the last token of each prompt, in f32."""
	model = load(path, torch.float32)
	for text in PROMPTS:
		ids = template.plain(text)
		with torch.no_grad():
			logits = model(input_ids=torch.tensor([ids])).logits[0, -1]
		first, second = logits.topk(2).values.tolist()
		print(f"{len(ids)} tokens, most likely by {first - second:.3f}: {text[:40]!r}", file=sys.stderr)
		shown = [round(logits[i].item(), 6) for i in SPREAD]
		norm = logits.double().norm().item()
		yield {"text": text, "ids": ids, "next": logits.argmax().item(), "norm": norm, "logits": shown}


def records(model, sequences):
	"""What the base model makes of each record."""
	for (prompt, completion), (tokens, loss_from) in zip(RECORDS, sequences):
		with torch.no_grad():
			loss, last = completion_losses(model, tokens, loss_from)
		yield {
			"prompt": prompt, "completion": completion, "ids": tokens, "loss_from": loss_from,
			"loss": loss.item() / (len(tokens) - loss_from), "last_logits": [last[i].item() for i in SHOWN],
			"last_logits_norm": last.norm().item(), "next": last.argmax().item(),
		}


def gradients(model, factors, sequences):
	"""Logits of the tuned model, its mean loss over all tokens that count, and the gradient of that."""
	with torch.no_grad():
		for seed, (name, p) in enumerate(factors):
			p.copy_(values(seed + 1, p.numel(), 0.02 if "lora_A" in name else 0.01).reshape(p.shape))
	counted = sum(len(tokens) - loss_from for tokens, loss_from in sequences)
	total, shown = 0.0, []
	for tokens, loss_from in sequences:
		loss, last = completion_losses(model, tokens, loss_from)
		(loss / counted).backward()
		total += loss.item() / counted
		shown.append([last[i].item() for i in SHOWN])
	entries = [
		{"name": name, "norm": p.grad.norm().item(), "head": p.grad.flatten()[:4].tolist(),
		 "middle": p.grad.flatten()[p.numel() // 2 :][:4].tolist(),
		 "projections": [float(f"{x:.9g}") for x in projections(p.grad, number)]}
		for number, (name, p) in enumerate(factors)
	]
	model.zero_grad()
	return {"tuned_last_logits": shown, "tuned_loss": total, "gradients": entries}


def write(result, out):
	"""JSON with one line for each item of a list, so that a change shows where it is."""
	line = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))
	fields = []
	for name, value in result.items():
		if isinstance(value, list) and isinstance(value[0], (dict, list)):
			fields.append(f"{line(name)}:[\n" + ",\n".join(map(line, value)) + "\n]")
		else:
			fields.append(f"{line(name)}:{line(value)}")
	out.write("{\n" + ",\n".join(fields) + "\n}\n")


def main(path):
	torch.manual_seed(0)
	template = Template(path)
	result = {"texts": [{"text": t, "ids": template.plain(t)} for t in TEXTS], "spread": SPREAD}
	result["prompts"] = list(prompts(path, template))
	model = load(path, torch.float64)
	sequences = [template.record(*record) for record in RECORDS]
	result["shown"], result["records"] = SHOWN, list(records(model, sequences))
	model, factors = adapted(model)
	result |= gradients(model, factors, sequences)
	result["curve"] = curve(model, factors, template)
	write(result, sys.stdout)


main(sys.argv[1])
