"""Balancing moves the probabilities, not the order: calibration and capacity curves of one model, trained twice."""

import numpy as np
from _figure import C1, C2, MUTED, plt, save
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from statsmodels.datasets import randhie

d = randhie.load_pandas().data
X, y = d.drop(columns="mdvis"), (d.mdvis >= 15).astype(int)
X_fit, X_test, y_fit, y_test = train_test_split(X, y, test_size=0.5, stratify=y, random_state=0)
y_test = y_test.to_numpy()
fig, (left, right) = plt.subplots(1, 2, figsize=(7.4, 3.3))
left.plot([0, 80], [0, 80], color=MUTED, lw=0.9, ls=":")
left.annotate("what it says\nis what happens", (29, 36), color=MUTED, fontsize=8.5, ha="right", va="bottom")
curves = [("untouched", None, C1, "-", "o"), ("balanced (class_weight)", "balanced", C2, "--", "^")]
for name, weight, colour, line, marker in curves:
    model = make_pipeline(StandardScaler(), LogisticRegression(class_weight=weight)).fit(X_fit, y_fit)
    p = model.predict_proba(X_test)[:, 1]
    order = np.argsort(p, kind="stable")
    groups = np.array_split(order, 10)
    left.plot(
        [100 * p[g].mean() for g in groups],
        [100 * y_test[g].mean() for g in groups],
        color=colour,
        ls=line,
        marker=marker,
        ms=4.5,
        lw=1.2,
        label=name,
    )
    found = np.cumsum(y_test[order[::-1]])
    right.plot(np.arange(1, len(p) + 1), found, color=colour, ls=line, lw=1.6, label=name)
    at = (p >= 0.5).sum()
    right.plot(at, found[at - 1], color=colour, marker=marker, ms=7, clip_on=False, zorder=5)
    right.annotate(
        "threshold 0.5",
        (at, found[at - 1]),
        xytext=(9, -13 if weight else 2),
        textcoords="offset points",
        color=colour,
        fontsize=8.8,
    )
left.set(
    xlim=(0, 80),
    ylim=(-2, 80),
    xlabel="predicted, % (ten equal groups)",
    ylabel="observed, %",
    title="Probabilities: moved",
)
left.legend(loc="upper left", fontsize=8.5)
right.set(
    xlim=(0, len(y_test)),
    ylim=(-3, 235),
    xlabel="people flagged, likeliest first",
    ylabel="heavy users found",
    title="Order: the same",
)
right.legend(loc="lower right", fontsize=8.5)
save(fig, __file__)
