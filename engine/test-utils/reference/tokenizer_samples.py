"""Makes tokenizers.json: small vocabularies of every kind, trained here, with the ids that Hugging Face's tokenizers give.

Usage: python3 tokenizer_samples.py > tokenizers.json
Needs tokenizers. The patterns are those of the models' own tokenizer.json; real vocabularies are compared by
vocabularies.py, outside CI.
"""
import json
import sys

from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = LLAMA3.replace(r"\p{N}{1,3}", r"\p{N}")
TEKKEN = (
	r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|"
	r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|"
	r"\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
TEXTS = [
	"",
	" ",
	"Hello world, hello World, HELLO WORLD",
	"It's what WE'LL say, they'Re said, don't",
	"In 2024, 3.14159 was 1234567  rounded\tto 3.\n\nYou've seen it!",
	"  \n\n\n\n  x\r\n\r\n\ty   ",
	"Größe, naïve café, cafe\u0301, 数字 42, emoji 🙂 👩‍👩‍👧.",
	"def f(x):\n    return x**2 + 1  # /* ok */\n",
	"camelCase and CamelCaseHTTPServer, ǅungla",
	"<think>so</think> <|im_end|>\n<|im_start|>user",
	"a" * 70,
	"१२३ ٣٤٥ ⅷ ½",
]
CORPUS = TEXTS + ["the river and the stone and the cloud in the water"] * 3
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]


def byte_level(pre, pattern, digits=False, composed=False, whole_words=False):
	tokenizer = Tokenizer(models.BPE(ignore_merges=whole_words))
	if composed:
		tokenizer.normalizer = normalizers.NFC()
	steps = [pre_tokenizers.Digits(individual_digits=True)] if digits else []
	if pattern:
		steps.append(pre_tokenizers.Split(Regex(pattern), behavior="isolated"))
	steps.append(pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=not pattern))
	tokenizer.pre_tokenizer = pre_tokenizers.Sequence(steps)
	alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
	trainer = trainers.BpeTrainer(vocab_size=380, initial_alphabet=alphabet, show_progress=False)
	tokenizer.train_from_iterator(CORPUS, trainer)
	# What a text spells as it is.
	tokenizer.add_tokens(["<think>", "</think>"])
	return tokenizer, {"model": "gpt2", "pre": pre}, lambda text: text


def sentence_piece():
	"""A vocabulary as Gemma has it: spaces as ▁, bytes for what no piece spells, scores that order the merges."""
	spelled = [text.replace(" ", "▁") for text in CORPUS]
	trained = Tokenizer(models.BPE())
	trainer = trainers.BpeTrainer(vocab_size=180, show_progress=False, limit_alphabet=60)
	trained.train_from_iterator(spelled, trainer)
	model = json.loads(trained.to_str())["model"]
	pieces = sorted(model["vocab"], key=model["vocab"].get)
	tokens = ["<unk>"] + [f"<0x{byte:02X}>" for byte in range(256)] + pieces
	vocab = {token: id for id, token in enumerate(tokens)}
	merges = [tuple(merge) for merge in model["merges"]]
	tokenizer = Tokenizer(models.BPE(vocab=vocab, merges=merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
	tokenizer.normalizer = normalizers.Replace(" ", "▁")
	tokenizer.decoder = decoders.ByteFallback()
	tokenizer.add_tokens(["<think>", "</think>"])
	ranks = {left + right: rank for rank, (left, right) in reversed(list(enumerate(merges)))}
	kinds = {0: 2} | {id: 6 for id in range(1, 257)}
	return tokenizer, {"model": "llama", "pre": "default"}, lambda t: -float(ranks.get(t, 1000)), kinds


def sample(tokenizer, keys, score, kinds=None):
	vocab = tokenizer.get_vocab()
	tokens = sorted(vocab, key=vocab.get)
	kinds = kinds or {}
	types = [kinds.get(id, 4 if token in ("<think>", "</think>") else 1) for id, token in enumerate(tokens)]
	texts = [{"text": text, "ids": tokenizer.encode(text, add_special_tokens=False).ids} for text in TEXTS]
	tokens, types = tokens + SPECIAL, types + [3] * len(SPECIAL)
	while len(tokens) % 32:
		tokens.append(f"<|unused{len(tokens)}|>")
		types.append(3)
	merges, scores = [], []
	if keys["model"] == "gpt2":
		pairs = json.loads(tokenizer.to_str())["model"]["merges"]
		merges = [pair if isinstance(pair, str) else " ".join(pair) for pair in pairs]
	else:
		scores = [score(token) for token in tokens]
	return keys | {"tokens": tokens, "types": types, "merges": merges, "scores": scores, "texts": texts}


def made():
	"""What `sample` takes, for each kind."""
	return [
		byte_level("gpt-2", None),
		byte_level("smollm", None, digits=True),
		byte_level("llama-bpe", LLAMA3, whole_words=True),
		byte_level("qwen2", QWEN2, composed=True),
		byte_level("tekken", TEKKEN, whole_words=True),
		sentence_piece(),
	]


def main():
	samples = [sample(*parts) for parts in made()]
	sys.stdout.write("[\n" + ",\n".join(json.dumps(s, ensure_ascii=False, separators=(",", ":")) for s in samples) + "\n]\n")


if __name__ == "__main__":
	main()
