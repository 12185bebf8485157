"""Where a value lies among those of its peers, without a rank."""

from __future__ import annotations

from collections.abc import Sequence


def share_below_pct(value: float, peers: Sequence[float]) -> float:
    """Share of the peers that a value exceeds, in percent; equal ones count half.

    Parameters
    ----------
    value : float
        The value itself, which is not among the peers.
    peers : sequence of float
        Values of the others; at least one.

    Examples
    --------
    >>> share_below_pct(5.0, [4.0, 5.0, 6.0, 7.0])
    37.5
    """
    below = sum(peer < value for peer in peers) + sum(peer == value for peer in peers) / 2
    return 100 * below / len(peers)
