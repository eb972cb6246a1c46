"""Inference over clusters: documents or outlets are the independent draws, never tokens.

Two routes lead from counts per cluster to statements about two groups. Linearised variances
(`framing.stats.linearised`) need only sums over clusters, which merge over partitions of a corpus and serve a whole
vocabulary at once. Permutation (`framing.stats.permutation`) and the Poisson bootstrap (`framing.stats.bootstrap`) draw
from hashes of (seed, cluster id, replicate), so that they depend neither on the order of the clusters nor on the
partition, the machine or the number of threads.

Throughout, `y` are counts (clusters x items; dense, or scipy sparse, which stays sparse) and `n` sizes, (clusters,) or
(clusters x items). A cluster whose sizes are all 0 says nothing: it is left out and not counted as a cluster.

On the unit of analysis: Lijffijt et al., Significance testing of word frequencies in corpora.
"""

from framing.stats.bootstrap import FEWEST_FOR_BOOTSTRAP, BootstrapInterval, bootstrap_log_ratio, poisson_weights
from framing.stats.linearised import (
    ClusterSums,
    Difference,
    LogRatio,
    Rate,
    cluster_sums,
    clustered_difference,
    clustered_log_ratio,
    clustered_mean,
    equivalence_p,
    rate_variance,
    relative_variance,
    welch_interval,
)
from framing.stats.permutation import max_t_p, permutation_floor, permutation_p

__all__ = [
    "FEWEST_FOR_BOOTSTRAP",
    "BootstrapInterval",
    "ClusterSums",
    "Difference",
    "LogRatio",
    "Rate",
    "bootstrap_log_ratio",
    "cluster_sums",
    "clustered_difference",
    "clustered_log_ratio",
    "clustered_mean",
    "equivalence_p",
    "max_t_p",
    "permutation_floor",
    "permutation_p",
    "poisson_weights",
    "rate_variance",
    "relative_variance",
    "welch_interval",
]
