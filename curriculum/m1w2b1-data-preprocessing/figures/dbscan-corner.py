"""Eleven noise points, one of them inside every single-column range; and the plot that sets eps."""

import numpy as np
from _figure import C1, C2, MUTED, TEXT, plt, save
from sklearn.cluster import DBSCAN
from sklearn.datasets import load_breast_cancer
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler

X = load_breast_cancer(as_frame=True).data[["worst smoothness", "worst concavity"]]
Z = StandardScaler().fit_transform(X)
q1, q3 = np.quantile(Z, 0.25, axis=0), np.quantile(Z, 0.75, axis=0)
low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
noise = DBSCAN(eps=0.6, min_samples=5).fit_predict(Z) == -1
k_dist = np.sort(NearestNeighbors(n_neighbors=5).fit(Z).kneighbors(Z)[0][:, -1])

fig, (left, right) = plt.subplots(1, 2, figsize=(7.6, 3.5), width_ratios=[1.15, 1])
left.scatter(*Z[~noise].T, s=8, color=C1, alpha=0.45, linewidths=0)
left.scatter(*Z[noise].T, s=24, color=C2, marker="x", linewidths=1.4)
x0, x1, y1, below = (
    low[0],
    high[0],
    high[1],
    -1.75,
)  # the lower fence of concavity, -2.7, lies below every value and the picture
left.plot([x0, x0, x1, x1], [below, y1, y1, below], color=MUTED, lw=1, ls="--")
left.annotate("Tukey's\nfences", (x1, -1.45), xytext=(4, 0), textcoords="offset points", color=MUTED, fontsize=8.5)
left.add_patch(plt.Circle(Z[112], 0.6, fill=False, color=C2, lw=1.1))
left.annotate(
    "row 112: alone within 0.6,\ninside both ranges",
    Z[112],
    xytext=(-24, 34),
    textcoords="offset points",
    color=TEXT,
    fontsize=8.8,
)
left.set(
    xlabel="worst smoothness, z",
    ylabel="worst concavity, z",
    title="Noise points (×) at eps = 0.6",
    aspect="equal",
    ylim=(-1.75, 4.9),
    xlim=(-2.9, 4.3),
)
right.axhspan(0.3, 0.6, color=MUTED, alpha=0.14, lw=0)
right.axhline(0.6, color=C2, lw=1.1, ls="--")
right.plot(range(len(k_dist)), k_dist, color=C1, lw=1.8)
right.annotate("eps = 0.6", (10, 0.6), xytext=(0, 4), textcoords="offset points", color=C2)
right.annotate("bend", (10, 0.45), color=MUTED, va="center")
right.annotate("crowd", (230, 0.17), color=MUTED, ha="center")
right.annotate("strays", (548, 1.35), color=MUTED, ha="right")
right.set(
    xlabel="points, sorted", ylabel="distance to the 5th point", title="k-distance plot", ylim=(0, 1.8), xlim=(0, 580)
)
save(fig, __file__)
