"""Makes a small task for measurements that train many times, from a split that sentence_variants.py made.

Usage: sentence_small.py FOLDER

Of each class, the 6 shortest records of bare_train.jsonl and the 2 shortest of bare_query.jsonl, in file order, go to
small_train.jsonl and small_query.jsonl.
"""
import json
import sys

folder = sys.argv[1]
for kind, count in (("train", 6), ("query", 2)):
	with open(f"{folder}/bare_{kind}.jsonl") as file:
		records = [json.loads(line) for line in file]
	classes = {}
	for at, record in enumerate(records):
		length = len(record["prompt"]) + len(record["completion"])
		classes.setdefault(record["class"], []).append((length, at))
	chosen = sorted(at for members in classes.values() for _, at in sorted(members)[:count])
	with open(f"{folder}/small_{kind}.jsonl", "w") as file:
		file.writelines(json.dumps(records[at]) + "\n" for at in chosen)
