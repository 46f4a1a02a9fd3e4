"""Where three ways of imputing put the missing BMI values (MCAR, 35 % deleted)."""

import numpy as np
from _figure import C1, C2, MUTED, plt, save
from sklearn.datasets import load_diabetes
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer

SEED = 7  # one of the ten deletions of the lesson
X = load_diabetes(as_frame=True, scaled=False).data
hole = np.random.default_rng(SEED).random(len(X)) < 0.36
seen = X.assign(bmi=X.bmi.mask(hole))


def regress(noise):
    imputer = IterativeImputer(sample_posterior=noise, random_state=SEED)
    return imputer.set_output(transform="pandas").fit_transform(seen).bmi


filled = {
    "mean: a wall": seen.bmi.fillna(seen.bmi.mean()),
    "regression: a band": regress(False),
    "regression + noise: a cloud": regress(True),
}
fig, axes = plt.subplots(1, 3, sharex=True, sharey=True, figsize=(7.2, 3.1))
for ax, (name, bmi) in zip(axes, filled.items(), strict=True):
    ax.scatter(X.bmi[~hole], X.bp[~hole], s=7, color=C1, alpha=0.45, lw=0)
    ax.scatter(bmi[hole], X.bp[hole], s=11, color=C2, lw=0)
    ax.set_title(name)
    ax.text(
        0.98, 0.02, f"sd {bmi.std():.1f}, corr {bmi.corr(X.bp):.2f}", transform=ax.transAxes, ha="right", color=MUTED
    )
    ax.set_xlabel("BMI")
axes[0].set_ylabel("blood pressure")
axes[0].set_ylim(bottom=52)
handles = [plt.Line2D([], [], marker="o", ls="", ms=5, color=c) for c in (C1, C2)]
fig.legend(
    handles,
    [f"seen (truth: sd {X.bmi.std():.1f}, corr {X.bmi.corr(X.bp):.2f})", "imputed"],
    loc="outside lower center",
    ncols=2,
)
save(fig, __file__)
