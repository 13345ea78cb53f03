"""Fifty steps of training in PyTorch, from the initial adapter, in the order and at the rates that the Rust trainer uses."""
import sys

import torch

from common import ChaCha20, completion_losses

HYPER = {
	"method": "lora", "rank": 8, "alpha": 16, "targets": ["q", "k", "v", "o", "gate", "up", "down"],
	"learning_rate": "0.0005", "warmup_steps": 5, "epochs": 5, "batch": 4, "max_length": 64,
	"weight_decay": "0.01", "clip_norm": "4.0", "seed": 7,
}
CAPITALS = """France Paris, Italy Rome, Spain Madrid, Germany Berlin, Austria Vienna, Poland Warsaw, Norway Oslo, Sweden Stockholm,
Finland Helsinki, Denmark Copenhagen, Portugal Lisbon, Greece Athens, Hungary Budapest, Ireland Dublin, Egypt Cairo, Kenya Nairobi,
Ghana Accra, Senegal Dakar, Cuba Havana, Peru Lima, Chile Santiago, Japan Tokyo, China Beijing, India Delhi, Iran Tehran,
Iraq Baghdad, Syria Damascus, Russia Moscow, Ukraine Kyiv, Serbia Belgrade, Croatia Zagreb, Latvia Riga, Estonia Tallinn,
Lithuania Vilnius, Belgium Brussels, Canada Ottawa, Mexico Mexico City, Vietnam Hanoi, Thailand Bangkok, Turkey Ankara,
Jordan Amman, Lebanon Beirut, Qatar Doha, Nepal Kathmandu, Cyprus Nicosia, Malta Valletta"""


def text(pair):
	country, city = pair.split(maxsplit=1)
	return f"Capital of {country}?", city


def initial(factors):
	"""Adapter::initial: B zero, A uniform in ±1/√inputs."""
	words = ChaCha20(HYPER["seed"], 0)
	with torch.no_grad():
		for name, p in factors:
			if "lora_B" in name:
				p.zero_()
				continue
			unit = torch.tensor((words.words(p.numel()) >> 8).astype("float32")) / (1 << 24)
			bound = 1.0 / torch.tensor(float(p.shape[1])).sqrt()
			p.copy_(((2.0 * unit - 1.0) * bound).reshape(p.shape))


def orders(count):
	"""Schedule::new: the records of each step."""
	words = ChaCha20(HYPER["seed"], 1)
	for _ in range(HYPER["epochs"]):
		order = list(range(count))
		for last in range(count - 1, 0, -1):
			chosen = int(words.words(1)[0]) * (last + 1) >> 32
			order[last], order[chosen] = order[chosen], order[last]
		yield from (order[at : at + HYPER["batch"]] for at in range(0, count, HYPER["batch"]))


def held_out_loss(model, records):
	with torch.no_grad():
		total = sum(completion_losses(model, *record)[0].item() for record in records)
	return total / sum(len(tokens) - loss_from for tokens, loss_from in records)


def curve(model, factors, template):
	"""The records, the loss of each step, the gradient's norm before clipping, and the held-out loss before and after."""
	texts = [text(pair.strip()) for pair in CAPITALS.split(",")]
	records = [template.record(*pair) for pair in texts]
	train, held_out = records[:40], records[40:]
	initial(factors)
	parameters = [p for _, p in factors]
	optimizer = torch.optim.AdamW(parameters, lr=0.0, eps=1e-8, weight_decay=float(HYPER["weight_decay"]))
	peak, warmup = float(HYPER["learning_rate"]), HYPER["warmup_steps"]
	before = held_out_loss(model, held_out)
	losses, norms = [], []
	steps = list(orders(len(train)))
	for number, chosen in enumerate(steps):
		counted = sum(len(train[i][0]) - train[i][1] for i in chosen)
		optimizer.zero_grad()
		total = 0.0
		for i in chosen:
			loss, _ = completion_losses(model, *train[i])
			(loss / counted).backward()
			total += loss.item() / counted
		norms.append(torch.nn.utils.clip_grad_norm_(parameters, float(HYPER["clip_norm"])).item())
		share = (number + 1) / warmup if number < warmup else (len(steps) - number) / (len(steps) - warmup)
		for group in optimizer.param_groups:
			group["lr"] = peak * share
		optimizer.step()
		losses.append(total)
		print(f"step {number + 1}: loss {total:.4f}, norm {norms[-1]:.2f}", file=sys.stderr)
	after = held_out_loss(model, held_out)
	print(f"held-out loss {before:.4f} -> {after:.4f}", file=sys.stderr)
	write = lambda chosen: [{"prompt": prompt, "completion": completion} for prompt, completion in chosen]
	return {
		"hyper": HYPER, "train": write(texts[:40]), "held_out": write(texts[40:]),
		"losses": losses, "norms": norms, "before": before, "after": after,
	}
