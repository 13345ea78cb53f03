"""What the programs of this folder share: the model, the template, and random numbers that the Rust tests make too."""
import os

import numpy
import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
GOLDEN = 0x9E3779B97F4A7C15
MASK = 0xFFFFFFFFFFFFFFFF
# ±1 projections kept of each gradient.
PROJECTIONS = 32


def load(path, dtype):
	folder, name = os.path.split(os.path.abspath(path))
	model = AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=dtype)
	model.config._attn_implementation = "eager"
	return model


class Template:
	"""Text and records as token ids, by the template of src/chat.rs."""

	def __init__(self, path):
		folder, name = os.path.split(os.path.abspath(path))
		self.tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=name)
		self.start, self.end = (self.tokenizer.convert_tokens_to_ids(t) for t in ("<|im_start|>", "<|im_end|>"))

	def plain(self, text):
		return self.tokenizer(text, add_special_tokens=False)["input_ids"]

	def record(self, prompt, completion):
		"""All ids, and the place of the first one that the loss counts."""
		plain, start, end = self.plain, self.start, self.end
		head = [start] + plain("user\n") + plain(prompt) + [end] + plain("\n") + [start] + plain("assistant\n")
		return head + plain(completion) + [end], len(head)


def adapted(model):
	"""The model under a rank 8 adapter on all seven linears, and the factors, by name, in name order."""
	config = LoraConfig(r=8, lora_alpha=16, target_modules=TARGETS, task_type="CAUSAL_LM", lora_dropout=0.0)
	model = get_peft_model(model, config)
	named = ((name.replace(".default", ""), p) for name, p in model.named_parameters() if p.requires_grad)
	return model, sorted(named, key=lambda pair: pair[0])


def completion_losses(model, tokens, loss_from):
	"""Sum of the losses of the tokens that count, and the logits after the last token."""
	logits = model(input_ids=torch.tensor([tokens])).logits[0]
	targets = torch.tensor(tokens[loss_from:])
	return torch.nn.functional.cross_entropy(logits[loss_from - 1 : -1], targets, reduction="sum"), logits[-1]


def values(seed, count, scale):
	"""Numbers in ±scale: 24 bits of an xorshift generator, exact in f32 before the last product."""
	state = (seed * GOLDEN & MASK) | 1
	out = []
	for _ in range(count):
		state ^= state << 13 & MASK
		state ^= state >> 7
		state ^= state << 17 & MASK
		out.append((state >> 40) / (1 << 23) - 1.0)
	return (torch.tensor(out, dtype=torch.float32) * torch.tensor(scale, dtype=torch.float32)).double()


def mixed(z):
	"""The output function of splitmix64, on an array of u64."""
	z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
	z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
	return z ^ (z >> numpy.uint64(31))


def projections(tensor, number):
	"""Sums of a tensor's elements under PROJECTIONS sequences of random signs.

	Sequence p of tensor `number` is splitmix64 from the state mixed(number · PROJECTIONS + p + 1); element i takes bit i mod 64
	of word ⌊i / 64⌋, and a set bit is a minus.
	"""
	flat = tensor.detach().double().flatten().numpy()
	steps = numpy.arange(1, (len(flat) + 63) // 64 + 1, dtype=numpy.uint64) * numpy.uint64(GOLDEN)
	out = []
	for p in range(PROJECTIONS):
		start = mixed(numpy.array([number * PROJECTIONS + p + 1], dtype=numpy.uint64))
		bits = numpy.unpackbits(mixed(start + steps).astype("<u8").view(numpy.uint8), bitorder="little")
		out.append(float(numpy.dot(flat, 1.0 - 2.0 * bits[: len(flat)])))
	return out


class ChaCha20:
	"""The words of rand_chacha's ChaCha20Rng: 64 bits of block counter, 64 of stream (src/adapter.rs)."""

	def __init__(self, seed, stream):
		key = seed.to_bytes(8, "little") + bytes(24)
		self.key = numpy.frombuffer(b"expand 32-byte k" + key, dtype="<u4")
		self.stream = numpy.frombuffer(stream.to_bytes(8, "little"), dtype="<u4")
		self.block = 0
		self.left = numpy.empty(0, dtype=numpy.uint32)

	def blocks(self, count):
		numbers = numpy.arange(self.block, self.block + count, dtype=numpy.uint64)
		self.block += count
		counter = [(numbers & numpy.uint64(0xFFFFFFFF)).astype(numpy.uint32), (numbers >> numpy.uint64(32)).astype(numpy.uint32)]
		fixed = lambda words: [numpy.full(count, word, dtype=numpy.uint32) for word in words]
		start = fixed(self.key) + counter + fixed(self.stream)
		x = [row.copy() for row in start]

		def turn(at, by, bits):
			x[at] ^= x[by]
			x[at] = (x[at] << numpy.uint32(bits)) | (x[at] >> numpy.uint32(32 - bits))

		def quarter(a, b, c, d):
			for add, by, turned, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
				x[add] += x[by]
				turn(turned, add, bits)

		for _ in range(10):
			for i in range(4):
				quarter(i, 4 + i, 8 + i, 12 + i)
			for i in range(4):
				quarter(i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
		return numpy.stack([a + b for a, b in zip(x, start)], axis=1).reshape(-1)

	def words(self, count):
		if len(self.left) < count:
			more = self.blocks((count - len(self.left) + 15) // 16)
			self.left = numpy.concatenate([self.left, more])
		out, self.left = self.left[:count], self.left[count:]
		return out
