"""Parallel execution: in this process, in forked processes, or by the workers of a Dask cluster."""

from .cluster import on_cluster
from .places import StepWorkers, workers
from .processes import beside, many, processors, shared_out

__all__ = ["StepWorkers", "beside", "many", "on_cluster", "processors", "shared_out", "workers"]
