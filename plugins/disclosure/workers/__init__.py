"""Where steps are done: in this process, in others of this machine, or by the workers of a cluster (Dask)."""

from .cluster import on_cluster
from .places import StepWorkers, workers
from .processes import beside, many, processors, shared_out

__all__ = ["StepWorkers", "beside", "many", "on_cluster", "processors", "shared_out", "workers"]
