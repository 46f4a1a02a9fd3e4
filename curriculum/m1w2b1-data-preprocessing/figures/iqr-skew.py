"""Tukey's upper fence on a skewed column and on its logarithm, by class."""

import numpy as np
from _figure import C1, C2, MUTED, TEXT, plt, save
from sklearn.datasets import load_breast_cancer

data = load_breast_cancer(as_frame=True)
area, malignant = data.data["area error"].to_numpy(), (data.target == 0).to_numpy()
fig, axes = plt.subplots(1, 2, figsize=(7.4, 3.2), sharey=False)
for ax, x, bins, title, xlabel in [
    (axes[0], area, np.linspace(0, 560, 57), "Raw", "area error"),
    (axes[1], np.log(area), np.linspace(1.8, 6.4, 47), "Logarithm", "ln(area error)"),
]:
    q1, q3 = np.quantile(x, [0.25, 0.75])
    low, high = q1 - 1.5 * (q3 - q1), q3 + 1.5 * (q3 - q1)
    ax.hist([x[~malignant], x[malignant]], bins=bins, stacked=True, color=[C1, C2], label=["benign", "malignant"], lw=0)
    top = ax.get_ylim()[1] * 1.12
    ax.set(title=title, xlabel=xlabel, ylim=(0, top))
    ax.axvspan(q1, q3, color=MUTED, alpha=0.16, lw=0, zorder=0)
    ax.axvline(high, color=TEXT, lw=1.1, ls="--")
    out = x > high
    ax.annotate(
        f"beyond the fence:\n{out.sum()} rows, {(out & malignant).sum()} malignant",
        (high, top * 0.62),
        xytext=(6, 0),
        textcoords="offset points",
        color=TEXT,
        fontsize=8.8,
    ) if ax is axes[0] else ax.annotate(
        f"{out.sum()} rows",
        (high, top * 0.62),
        xytext=(5, 0),
        textcoords="offset points",
        color=TEXT,
        fontsize=8.8,
    )
    ax.annotate("middle\nhalf", ((q1 + q3) / 2, top * 0.985), ha="center", va="top", color=MUTED, fontsize=8.3)
axes[0].set_ylabel("tumours")
axes[0].legend(loc="center right", bbox_to_anchor=(1.0, 0.4))
axes[1].set_xlim(1.8, 6.7)
save(fig, __file__)
