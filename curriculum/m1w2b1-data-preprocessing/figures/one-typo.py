"""One value in the wrong unit: min-max collapses the column, robust scaling does not."""

import numpy as np
from _figure import C1, C2, C3, MUTED, plt, save
from sklearn.datasets import load_wine
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler, RobustScaler

X, y = load_wine(return_X_y=True, as_frame=True)
A, _, ya, _ = train_test_split(X[["flavanoids"]], y, test_size=0.5, random_state=0, stratify=y)
typo = A.copy()
typo.iloc[0, 0] *= 1000
panels = [
    ("min-max, clean", MinMaxScaler().fit_transform(A), (-0.04, 1.04)),
    ("min-max, one value × 1000", MinMaxScaler().fit_transform(typo), (-0.04, 1.04)),
    ("robust, the same wrong value", RobustScaler().fit_transform(typo), None),
]
jitter = np.random.default_rng(0).uniform(-0.16, 0.16, len(A))
fig, axes = plt.subplots(3, 1, figsize=(7.2, 3.9))
for ax, (name, z, limits) in zip(axes, panels, strict=True):
    z = z[:, 0]
    for grower, colour in enumerate([C1, C2, C3]):
        mine = (ya == grower).to_numpy()
        ax.scatter(z[mine], jitter[mine] - 0.45 * (grower - 1), s=13, color=colour, alpha=0.75, lw=0)
    ax.set(title=name, yticks=[], ylim=(-0.75, 0.75))
    ax.spines["left"].set_visible(False)
    if limits is None:
        limits = (np.sort(z)[0] - 0.1, np.sort(z)[-2] + 0.45)
        ax.annotate(
            f"the wrong value, at {z.max():.0f}",
            (limits[1], 0.45),
            (limits[1] - 0.08 * np.ptp(limits), 0.45),
            ha="right",
            va="center",
            color=MUTED,
            arrowprops={"arrowstyle": "->", "color": MUTED},
        )
    elif z[np.argsort(z)[-2]] < 0.1:
        ax.annotate(
            "88 wines in 0.2 % of the interval",
            (0.01, 0),
            (0.12, 0),
            va="center",
            color=MUTED,
            arrowprops={"arrowstyle": "->", "color": MUTED},
        )
        ax.annotate(
            "1 wine",
            (0.992, -0.05),
            (0.9, -0.05),
            ha="right",
            va="center",
            color=MUTED,
            arrowprops={"arrowstyle": "->", "color": MUTED},
        )
    ax.set_xlim(limits)
handles = [plt.Line2D([], [], marker="o", ls="", ms=5, color=c) for c in (C1, C2, C3)]
fig.legend(handles, ["grower 0", "grower 1", "grower 2"], loc="outside lower center", ncols=3)
save(fig, __file__)
