"""How often voice and stance are right, at places of these articles that were coded by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.report import validation_words as said
from framing.report import words
from framing.report.exhibits import RATIO, Exhibit, made_exhibit
from framing.report.phrases import number

if TYPE_CHECKING:
    import pandas as pd

    from framing.report.results import Results

_MEASURES = ("precision", "recall", "f1")


def validation_exhibits(results: Results) -> dict[str, Exhibit]:
    """The tables of the check by name; none where there are no hand codes."""
    scores = results.validation
    if scores is None or not len(scores):
        return {}
    made = (_by_class(scores), _by_unit(results, scores))
    return {exhibit.name: exhibit for exhibit in made}


def _by_class(scores: pd.DataFrame) -> Exhibit:
    """One row a class of a variable: how many codes have it, precision, recall and F1 with its interval."""
    import pandas as pd

    whole = scores[scores["by"] == "all"]
    rows = []
    for key, own in whole[whole["label"] != ""].groupby(["variable", "label"], sort=False):
        variable, label = (str(part) for part in key)
        of = {row["measure"]: row for row in own.to_dict("records")}
        f1 = of["f1"]
        values = {measure: of[measure]["value"] for measure in _MEASURES}
        rows.append(
            {"variable": said.VARIABLES[variable], "label": said.LABELS.get(label, label), "n_coded": of["recall"]["n"]}
            | values
            | {"ci_low": f1["ci_low"], "ci_high": f1["ci_high"]}
        )
    columns = words.heads(["variable", "class", "n_coded", *_MEASURES, "ci_low", "ci_high"])
    shown = pd.DataFrame(rows).rename(columns={"label": "class"})
    digits = dict.fromkeys((*_MEASURES, "ci_low", "ci_high"), RATIO)
    return made_exhibit("validation", scores, shown, columns, digits, said.CLASS_NOTE)


def _by_unit(results: Results, scores: pd.DataFrame) -> Exhibit:
    """One row a variable and side or outlet: the share of codes that are met."""
    found = scores[(scores["measure"] == "accuracy") & scores["by"].isin(["all", "group", "outlet"])]
    if not results.settings.shows_documents:
        found = found[found["by"] != "outlet"]
    shown = found.assign(
        variable=[said.VARIABLES[v] for v in found["variable"]],
        unit=[u or said.WHOLE for u in found["unit"]],
        accuracy=found["value"],
    )
    columns = words.heads(["variable", "unit", "n", "accuracy", "ci_low", "ci_high"]) | {"n": said.N_CODED}
    digits = dict.fromkeys(("accuracy", "ci_low", "ci_high"), RATIO)
    return made_exhibit("validation_units", found, shown, columns, digits, said.UNITS_NOTE)


def validation_sentences(results: Results) -> list[str]:
    """Whose codes they are, and how often the rules say the same."""
    scores = results.validation
    if scores is None or not len(scores):
        return []
    whole = scores[(scores["by"] == "all") & (scores["measure"] == "accuracy")].set_index("variable")
    parts = [_share(said.VARIABLES[str(v)], row) for v, row in whole.iterrows()]
    n, n_documents = int(whole["n"].max()), int(whole["n_clusters"].max())
    return [
        said.CODERS.format(coders=results.settings.coders, n=number(n), documents=number(n_documents)),
        f"{said.SAME} {'; '.join(parts)}.",
    ]


def _share(name: str, row: Any) -> str:
    low, high = row["ci_low"] * 100, row["ci_high"] * 100
    return f"{name} {row['value'] * 100:.1f}% (95% interval {low:.1f} to {high:.1f})"
