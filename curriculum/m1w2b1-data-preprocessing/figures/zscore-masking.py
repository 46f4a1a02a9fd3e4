"""The more rows carry the error, the smaller its z-score: wines with a lost decimal comma."""

import numpy as np
from _figure import BORDER, C1, C2, MUTED, plt, save
from sklearn.datasets import load_wine

alcohol = load_wine(as_frame=True).data["alcohol"].to_numpy()
n = len(alcohol)
order = np.random.default_rng(0).permutation(n)
share, low, high, by_z, by_mad = [], [], [], [], []
for k in range(1, int(0.58 * n)):
    x = alcohol.copy()
    bad = order[:k]
    x[bad] *= 100
    z = (x - x.mean()) / x.std()
    centre = np.median(x)
    m = 0.6745 * (x - centre) / np.median(np.abs(x - centre))
    share.append(100 * k / n)
    low.append(z[bad].min())
    high.append(z[bad].max())
    by_z.append(100 * (np.abs(z[bad]) > 3).mean())
    by_mad.append(100 * (np.abs(m[bad]) > 3.5).mean())

fig, (left, right) = plt.subplots(1, 2, figsize=(7.4, 3.1))
left.fill_between(share, low, high, color=C1, alpha=0.3, lw=0, label="z of the bad rows")
p = np.linspace(0.004, 0.58, 300)
left.plot(100 * p, np.sqrt((1 - p) / p), color=C1, lw=1.4, label=r"√((1 − p) / p)")
left.axhline(3, color=C2, lw=1.1, ls="--")
left.annotate("alarm at 3", (58, 3), xytext=(0, 4), textcoords="offset points", ha="right", color=C2)
left.set(
    xlim=(0, 58), ylim=(0, 14), xlabel="share of bad rows p, %", ylabel="z-score", title="The errors become the spread"
)
left.legend(loc="upper right")
right.axvline(10, color=BORDER, lw=1)
right.axvline(50, color=BORDER, lw=1)
right.plot(share, by_z, color=C1, lw=1.8)
right.plot(share, by_mad, color=C2, lw=1.8)
right.annotate("|z| > 3", (14.5, 12), color=C1)
right.annotate("modified z\n(median, MAD)", (47, 84), color=C2, ha="right", va="top")
right.annotate("10 %", (10, 50), xytext=(3, 0), textcoords="offset points", color=MUTED, fontsize=8.5)
right.annotate("50 %", (50, 50), xytext=(3, 0), textcoords="offset points", color=MUTED, fontsize=8.5)
right.set(
    xlim=(0, 58),
    ylim=(-3, 106),
    xlabel="share of bad rows p, %",
    ylabel="bad rows found, %",
    title="What each rule finds",
)
save(fig, __file__)
