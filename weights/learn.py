#!/usr/bin/env python3
"""Learn the files of rules/weights again from labelled sentences.

usage: learn.py DATA_DIR [NAME ...]

DATA_DIR holds the JSONL files named in RECIPES, a row a sentence: {"text": …, "label": 0 or 1}. Features come from
`cargo run --release --example features`, which is the code that scores, so what is learnt is what is scored. Needs
Python 3.11 and scikit-learn 1.5 or later. Prints cross-validated figures and writes rules/weights/<name>.toml.

How: binary features, each scaled by its naive-Bayes log-count ratio where the recipe says so (Wang and Manning 2012),
chosen by L1-regularised logistic regression, weighed again by L2. The threshold of the best F1, found by five-fold
cross-validation on the training data alone, becomes 0.5.
"""
import json, subprocess, sys
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, precision_recall_fscore_support
from sklearn.model_selection import StratifiedKFold

ROOT = Path(__file__).resolve().parent.parent
SHAPES = ["number", "year", "percent", "currency", "name", "names", "past-tense", "question", "exclamation", "quotation", "bracket", "brief", "long"]
WEASELS = ["agentless", "{conjecture}", "{uncertainty}", "{generality}", "{vague-quantity}", "{hedge}", "{modal}", "{weasel-quantifier}", "{authority}",
           "{people}", "{evidence}", "{sourceless-verb}", "{opinion-verb}", "{attitude}", "{peacock}"]
STATEMENTS = ["{cardinal}", "{measure}", "{change}", "{extreme}", "{comparison}", "{causal}", "{prediction}", "{obligation}", "{opinion}",
              "{first-person}", "{second-person}", "{evidence}", "{say}", "{modal}", "{uncertainty}", "{peacock}", "{attitude}", "{publication}"]
# What a debate says and the news does not.
DEBATE = {"senator", "governor", "congressman", "opponent", "opponents", "tonight", "debate", "moderator", "audience", "administration"}

# select, weigh: the inverse strength of the L1 and of the L2 penalty. least: in how many sentences a feature stands. Where abstracts
# must do for papers, the fewest features that cross-validate as well as any within one standard error (Breiman et al. 1984).
RECIPES = {
    "hedge": {
        "train": "hedge_wiki_train", "marks": SHAPES + WEASELS, "bayes": True, "select": 0.5, "weigh": 0.1, "least": 2, "unquoted": True,
        "from": "CoNLL-2010 shared task 1, Wikipedia training sentences", "licence": "CC BY-SA",
    },
    "hedge-research": {
        "train": "hedge_bio_abstracts", "test": "hedge_bio_papers", "bayes": True, "select": 0.2, "weigh": None, "least": 3, "unquoted": False,
        "marks": ["agentless", "{uncertainty}", "{generality}", "{vague-quantity}", "{hedge}", "{modal}", "{first-person}", "past-tense", "long"],
        "from": "BioScope, abstracts", "licence": "CC BY",
    },
    "claim": {
        "train": "claims_train", "test": "claims_dev", "marks": SHAPES + STATEMENTS, "bayes": False, "select": 0.5, "weigh": 0.1, "least": 4,
        "unquoted": False, "without": DEBATE, "from": "ClaimBuster, sentences of debates", "licence": "CC BY",
    },
}


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def shown(texts, recipe):
    """The features of each text, as (section, name), and how often each word stands in lower case."""
    command = ["cargo", "run", "--quiet", "--release", "--example", "features", "--", *(["unquoted"] if recipe["unquoted"] else [])]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, input="\n".join(" ".join(t.split("\n")) for t in texts).encode())
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(lines) == len(texts), "one line of features a sentence"
    without, lower, out = recipe.get("without", set()), Counter(), []
    for line in lines:
        lower.update(set(line["words"]))
        features = {("words", w) for w in line["words"] + line["opening"]} | {("pairs", p) for p in line["pairs"]}
        features |= {("marks", m) for m in line["marks"] if m in recipe["marks"]}
        out.append({f for f in features if f[0] == "marks" or not without & set(f[1].split(" "))})
    return out, lower


