"""What a year would look like, on the command line: a table, a chart, a picture, and clear words about a bad file."""

import csv
import io
import os
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.cli.simulate import Plan, made_up, read_roster
from bot.cli.simulate.report import chart, draw, rows
from bot.config import BadConfig
from rituals.coffee.matchmaking import NEWCOMER_ROUNDS, NO_SITE
from rituals.coffee.year import Made
from tests.command_line import ROOT, kindling, kindling_alone, refused

OURS = """id,team,site,zone,start,end,new,only_my_site
ana,Ward 7,Wexcombe,Europe/London,07:00,15:00,,
ben,Estates,Harbour House,Stockholm,9,5pm,yes,no
cleo,IT,Wexcombe,,,,no,Yes
"""


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def week(number: int, *groups: str, again: int = 0, left_out: str = "") -> Made:
    """A week of these groups; so many pairs of the first ones had met before."""
    made = Made(number=number, groups=[group.split() for group in groups], again=(), left_out=left_out.split())
    return Made(number=number, groups=made.groups, again=made.pairs()[:again], left_out=made.left_out)


# the command


def test_a_year_is_told_as_a_table_and_a_chart(tmp_path: Path) -> None:
    done = kindling("simulate", "--people", "8", "--weeks", "9", "--departments", "2", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for words in (
        "8 people of 2 teams",
        "9, in groups of 2",
        "Left over",
        "nobody",
        "Pairs who meet again, week by week",
    ):
        assert words in done.stdout
    assert "\x1b" not in done.stdout


def test_the_same_seed_tells_the_same_year(tmp_path: Path) -> None:
    year = ("simulate", "--people", "9", "--weeks", "12", "--away", "20")
    first, again = (kindling_alone(*year, folder=tmp_path, PYTHONHASHSEED=seed).stdout for seed in ("1", "2"))
    assert first == again
    assert kindling(*year, "--seed", "8", folder=tmp_path).stdout != first


def test_help_explains_the_columns(tmp_path: Path) -> None:
    words = " ".join(kindling("simulate", "--help", folder=tmp_path).stdout.split())
    assert "id, and if you like team, site, zone" in words
    assert "only_my_site (yes or no)" in words


def test_people_of_a_file_are_simulated(tmp_path: Path) -> None:
    saved(tmp_path, OURS + "dan,IT,,,,,,\n")
    done = kindling("simulate", "--from-csv", "people.csv", "--weeks", "3", folder=tmp_path)
    assert "4 people of 3 teams" in done.stdout


def test_a_missing_file_is_one_clear_line(tmp_path: Path) -> None:
    words = refused(kindling("simulate", "--from-csv", "nobody.csv", folder=tmp_path))
    assert words == "nobody.csv can't be opened: --from-csv takes a file with a line for each person."


def test_nothing_is_kept(tmp_path: Path) -> None:
    kindling("simulate", "--people", "4", "--weeks", "2", folder=tmp_path)
    assert list(tmp_path.iterdir()) == []


# the file


def test_every_column_is_read(tmp_path: Path) -> None:
    ana, ben, cleo = read_roster(saved(tmp_path, OURS)).people
    assert (ana.department, ana.location, ana.utc_offset, ana.work_start, ana.work_end) == (
        "ward 7",
        "wexcombe",
        0,
        7 * 60,
        15 * 60,
    )
    assert (ben.utc_offset, ben.work_start, ben.work_end, ben.joined) == (60, 9 * 60, 17 * 60, 1)
    assert (cleo.work_start, cleo.work_end, cleo.joined) == (None, None, 1 - NEWCOMER_ROUNDS)
    assert [one.same_location_only for one in (ana, ben, cleo)] == [False, False, True]


@pytest.mark.parametrize(
    "text",
    [
        "ID;Team\nana;IT\nben;\n",
        "\ufeffid\tteam\r\nana\tIT\r\n\r\nben\t\r\n",
        'team,id\n"IT",ana\n,ben\n',
        "Id,Team\nana,it\nben",
    ],
)
def test_a_file_may_come_from_any_spreadsheet(tmp_path: Path, text: str) -> None:
    ana, ben = read_roster(saved(tmp_path, text)).people
    assert (ana.id, ana.department, ana.location) == ("ana", "it", NO_SITE)
    assert (ben.id, ben.department) == ("ben", "")


def test_columns_that_mean_nothing_here_are_named_and_not_used(tmp_path: Path) -> None:
    roster = read_roster(saved(tmp_path, "id,teem,salary\nana,IT,1\nben,IT,2\n"))
    assert roster.unused == ["teem", "salary"]
    assert ("Not used", "the columns teem and salary") in list(rows(Plan(roster=roster), []))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (",IT", "the id is missing."),
        ("ana,IT", "“ana” was there before, and each person has one line."),
        ("ben,IT,,,,,,,9", "there are 9 values for 8 columns."),
        ("ben,,,Middle-earth", "I don't know the time zone “Middle-earth”. Try one like “Europe/London”."),
        ("ben,,,,25:00,26:00", "I couldn't read “25:00” as a time. Try “10:00” or “2pm”."),
        ("ben,,,,09:00,", "give both start and end, or neither."),
        ("ben,,,,,,perhaps", "new is yes or no, and not “perhaps”."),
        ("ben,,,,,,,yes", "whoever meets only people of their own site needs a site."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path: Path, row: str, sentence: str) -> None:
    path = saved(tmp_path, f"{OURS.splitlines()[0]}\nana,IT\n{row}\n")
    with pytest.raises(BadConfig) as refusal:
        read_roster(path)
    assert str(refusal.value) == f"{path}, line 3: {sentence}"


def test_the_line_is_the_files_own_also_after_words_on_two_lines(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="line 5: the id is missing"):
        read_roster(saved(tmp_path, 'id,team\nana,"Ward\n7"\n\n,IT\n'))


def test_of_many_bad_lines_the_first_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as refusal:
        read_roster(saved(tmp_path, "id,team\n" + ",IT\n" * 9))
    lines = str(refusal.value).splitlines()
    assert [line.partition(", ")[2] for line in lines[:5]] == [f"line {n}: the id is missing." for n in range(2, 7)]
    assert lines[5:] == ["And 4 more like these."]


@pytest.mark.parametrize(
    ("text", "encoding", "sentence"),
    [
        ("", "utf-8", "line 1: one column has to be called id, which tells people apart. No columns were"),
        ("name,team\nana,IT\n", "utf-8", "tells people apart. The columns here are name and team."),
        ("id\n", "utf-8", "people.csv names nobody, and a coffee takes two."),
        ("id\nana\n", "utf-8", "people.csv names one person, and a coffee takes two."),
        ("id\nana\0\nben\n", "utf-8", "can't be read as text: save it as CSV in UTF-8."),
        ("id\nBjörn\n", "latin-1", "can't be read as text: save it as CSV in UTF-8."),
        ("id\n" + "\n".join(f"p{n}" for n in range(5001)), "utf-8", "up to 5000 people can be simulated"),
    ],
)
def test_a_file_that_is_no_list_of_people_gets_a_sentence(
    tmp_path: Path, text: str, encoding: str, sentence: str
) -> None:
    with pytest.raises(BadConfig) as refusal:
        read_roster(saved(tmp_path, text, encoding))
    assert sentence in str(refusal.value)


TEAMS = st.sampled_from(["IT", "Ward 7, east", 'the "A" team', "", "Estates"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    teams=st.lists(TEAMS, min_size=2, max_size=8),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    data=st.data(),
)
def test_a_quote_too_many_or_too_few_loses_nobody_silently(
    tmp_path: Path, teams: list[str], quoting: int, data: st.DataObject
) -> None:
    written = io.StringIO()
    rows = [("id", "team", "site"), *((f"p{n}", team, "Wexcombe") for n, team in enumerate(teams))]
    csv.writer(written, quoting=quoting, lineterminator="\n").writerows(rows)
    text = written.getvalue()
    at = data.draw(st.integers(0, len(text) - 1))
    broken = text[:at] + data.draw(st.sampled_from(['"', "”", ""])) + text[at + (text[at] in '"') :]
    try:
        people = read_roster(saved(tmp_path, broken)).people
    except BadConfig as refusal:
        assert "people.csv, line " in str(refusal)
    else:
        assert len(people) == len(teams)


def test_a_quote_that_is_not_closed_is_named_with_its_line_and_the_columns(tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as refusal:
        read_roster(saved(tmp_path, 'id,team\nana,IT\n"ben” B,IT\ncleo,IT\n'))
    assert ", line 3: the quotes don't match" in str(refusal.value)
    assert str(refusal.value).endswith("The columns here are id and team.")


def test_a_value_in_which_other_peoples_lines_are_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="line 3: the quotes don't match"):
        read_roster(saved(tmp_path, 'id,team\nana,IT\nben,"IT\ncleo,Ward 7"\ndan,IT\n'))
    with pytest.raises(BadConfig, match="line 2: the quotes don't match"):
        read_roster(saved(tmp_path, 'id\n"ana\nben"\ncleo\ndan\n'))


def test_a_spreadsheets_own_text_file_is_read(tmp_path: Path) -> None:
    assert len(read_roster(saved(tmp_path, "\r\nid\tteam\r\nana\tIT\r\nben\tIT\r\n", "utf-16")).people) == 2


def test_two_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=r"line 1: 2 columns are called team.* id, team and team\."):
        read_roster(saved(tmp_path, "id,team,Team\nana,IT,Ward 7\nben,IT,IT\n"))


# people who are made up


@pytest.mark.parametrize(("count", "departments"), [(40, 6), (10, 3), (3, 6), (2, 0), (7, 7)])
def test_made_up_departments_are_of_uneven_size(count: int, departments: int) -> None:
    roster = made_up(count, departments, seed=7)
    assert len({one.id for one in roster.people}) == count
    sizes = sorted(Counter(roster.teams().values()).values())
    assert len(sizes) == min(departments, count)
    assert sum(sizes) == (count if departments else 0)
    assert len(set(sizes)) > 1 or count <= departments or not departments


# what is told


def test_the_table_tells_what_happened() -> None:
    roster = made_up(4, 0, seed=1)
    weeks = [week(1, "a b", "c d"), week(2, "a c", left_out="b d"), week(3, "a b", "c d", again=2)]
    told = dict(rows(Plan(roster=roster, weeks=3), weeks))
    assert told["Introductions"] == "5 pairs of people"
    assert told["Met again"] == "2 pairs (40.0%)"
    assert told["First repeat"].startswith("week 3 (by any rule it comes by week 4,")
    assert told["Left over"] == "b and d; 2 places in all. They'd get a kind note, and first place the week after."
    assert told["Different colleagues"] == "1.5 for each person, in the middle"


def test_the_mix_counts_those_whose_teams_are_known(tmp_path: Path) -> None:
    roster = read_roster(saved(tmp_path, "id,team\na,IT\nb,Estates\nc,it\nd,\n"))
    told = dict(rows(Plan(roster=roster), [week(1, "a b", "c d"), week(2, "a c", "b d")]))
    assert told["Mix"] == "50.0% of pairs are of different teams"


def test_of_many_who_are_left_over_a_few_are_named() -> None:
    everybody = " ".join(f"p{n:02}" for n in range(14))
    told = dict(rows(Plan(roster=made_up(14, 0, seed=1)), [week(1, left_out=everybody)]))
    assert "p08, p09 and 4 more; 14 places in all" in told["Left over"]


def test_the_chart_is_as_high_as_its_highest_week() -> None:
    drawn = chart([week(1, "a b"), week(2, "a b", "c d", again=2), week(3, "a b", again=1)])
    assert "\x1b" not in drawn
    assert "2┤" in drawn
    assert max(map(len, drawn.splitlines())) <= 72


def test_without_repeats_there_is_a_sentence_instead() -> None:
    assert chart([week(1, "a b")]) == "Nobody meets twice in this time, so there is nothing to draw."


# the picture


def test_the_picture_is_a_png(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the picture needs the extra called charts")
    weeks = [week(1, "a b"), week(2, "a b", again=1)]
    draw(Plan(roster=made_up(2, 2, seed=1)), weeks, tmp_path / "year.png")
    assert (tmp_path / "year.png").read_bytes().startswith(b"\x89PNG")


def test_a_picture_that_cannot_be_written_is_one_clear_line_before_the_year_is_worked_out(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the picture needs the extra called charts")
    words = refused(kindling("simulate", "--people", "5000", "--png", "nowhere/year.png", folder=tmp_path))
    assert words == "nowhere/year.png can't be written: --png takes the name of a file in a folder that is there."


def test_a_picture_that_may_not_be_made_is_one_clear_line(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="the picture needs the extra called charts")
    with pytest.raises(BadConfig, match="the name of a file that you may make"):
        draw(Plan(roster=made_up(2, 2, seed=1)), [week(1, "a b")], tmp_path)


def test_without_matplotlib_the_table_is_told_and_then_how_to_get_the_picture(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['matplotlib'] = None\n")
    path = f"{tmp_path}{os.pathsep}{ROOT}"
    year = ("simulate", "--people", "6", "--weeks", "3", "--png", "year.png")
    done = kindling_alone(*year, folder=tmp_path, PYTHONPATH=path)
    assert refused(done) == (
        "The picture needs matplotlib. In Kindling's folder, type .venv/bin/pip install -e '.[charts]'"
    )
    assert "Introductions         9 pairs of people" in done.stdout
    assert not (tmp_path / "year.png").exists()


def test_the_lines_that_bring_more_name_an_extra_of_this_package() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    assert {"charts", "metrics"} <= set(extras)


def test_where_somebody_is_left_over_no_last_moment_is_claimed() -> None:
    told = dict(rows(Plan(roster=made_up(3, 0, seed=1)), [week(1, "a b", left_out="c")]))
    assert told["First repeat"] == "none in this time"
