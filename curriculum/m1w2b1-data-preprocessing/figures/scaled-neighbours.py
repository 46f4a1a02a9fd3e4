"""The 15 nearest neighbours of one wine, before and after standard scaling."""

import numpy as np
from _figure import C1, C2, C3, MUTED, TEXT, plt, save
from matplotlib.patches import Ellipse
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler

K = 15
X, y = load_wine(return_X_y=True, as_frame=True)
X = X[["proline", "flavanoids"]].to_numpy()
QUERY = 174
fig, axes = plt.subplots(1, 2, sharex=True, sharey=True, figsize=(7.2, 3.5))
for ax, scaler, name in [(axes[0], None, "raw units"), (axes[1], StandardScaler(), "standardised")]:
    Z = X if scaler is None else scaler.fit_transform(X)
    width = np.ones(2) if scaler is None else scaler.scale_
    distance = np.linalg.norm(Z - Z[QUERY], axis=1)
    near = np.argsort(distance, kind="stable")[1 : K + 1]
    radius = distance[near[-1]]
    for grower, (colour, marker) in enumerate([(C1, "o"), (C2, "s"), (C3, "^")]):
        for chosen, size, alpha in [(False, 14, 0.35), (True, 34, 1)]:
            rows = (y == grower) & (np.isin(np.arange(len(X)), near) == chosen)
            ax.scatter(*X[rows].T, s=size, marker=marker, color=colour, alpha=alpha, lw=0)
    ax.add_patch(Ellipse(X[QUERY], *(2 * radius * width), facecolor=MUTED, alpha=0.18, edgecolor="none"))
    ax.scatter(*X[QUERY], s=90, marker="*", color=TEXT, zorder=5, lw=0)
    counts = np.bincount(y[near], minlength=3)
    ax.set_title(f"{name}: neighbours by grower {counts[0]}, {counts[1]}, {counts[2]}")
    ax.set_xlabel("proline")
axes[0].set_ylabel("flavanoids")
axes[0].set_ylim(0, 5.4)
handles = [
    plt.Line2D([], [], marker=m, ls="", ms=6, color=c) for m, c in [("o", C1), ("s", C2), ("^", C3), ("*", TEXT)]
]
fig.legend(handles, ["grower 0", "grower 1", "grower 2", "the query"], loc="outside lower center", ncols=4)
save(fig, __file__)
