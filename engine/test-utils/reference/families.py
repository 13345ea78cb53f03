"""Makes families.json: what transformers and PEFT compute from a tiny random model of each family.

Usage: python3 families.py > families.json
Needs torch, transformers, peft. Takes a minute.

No weights are stored: every tensor comes from the small generator `values`, seeded by its GGUF name, and the Rust tests
make the same ones (src/families.rs). Everything is computed in f64, so that the reference's own rounding does not count
(transformers still makes angles, and Gemma's norms, in f32).
"""
import json
import math
import sys

import torch
from peft import LoraConfig, get_peft_model
from transformers import (
	Gemma3ForCausalLM,
	Gemma3TextConfig,
	LlamaConfig,
	LlamaForCausalLM,
	Qwen2Config,
	Qwen2ForCausalLM,
	Qwen3Config,
	Qwen3ForCausalLM,
	SmolLM3Config,
	SmolLM3ForCausalLM,
)

from common import MASK, TARGETS, completion_losses, projections, values

VOCABULARY, HIDDEN, FEED_FORWARD, CONTEXT, EPS = 288, 64, 96, 256, 1e-6
RANK, ALPHA = 4, 8
# Of Llama 3's rotation: long waves are slowed by 8, short ones not at all, those between by something between.
LLAMA3 = {"factor": 8.0, "low_freq_factor": 1.0, "high_freq_factor": 4.0, "original_max_position_embeddings": 64}

# The GGUF names of a layer's tensors, the names in transformers, and the widths of rows of heads.
LINEARS = {
	"attn_q": ("self_attn.q_proj", lambda s: (s["heads"] * s["head"], HIDDEN)),
	"attn_k": ("self_attn.k_proj", lambda s: (s["kv_heads"] * s["head"], HIDDEN)),
	"attn_v": ("self_attn.v_proj", lambda s: (s["kv_heads"] * s["head"], HIDDEN)),
	"attn_output": ("self_attn.o_proj", lambda s: (HIDDEN, s["heads"] * s["head"])),
	"ffn_gate": ("mlp.gate_proj", lambda s: (FEED_FORWARD, HIDDEN)),
	"ffn_up": ("mlp.up_proj", lambda s: (FEED_FORWARD, HIDDEN)),
	"ffn_down": ("mlp.down_proj", lambda s: (HIDDEN, FEED_FORWARD)),
}
LLAMA_NORMS = {"attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm"}
GEMMA_NORMS = {
	"attn_norm": "input_layernorm",
	"post_attention_norm": "post_attention_layernorm",
	"ffn_norm": "pre_feedforward_layernorm",
	"post_ffw_norm": "post_feedforward_layernorm",
}


def shape(name, architecture, layers, heads, kv_heads, head, rope_base, **more):
	found = {"name": name, "architecture": architecture, "hidden": HIDDEN, "feed_forward": FEED_FORWARD, "layers": layers}
	found |= {"heads": heads, "kv_heads": kv_heads, "head": head, "context": CONTEXT, "norm_eps": EPS, "rope_base": rope_base}
	return found | {"tied": True, "window": None, "rope_factor": None, "rope_factors": []} | more


def llama3_factors(base, head):
	"""The factors that llama.cpp's converter writes as `rope_freqs.weight`."""
	factor, low, high, old = LLAMA3.values()
	out = []
	for i in range(0, head, 2):
		wave = 2 * math.pi * base ** (i / head)
		smooth = (old / wave - low) / (high - low)
		between = 1 / ((1 - smooth) / factor + smooth)
		out.append(1.0 if wave < old / high else factor if wave > old / low else between)
	return torch.tensor(out, dtype=torch.float32).tolist()


FAMILIES = [
	shape("llama-3", "llama", 2, 4, 2, 32, 10000.0, rope_factors=llama3_factors(10000.0, 32)),
	shape("llama-untied", "llama", 2, 4, 2, 16, 500000.0, tied=False),
	shape("qwen2", "qwen2", 2, 4, 2, 16, 1000000.0),
	shape("qwen3", "qwen3", 2, 4, 2, 32, 1000000.0),
	shape("smollm3", "smollm3", 4, 4, 2, 16, 5000000.0),
	shape("gemma3", "gemma3", 6, 4, 1, 32, 1000000.0, window=12),
	shape("gemma3-scaled", "gemma3", 6, 2, 1, 64, 1000000.0, window=12, rope_factor=8.0),
]


def configured(s):
	common = dict(
		vocab_size=VOCABULARY, hidden_size=HIDDEN, intermediate_size=FEED_FORWARD, num_hidden_layers=s["layers"],
		num_attention_heads=s["heads"], num_key_value_heads=s["kv_heads"], head_dim=s["head"], rms_norm_eps=EPS,
		max_position_embeddings=CONTEXT, tie_word_embeddings=s["tied"], attn_implementation="eager",
	)
	rope = {"rope_type": "default", "rope_theta": s["rope_base"]}
	match s["architecture"]:
		case "llama":
			if s["rope_factors"]:
				rope |= {"rope_type": "llama3"} | LLAMA3
			return LlamaForCausalLM(LlamaConfig(**common, rope_parameters=rope))
		case "qwen2":
			del common["head_dim"]
			return Qwen2ForCausalLM(Qwen2Config(**common, rope_parameters=rope))
		case "qwen3":
			return Qwen3ForCausalLM(Qwen3Config(**common, rope_parameters=rope))
		case "smollm3":
			del common["head_dim"]
			return SmolLM3ForCausalLM(SmolLM3Config(**common, rope_parameters=rope, pad_token_id=0))
		case "gemma3":
			whole = dict(rope)
			if s["rope_factor"]:
				whole |= {"rope_type": "linear", "factor": s["rope_factor"]}
			ropes = {"full_attention": whole, "sliding_attention": {"rope_type": "default", "rope_theta": 10000.0}}
			config = Gemma3TextConfig(
				**common, rope_parameters=ropes, sliding_window=s["window"], query_pre_attn_scalar=s["head"]
			)
			return Gemma3ForCausalLM(config)


