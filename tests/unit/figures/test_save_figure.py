import os
import subprocess
import sys
from pathlib import Path

import matplotlib as mpl
import pytest

from framing.errors import TableError
from framing.figures import plot_contrast, plot_keyness, save_figure

ROOT = Path(__file__).parents[3]
AGAIN = """
import sys
from pathlib import Path
sys.path.insert(0, {tests!r})
import made_tables as made
from framing.figures import plot_contrast, save_figure
table = made.make_contrast(made.CATEGORIES, docs=(2, 3), tokens=(1_500, 2_400), scale=14, p_floor=0.1)
save_figure(plot_contrast(table), Path({folder!r}), "forest")
"""


def test_another_process_writes_the_same_bytes(tiny_contrast, tmp_path):
    here = save_figure(plot_contrast(tiny_contrast), tmp_path / "here", "forest")
    code = AGAIN.format(tests=str(Path(__file__).parent), folder=str(tmp_path / "there"))
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh", "PYTHONPATH": str(ROOT)}
    environment["SOURCE_DATE_EPOCH"] = "86400"
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=tmp_path)
    assert [p.name for p in here] == ["forest.pdf", "forest.png", "forest.svg"]
    for path in here:
        assert path.read_bytes() == (tmp_path / "there" / path.name).read_bytes()


def test_saving_twice_gives_the_same_bytes_whatever_the_callers_settings(words, tmp_path):
    figure = plot_keyness(words)
    first = [p.read_bytes() for p in save_figure(figure, tmp_path / "a", "k")]
    with mpl.rc_context({"svg.hashsalt": "other", "savefig.dpi": 50, "font.size": 20, "pdf.fonttype": 3}):
        again = plot_keyness(words)
        second = [p.read_bytes() for p in save_figure(again, tmp_path / "b", "k")]
        assert mpl.rcParams["savefig.dpi"] == 50
    assert first == second


def test_files_carry_neither_date_nor_version(tiny_contrast, tmp_path):
    for path in save_figure(plot_contrast(tiny_contrast), tmp_path, "forest"):
        data = path.read_bytes()
        for trace in (b"Matplotlib v", mpl.__version__.encode() + b",", b"CreationDate", b"dc:date", b"matplotlib.org"):
            assert trace not in data


def test_pdf_embeds_whole_outlines(tiny_contrast, tmp_path):
    (path,) = save_figure(plot_contrast(tiny_contrast), tmp_path, "forest", ["pdf"])
    assert b"/Type3" not in path.read_bytes()
    assert b"/FontFile2" in path.read_bytes()


def test_png_has_two_hundred_dots_an_inch(tiny_contrast, tmp_path):
    from matplotlib.image import imread

    (path,) = save_figure(plot_contrast(tiny_contrast), tmp_path, "forest", ["png"])
    assert imread(path).shape[1] == 1400


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".hidden", "a\\b"])
def test_a_name_must_be_a_plain_file_name(name, tiny_contrast, tmp_path):
    with pytest.raises(TableError, match="plain file name"):
        save_figure(plot_contrast(tiny_contrast), tmp_path, name)
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_format_is_named(tiny_contrast, tmp_path):
    with pytest.raises(TableError, match="did you mean 'png'"):
        save_figure(plot_contrast(tiny_contrast), tmp_path, "x", ["pngg"])
