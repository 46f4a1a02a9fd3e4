"""Mean waiting time over the integer code, in two orders: what a line and a tree make of it."""

import numpy as np
import statsmodels.api as sm
from _figure import C1, C2, TEXT, plt, save
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor

trips = sm.datasets.modechoice.load_pandas().data
mode = trips["mode"].map({1: "air", 2: "train", 3: "bus", 4: "car"})
wait = trips["ttme"]
means = wait.groupby(mode).mean()
orders = {"alphabetical": ["air", "bus", "car", "train"], "by waiting time": ["air", "bus", "train", "car"]}

fig, axes = plt.subplots(1, 2, figsize=(7.2, 3.2), sharey=True)
grid = np.linspace(-0.45, 3.45, 391)[:, None]
for ax, (name, order) in zip(axes, orders.items(), strict=True):
    code = mode.map({m: i for i, m in enumerate(order)}).to_numpy()[:, None]
    line = LinearRegression().fit(code, wait)
    tree = DecisionTreeRegressor(max_leaf_nodes=4).fit(code, wait)
    ax.plot(grid, tree.predict(grid), color=C1, lw=1.6, label="tree, 4 leaves")
    ax.plot(grid, line.predict(grid), color=C2, lw=1.6, ls="--", label="linear")
    ax.scatter(range(4), means[order], color=TEXT, zorder=5, s=32, label="mean of the mode")
    ax.set_title(f"{name}: linear R² {line.score(code, wait):.2f}, tree {tree.score(code, wait):.2f}")
    ax.set_xticks(range(4), [f"{m}\n{i}" for i, m in enumerate(order)])
    ax.set_ylim(-4, 72)
axes[0].set_ylabel("wait in the terminal, minutes")
axes[1].legend(loc="upper right")
save(fig, __file__)
