import re
import shutil
import subprocess

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.errors import TableError
from framing.tables import PREAMBLE, to_latex
from framing.tables.latex import _T1, _T5, escape

NAN = float("nan")
TABLE = pd.DataFrame(
    {"outlet": ["Nhân Dân", "a_b & $c$"], "n": [1200, 5], "log_ratio": [1.5, NAN], "p": [0.00004, 0.5]}
)


def test_a_short_table_whole():
    text = to_latex(
        TABLE,
        caption="Rates of 100 %",
        label="tab:rates",
        notes="Empty: unknown.",
        columns={"outlet": "Outlet", "n": "n", "log_ratio": "log ratio", "p": "p"},
        digits={"log_ratio": 2},
    )
    assert text == (
        "\\begin{table}[htbp]\n\\centering\n\\setlength{\\belowcaptionskip}{4pt}\n\\caption{Rates of 100 \\%}\n"
        "\\label{tab:rates}\n\\begin{tabular}{@{}lrrr@{}}\n\\toprule\nOutlet & n & log ratio & p \\\\\n\\midrule\n"
        "Nhân Dân & 1,200 & 1.50 & \\textless{} 0.001 \\\\\na\\_b \\& \\$c\\$ & 5 &  & 0.500 \\\\\n\\bottomrule\n"
        "\\end{tabular}\n\\par\\smallskip\n\\begin{minipage}{\\linewidth}\n\\footnotesize\\raggedright "
        "Empty: unknown.\n"
        "\\end{minipage}\n\\end{table}\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\\", r"\textbackslash{}"),
        ("{}", r"\{\}"),
        ("$&#%_", r"\$\&\#\%\_"),
        ("^~", r"\textasciicircum{}\textasciitilde{}"),
        ('<>|"', r"\textless{}\textgreater{}\textbar{}\textquotedbl{}"),
        ("[x]*", "{[}x{]}{*}"),
        ("--", "-{}-"),
        ("---", "-{}-{}-"),
        ("''", "'{}'"),
        ("?`", r"?\textasciigrave{}"),
        ("a\nb\x00\u202e", "a b"),
        ("thế", r"\framingvietnamese{thế}"),
        ("the\u0302\u0301", r"\framingvietnamese{thế}"),
        ("Łódź café", "Łódź café"),
        ("中", "{[}U+4E2D{]}"),
    ],
)
def test_every_special_character_is_taken_literally(text, expected):
    assert escape(text) == expected


@given(st.text(max_size=40))
def test_whatever_the_text_no_character_of_it_acts(text):
    out = escape(text)
    commands = r"\\(textbackslash|textasciicircum|textasciitilde|textless|textgreater|textbar|textquotedbl|text\w+|"
    commands += r"infty|times|div|pm|leq|geq|neq|approx|rightarrow|leftarrow|ldots|S|P|alpha|beta|lambda|mu|Delta|"
    commands += r"guil\w+|quote\w+|framingvietnamese)(?![a-zA-Z])|\\[{}$&#_%]"
    rest = re.sub(commands, "", out)
    rest = rest.replace("$-$", "").replace("{}", "")
    assert not re.search(r"[\\#&%_^<>|\"`]", rest)
    assert out.count("\n") == 0


def test_long_tables_break_over_pages_with_their_head_repeated():
    table = pd.DataFrame({"item": [f"m{i}" for i in range(41)], "n": range(41)})
    text = to_latex(table, caption="c", label="l", notes="note")
    assert text.count(r"\begin{longtable}") == text.count(r"\end{longtable}") == 1
    assert text.count("item & n") == 2
    assert r"\begin{table}" not in text
    assert "note" in text
    assert r"\begin{longtable}" not in to_latex(table[:40], caption="c", label="l")


def test_wide_tables_are_set_smaller():
    table = pd.DataFrame({f"c{i}": [1] for i in range(9)})
    assert r"\footnotesize" in to_latex(table, caption="c", label="l")
    assert r"\setlength{\tabcolsep}{3pt}" in to_latex(table, caption="c", label="l")
    assert r"\footnotesize" not in to_latex(table[list(table)[:8]], caption="c", label="l")


def test_long_text_breaks_its_lines_and_long_words_too():
    text = to_latex(pd.DataFrame({"d": ["word " * 30, "a_" * 20], "n": [1, 2]}), caption="c", label="l")
    assert r">{\raggedright\arraybackslash}p{" in text
    assert r"a\_\allowbreak{}a" in text


@pytest.mark.parametrize("label", ["", "a b", "x}", "ế"])
def test_a_label_that_could_act_is_refused(label):
    with pytest.raises(TableError, match="label holds letters"):
        to_latex(TABLE, caption="c", label=label)


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_all_letters_and_all_kinds_of_table_compile(tmp_path):
    everything = "".join(map(chr, range(32, 127))) + " ".join(sorted(_T1 | _T5)) + "“”‘’…–—−×€ 中 «»"
    long = pd.DataFrame({"text": ["[x] *", "thế lực"] * 25, "n": range(50)})
    wide = pd.DataFrame({f"head of {i}": [i, NAN] for i in range(10)})
    tables = [
        to_latex(TABLE, caption=everything, label="a", notes=everything),
        to_latex(pd.DataFrame({"t": [everything]}), caption="c", label="b"),
        to_latex(long, caption="c", label="c", notes="thế"),
        to_latex(wide, caption="c", label="d"),
        to_latex(TABLE[:0], caption="no rows", label="e"),
    ]
    source = r"\documentclass{article}" + "\n" + PREAMBLE + "\\begin{document}\n\\listoftables\n"
    (tmp_path / "t.tex").write_bytes((source + "\n".join(tables) + "\\end{document}\n").encode())
    for _ in range(2):
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "t.tex"], cwd=tmp_path, capture_output=True
        )
        assert done.returncode == 0, done.stdout[-2000:]
    assert b"Missing character" not in done.stdout
