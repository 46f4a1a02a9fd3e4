"""A random key of 200 values, target-encoded with and without cross-fitting, by class."""

import numpy as np
from _figure import C1, C2, plt, save
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.preprocessing import TargetEncoder

X, y = load_breast_cancer(return_X_y=True, as_frame=True)
key = X.assign(clinic=np.random.default_rng(0).integers(0, 200, len(X)).astype(str))[["clinic"]]
A, _, ya, _ = train_test_split(key, y, random_state=0)
plain = A["clinic"].map(ya.groupby(A["clinic"]).mean()).to_numpy()
folds = TargetEncoder(cv=StratifiedKFold(5, shuffle=True, random_state=0))
crossed = folds.fit_transform(A, ya)[:, 0]

fig, axes = plt.subplots(1, 2, figsize=(7.2, 3.1), sharey=True)
for ax, name, code in [(axes[0], "mean of the category", plain), (axes[1], "cross-fitted", crossed)]:
    groups = [code[(ya == k).to_numpy()] for k in (1, 0)]
    weights = [np.full(len(g), 100 / len(g)) for g in groups]
    ax.hist(
        groups, bins=np.linspace(0, 1, 11), weights=weights, color=[C1, C2], rwidth=0.86, label=["benign", "malignant"]
    )
    ax.set_title(f"{name}: AUC of noise {roc_auc_score(ya, code):.2f}")
    ax.set_xlabel("random key, encoded as share of benign")
axes[0].set_ylabel("training rows, % of class")
axes[1].legend(loc="upper left")
save(fig, __file__)
