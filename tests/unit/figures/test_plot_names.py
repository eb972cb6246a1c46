import numpy as np
import pandas as pd
import pytest

from framing.errors import TableError
from framing.figures import plot_actor_names
from framing.schema import ACTOR_NAMES


def made(*, outlets: bool = False) -> pd.DataFrame:
    rows = []
    for actor, names in (
        ("union", (("the union", 3, 9), ("strikers", 6, 1), ("nobody", 0, 0))),
        ("court", (("judges", 2, 2),)),
    ):
        for side, k in (("state", 1), ("independent", 2)):
            total = sum(name[k] for name in names)
            for name in names:
                share = name[k] / total
                place = ("outlet", "", side) if outlets else ("group", side, "")
                rows.append((actor, name[0], *place, name[k], total, share, share - 0.1, share + 0.1, 2, "outlet", 4))
    rows.append(("union", "the union", "outlet", "state", "Gazette", 1, 2, 0.5, np.nan, np.nan, 1, "document", 1))
    table = pd.DataFrame(rows, columns=ACTOR_NAMES.names)
    return ACTOR_NAMES.frame({c: table[c] for c in ACTOR_NAMES.names})


def test_both_sides_of_each_name_are_drawn_the_most_frequent_first():
    figure = plot_actor_names(made())
    data = figure.framing_data
    assert data[["actor", "name", "side"]].values.tolist() == [
        [actor, name, side]
        for actor, name in (("union", "the union"), ("union", "strikers"), ("court", "judges"))
        for side in ("independent", "state")
    ]
    dots = sorted(float(line.get_xdata()[0]) for line in figure.axes[0].lines if len(line.get_xdata()) == 1)
    assert {round(100 * s, 6) for s in data["share"]} <= {round(x, 6) for x in dots}


def test_the_caption_tells_mentions_and_what_is_left_out():
    caption = plot_actor_names(made()).framing_caption
    assert "union: 10 in independent, 9 in state" in caption
    assert "1 name without a mention not shown." in caption
    assert "1 more name not shown." in plot_actor_names(made(), top=2).framing_caption
    without = plot_actor_names(made().assign(ci_low=np.nan)).framing_caption
    assert "no interval could be given" in without


def test_outlets_are_the_sides_where_outlets_were_compared():
    table = made(outlets=True)
    data = plot_actor_names(table[table["outlet"] != "Gazette"]).framing_data
    assert set(data["side"]) == {"state", "independent"}


def test_names_from_hostile_text_are_drawn_as_they_are():
    table = made().replace({"strikers": "$x_1$ <script>", "union": "a\nb"})
    assert "a b: 10 in independent" in plot_actor_names(table).framing_caption


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(TableError, match="table is empty"):
        plot_actor_names(made().iloc[:0])
    with pytest.raises(TableError, match="at least one name that is found"):
        plot_actor_names(made().assign(n=0))
    with pytest.raises(TableError, match="top must be at least 1"):
        plot_actor_names(made(), top=0)
    with pytest.raises(TableError, match="needs column 'share'"):
        plot_actor_names(made().drop(columns="share"))
