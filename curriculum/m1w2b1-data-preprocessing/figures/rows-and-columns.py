"""Two wine columns: as they are, rows at unit length, columns standardised."""

import math

from _figure import C1, C2, C3, MUTED, plt, save
from sklearn.datasets import load_wine
from sklearn.preprocessing import StandardScaler, normalize

data = load_wine(as_frame=True)
X = data.data[["proline", "flavanoids"]].to_numpy()
views = [
    ("Raw", X, "proline", "flavanoids"),
    ("Rows: length 1", normalize(X), "proline / length", "flavanoids / length"),
    ("Columns standardised", StandardScaler().fit_transform(X), "proline, z", "flavanoids, z"),
]
fig, axes = plt.subplots(1, 3, figsize=(7.6, 2.75))
for ax, (title, values, xlabel, ylabel) in zip(axes, views, strict=True):
    for label, (colour, marker) in enumerate([(C1, "o"), (C2, "^"), (C3, "s")]):
        rows = values[data.target == label]
        ax.scatter(*rows.T, s=11, color=colour, marker=marker, alpha=0.75, linewidths=0, label=f"class {label}")
    ax.set(title=title, xlabel=xlabel, ylabel=ylabel)
axes[0].set(xlim=(0, 1750), ylim=(-125, 1625))
axes[0].annotate("on equal axes, a line", (420, 110), color=MUTED, fontsize=8.5)
theta = [i * math.pi / 2 / 60 for i in range(61)]
axes[1].plot([math.cos(t) for t in theta], [math.sin(t) for t in theta], color=MUTED, lw=0.8, ls=":")
axes[1].set(xlim=(0, 1.12), ylim=(-0.1, 1.02), xticks=[0, 0.5, 1], yticks=[0, 0.5, 1])
axes[1].annotate(
    "all 178 wines",
    (0.99, 0.03),
    (0.3, 0.22),
    color=MUTED,
    fontsize=8.5,
    arrowprops={"arrowstyle": "-", "color": MUTED, "lw": 0.7},
)
axes[2].set(xlim=(-3.3, 3.3), ylim=(-3.3, 3.3), xticks=range(-3, 4), yticks=range(-3, 4))
for ax in axes:
    ax.set_box_aspect(1)
axes[2].legend(loc="lower right", fontsize=8, handletextpad=0.1, borderaxespad=0, labelspacing=0.2)
save(fig, __file__)