class Model:
    """What one set of sentences teaches: `weights` by feature, and a bias."""

    def __init__(self, sentences, labels, lower, recipe):
        counts = Counter(f for s in sentences for f in s)
        # A word that stands with a capital alone is a name that opens sentences.
        plain = lambda f: f[0] != "words" or lower[f[1]] >= min(3, recipe["least"])
        self.features = sorted(f for f, n in counts.items() if n >= recipe["least"] and plain(f))
        self.index = {f: i for i, f in enumerate(self.features)}
        x = self.matrix(sentences)
        ratio = np.ones(x.shape[1])
        if recipe["bayes"]:
            yes, no = (np.asarray(x[labels == label].sum(0)).ravel() + 1 for label in (1, 0))
            ratio = np.log((yes / yes.sum()) / (no / no.sum()))
        x = csr_matrix(x @ diags(ratio))
        chosen = LogisticRegression(penalty="l1", C=recipe["select"], solver="liblinear", random_state=0, max_iter=300).fit(x, labels)
        self.bias, coef = chosen.intercept_[0], chosen.coef_.ravel()
        if recipe["weigh"]:
            kept = coef != 0
            again = LogisticRegression(C=recipe["weigh"], solver="liblinear", random_state=0, max_iter=300).fit(x[:, kept], labels)
            self.bias, coef[kept] = again.intercept_[0], again.coef_.ravel()
        self.weights = coef * ratio

    def matrix(self, sentences):
        at = [[self.index[f] for f in s if f in self.index] for s in sentences]
        ends = np.cumsum([0] + [len(a) for a in at])
        return csr_matrix((np.ones(ends[-1]), [i for a in at for i in a], ends), shape=(len(at), len(self.features)))

    def score(self, sentences):
        return self.matrix(sentences) @ self.weights + self.bias


def figures(labels, scores):
    p, r, f, _ = precision_recall_fscore_support(labels, scores > 0, average="binary")
    return f"P {100 * p:.1f} R {100 * r:.1f} F1 {100 * f:.1f} AP {100 * average_precision_score(labels, scores):.1f}"


def cross_validated(sentences, labels, lower, recipe, seed=0):
    """Scores of sentences by models that have not seen them, and the threshold of the best F1."""
    scores = np.zeros(len(labels))
    for train, test in StratifiedKFold(5, shuffle=True, random_state=seed).split(sentences, labels):
        model = Model([sentences[i] for i in train], labels[train], lower, recipe)
        scores[test] = model.score([sentences[i] for i in test])
    return scores, best_threshold(labels, scores)


def best_threshold(labels, scores):
    f1 = lambda t: precision_recall_fscore_support(labels, scores > t, average="binary", zero_division=0)[2]
    return max(np.arange(-2, 1, 0.05), key=f1)


def nested(sentences, labels, lower, recipe):
    """Figures for which not even the threshold has seen the sentences: it comes from cross-validation inside each training part."""
    scores = np.zeros(len(labels))
    for train, test in StratifiedKFold(5, shuffle=True, random_state=1).split(sentences, labels):
        part = [sentences[i] for i in train]
        _, threshold = cross_validated(part, labels[train], lower, recipe)
        scores[test] = Model(part, labels[train], lower, recipe).score([sentences[i] for i in test]) - threshold
    return figures(labels, scores)


def written(name, recipe, model, bias, measured):
    quote = lambda key: json.dumps(key, ensure_ascii=False)
    text = [f"bias = {bias:.2f}", "scale = 1.0"]
    for section in ("marks", "words", "pairs"):
        kept = {key: w for (kind, key), w in zip(model.features, model.weights) if kind == section and abs(w) >= 0.005}
        text += ["", f"[{section}]"] + [f"{quote(key)} = {w:.2f}" for key, w in sorted(kept.items())]
    command = f"python3 weights/learn.py DATA_DIR {name}"
    text += ["", "[learnt]"] + [f"{key} = {quote(value)}" for key, value in
                                [("from", recipe["from"]), ("licence", recipe["licence"]), ("command", command), ("measured", measured)]]
    return "\n".join(text) + "\n"


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    data = Path(sys.argv[1])
    for name in sys.argv[2:] or RECIPES:
        recipe = RECIPES[name]
        training = rows(data / f"{recipe['train']}.jsonl")
        labels = np.array([row["label"] for row in training])
        sentences, lower = shown([row["text"] for row in training], recipe)
        _, threshold = cross_validated(sentences, labels, lower, recipe)
        measured = f"five-fold, nested: {nested(sentences, labels, lower, recipe)}"
        model = Model(sentences, labels, lower, recipe)
        bias = model.bias - threshold
        if "test" in recipe:
            test = rows(data / f"{recipe['test']}.jsonl")
            scores = model.score(shown([row["text"] for row in test], recipe)[0]) - threshold
            measured += f"; {recipe['test']}: {figures(np.array([row['label'] for row in test]), scores)}"
        text = written(name, recipe, model, bias, measured)
        (ROOT / "rules/weights" / f"{name}.toml").write_text(text, encoding="utf-8")
        print(f"{name}: {sum(abs(model.weights) >= 0.005)} features, threshold {threshold:.2f}; {measured}", flush=True)


if __name__ == "__main__":
    main()
