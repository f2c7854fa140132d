"""A causal attention + MLP language model of a few hundred parameters, in NumPy, small enough to take apart."""

from losslandscape.transformer.by_heart import learn_by_heart
from losslandscape.transformer.config import Config, Parameter
from losslandscape.transformer.curvature import logit_jacobian
from losslandscape.transformer.data import Batch, copy_task, markov_chain, markov_task, modular_task, next_token
from losslandscape.transformer.model import BatchObjective, Transformer
from losslandscape.transformer.starts import recall_task, rest, rests
from losslandscape.transformer.training import TrainLog, train

__all__ = [
    "Batch",
    "BatchObjective",
    "Config",
    "Parameter",
    "TrainLog",
    "Transformer",
    "copy_task",
    "learn_by_heart",
    "logit_jacobian",
    "markov_chain",
    "markov_task",
    "modular_task",
    "next_token",
    "recall_task",
    "rest",
    "rests",
    "train",
]
