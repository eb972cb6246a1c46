"""Fixed words of the check against hand codes, in English."""

from __future__ import annotations

VARIABLES = {"voice": "voice", "scare_quoted": "scare quotes", "negated": "negation", "stance": "stance"}
LABELS = {"1": "yes", "0": "no"}
WHOLE = "all articles"
N_CODED = "places coded"
HEADS = {
    "variable": "what",
    "class": "class",
    "n_coded": "places coded so",
    "precision": "precision",
    "recall": "recall",
    "f1": "F1",
    "unit": "where",
    "accuracy": "share right",
}
CAPTIONS = {
    "validation": "How often voice and stance are right, by class",
    "validation_units": "How often voice and stance are right, by side and outlet",
}
HEADINGS = {"validation": "How often is that right?"}
CHECKED = "How often they are right was checked at hand-coded places of these articles; see there."
UNCHECKED = "No hand-coded check of them is part of this report."
CODERS = (
    "Markers in these articles were coded by hand for voice, scare quotes, negation and stance: {n} places in "
    "{documents} articles. Whose codes they are: {coders}."
)
SAME = "The rules say the same as the codes, of all places:"
CLASS_NOTE = (
    "Precision: of the places that the rules give the class, the share that the codes give it too; recall the other "
    "way round; F1 their harmonic mean, with a 95% interval that respects that places come in articles (Wilson, at the "
    "effective sample size)."
)
UNITS_NOTE = "Share of the places where rules and codes agree, with a 95% interval over articles (Wilson)."
