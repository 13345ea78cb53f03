"""Measures the linear datamodelling score of dattri's methods, on our gradients and our retrained models.

scripts/bench-counterfactual.sh calls it.

Usage: dattri_lds.py FOLDER

FOLDER is what "attribution-eval --subsets M --dump FOLDER" wrote. dattri differentiates a model that PyTorch
runs; ours is not one. It gets a model whose loss on a record is the product of its parameters with the
record's gradient, so that what dattri takes for the gradient is ours. Methods that need no more than that can
be run: the gradient product and cosine, DataInf, TRAK, and the Fisher matrix. Those that need second
derivatives (CG, LiSSA, Arnoldi, explicit Hessian) or a layer's inputs (EK-FAC, LoGra) cannot. Scores, and our
own for a check, go through dattri's metric.
"""
import json
import os
import sys

# Bars that nobody looks at.
os.environ["TQDM_DISABLE"] = "1"

import torch
from dattri.algorithm import IFAttributorDataInf, TracInAttributor, TRAKAttributor
from dattri.func.fisher import ifvp_explicit
from dattri.metric import lds
from dattri.task import AttributionTask
from torch.utils.data import DataLoader, TensorDataset

# Damping in parts of the mean eigenvalue, or of the mean square of a gradient's number, as ours.
DAMPING = 0.1
# TRAK's projection: dattri's default.
WIDTH = 512


class Linear(torch.nn.Module):
	"""One parameter for each tensor, named such that dattri takes each for a layer."""

	def __init__(self, tensors):
		super().__init__()
		for name, length in tensors:
			layer = torch.nn.Module()
			layer.weight = torch.nn.Parameter(torch.zeros(length))
			self.add_module(name.replace(".", "_"), layer)


def product(parameters, data):
	"""The loss whose gradient is the record's."""
	return torch.cat([values.flatten() for values in parameters.values()]) @ data[0].flatten()


def probability(_, data):
	"""The model's probability of the record's tokens, their geometric mean: what TRAK asks for."""
	return data[1].flatten()[0]


def read(folder, name, width):
	values = torch.from_file(os.path.join(folder, name), size=os.path.getsize(os.path.join(folder, name)) // 4)
	return values.clone().reshape(-1, width)


def loader(*tensors):
	return DataLoader(TensorDataset(*tensors), batch_size=len(tensors[0]))


def methods(shapes, records, queries):
	"""Scores by method, each of shape records × queries."""
	model = Linear(shapes["tensors"])
	task = AttributionTask(product, model, model.state_dict())
	known, asked = loader(records), loader(queries)
	for name, normalised in (("Grad-Dot", False), ("Grad-Cos", True)):
		attributor = TracInAttributor(task, torch.ones(1), normalised)
		# Given none, it would project to 512 numbers.
		attributor.projector_kwargs = None
		yield name, attributor.attribute(known, asked)
	attributor = IFAttributorDataInf(task, regularization=DAMPING * records.square().mean().item())
	attributor.cache(known)
	yield "DataInf", attributor.attribute(known, asked)
	# In dual form, which dattri calls the product of a gradient with itself: a matrix of records × records.
	kernel = ifvp_explicit(
		lambda x, gradients: (x * gradients).sum(), regularization=DAMPING * records.square().sum(1).mean().item()
	)
	yield "Fisher (ifvp_explicit)", kernel((torch.zeros_like(records), records), queries @ records.T).T
	# The gradient of the log-odds of a probability p is that of the loss over p - 1.
	odds = [torch.exp(-torch.tensor(shapes[name])).reshape(-1, 1) for name in ("record_losses", "query_losses")]
	known, asked = (loader(rows / (p - 1), p) for rows, p in zip((records, queries), odds))
	task = AttributionTask(product, model, model.state_dict())
	for damping in (DAMPING, 10 * DAMPING, 100 * DAMPING):
		# It divides gradients by the root of their length before it projects them.
		mean = (records / (odds[0] - 1)).square().mean().item() * WIDTH
		attributor = TRAKAttributor(task, probability, {"proj_dim": WIDTH}, regularization=damping * mean)
		attributor.cache(known)
		yield f"TRAK, damping {damping:g}", attributor.attribute(asked)


def main():
	folder = sys.argv[1]
	with open(os.path.join(folder, "lds.json")) as file:
		shapes = json.load(file)
	width = sum(length for _, length in shapes["tensors"])
	records, queries = (read(folder, name, width) for name in ("records.f32", "queries.f32"))
	truth = (-torch.tensor(shapes["losses"]), torch.tensor(shapes["subsets"]))

	def line(name, scores):
		values, _ = lds(scores, truth)
		values = torch.nan_to_num(values).double()
		print(f"{name:<32} {values.mean():>9.4f} {values.std() / len(values) ** 0.5:>9.4f}", flush=True)

	print(f"dattri's metric: {len(shapes['subsets'])} random halves learnt, {len(queries)} queries")
	print(f"{'method':<32} {'LDS':>9} {'error':>9}")
	for name, scores in shapes["scores"].items():
		line(f"ours: {name}", torch.tensor(scores).T)
	for name, scores in methods(shapes, records, queries):
		line(f"dattri: {name}", scores)


main()
