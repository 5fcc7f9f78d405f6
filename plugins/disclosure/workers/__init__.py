"""Where the steps on single partitions are done: in this process, or by the workers of a cluster (Dask)."""

from .cluster import on_cluster
from .places import StepWorkers, workers

__all__ = ["StepWorkers", "on_cluster", "workers"]