def named(name, count, scale):
	"""The generator's numbers for a tensor of this name."""
	seed = 0
	for byte in name.encode():
		seed = (seed * 31 + byte) & MASK
	return values(seed, count, scale)


def tensor(name, size, scale):
	return named(name, math.prod(size), scale).reshape(size)


def norm(s, name, width):
	stored = 1.0 + named(name, width, 0.25).float()
	# Gemma's files hold 1 + w.
	return stored.double() - 1.0 if s["architecture"] == "gemma3" else stored.double()


def unpermuted(rows, head):
	"""Undoes llama.cpp's converter: row 2d + s of a head becomes row head/2·s + d."""
	return rows.reshape(-1, head // 2, 2, rows.shape[1]).transpose(1, 2).reshape(rows.shape)


def weights(s):
	"""The state that transformers loads."""
	state = {"model.embed_tokens.weight": tensor("token_embd.weight", (VOCABULARY, HIDDEN), 0.15)}
	state["model.norm.weight"] = norm(s, "output_norm.weight", HIDDEN)
	state["lm_head.weight"] = state["model.embed_tokens.weight"]
	if not s["tied"]:
		state["lm_head.weight"] = tensor("output.weight", (VOCABULARY, HIDDEN), 0.5)
	for layer in range(s["layers"]):
		ours, theirs = f"blk.{layer}.", f"model.layers.{layer}."
		for name, (module, size) in LINEARS.items():
			rows = tensor(f"{ours}{name}.weight", size(s), 0.3)
			if name in ("attn_q", "attn_k") and s["architecture"] in ("llama", "smollm3"):
				rows = unpermuted(rows, s["head"])
			state[f"{theirs}{module}.weight"] = rows
			if s["architecture"] == "qwen2" and name in ("attn_q", "attn_k", "attn_v"):
				state[f"{theirs}{module}.bias"] = named(f"{ours}{name}.bias", size(s)[0], 0.3)
		norms = GEMMA_NORMS if s["architecture"] == "gemma3" else LLAMA_NORMS
		for name, module in norms.items():
			state[f"{theirs}{module}.weight"] = norm(s, f"{ours}{name}.weight", HIDDEN)
		if s["architecture"] in ("qwen3", "gemma3"):
			for which in "qk":
				weight = norm(s, f"{ours}attn_{which}_norm.weight", s["head"])
				state[f"{theirs}self_attn.{which}_norm.weight"] = weight
	return state


def ids(seed, count):
	return [int((x.item() + 1.0) / 2.0 * VOCABULARY) for x in values(seed, count, 1.0)]


def last_logits(model, prompt):
	with torch.no_grad():
		return model(input_ids=torch.tensor([prompt])).logits[0, -1]


def shown(logits):
	return [round(x, 6) for x in logits.tolist()]


def greedy(model, prompt, steps):
	"""The most likely tokens, one after another, and the least by which one was."""
	out, least = [], math.inf
	for _ in range(steps):
		logits = last_logits(model, prompt + out)
		first, second = logits.topk(2).values.tolist()
		least = min(least, first - second)
		out.append(logits.argmax().item())
	return out, least


def adapted(model):
	config = LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=TARGETS, task_type="CAUSAL_LM", lora_dropout=0.0)
	model = get_peft_model(model, config)
	pairs = ((name.replace(".default", ""), p) for name, p in model.named_parameters() if p.requires_grad)
	factors = sorted(pairs, key=lambda pair: pair[0])
	with torch.no_grad():
		for seed, (name, p) in enumerate(factors):
			p.data = values(seed + 1, p.numel(), 0.2 if "lora_A" in name else 0.1).reshape(p.shape)
	return model, factors


def reference(s):
	model = configured(s).double().eval()
	missing, unexpected = model.load_state_dict(weights(s), strict=False)
	assert not unexpected and set(missing) <= {"lm_head.weight"}, (missing, unexpected)
	prompts = [ids(3, 1), ids(4, 9), ids(5, 40)]
	result = {"shape": s, "prompts": [{"ids": p, "logits": shown(last_logits(model, p))} for p in prompts]}
	tokens, least = greedy(model, prompts[1], 64)
	print(f"{s['name']}: each token most likely by at least {least:.2e}", file=sys.stderr)
	result |= {"greedy": tokens}
	model, factors = adapted(model)
	result["tuned"] = [shown(last_logits(model, p)) for p in prompts]
	record, loss_from = ids(6, 45), 20
	loss, _ = completion_losses(model, record, loss_from)
	loss = loss / (len(record) - loss_from)
	loss.backward()
	result["record"] = {"ids": record, "loss_from": loss_from, "loss": loss.item()}
	result["gradients"] = [
		{"name": name, "norm": float(f"{p.grad.norm().item():.9g}"),
		 "projections": [float(f"{x:.6g}") for x in projections(p.grad, number)]}
		for number, (name, p) in enumerate(factors)
	]
	return result


def main():
	torch.manual_seed(0)
	lines = [json.dumps(reference(s), separators=(",", ":")) for s in FAMILIES]
	print("[\n" + ",\n".join(lines) + "\n]")


if __name__ == "__main__":
	main()
