"""What the figures of benchmarks/QUALITY.md rest on: judgements, what is typed, means, and tests."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.peers.protocol import Article
from benchmarks.quality import collections, data, report
from benchmarks.quality.aims import aims
from benchmarks.quality.completions import Source, cut, prefixes
from benchmarks.quality.known_articles import Sample, one_wrong, searches, two_dropped
from benchmarks.quality.misspellings import NEAR, misspelt, with_misspelling
from benchmarks.quality.outcome import Run, Share
from benchmarks.quality.questions import Sought, falling, sought
from benchmarks.quality.significance import corrected, randomised
from benchmarks.quality.values import FIRST, MAP, MRR, NDCG, Values, mean, pooled

TITLE = "The mayor opens a bridge over the river"
TEXT = "\n".join(
    " ".join(f"word{number}" for number in range(start, start + 30)) for start in (0, 30)
)


def test_entries_of_the_form_of_smart_have_fields_and_no_text_outside_them() -> None:
    text = ".I 1\n.T\nOne title\nin two lines\n.A\n.W \n.I beams are strong\n.I 20\nlost\n.W\nTwo\n"
    assert collections.marked(text) == [
        {"I": "1", "T": "One title\nin two lines\n", "A": "", "W": ".I beams are strong\n"},
        {"I": "20", "W": "Two\n"},
    ]


def test_judgements_of_cranfield_leave_out_what_is_not_relevant() -> None:
    found = collections.cranfield_judgements("1 184 2 \n1 29 4\n1 31 -1\n2 31 1\n")
    assert found == {"1": {"184", "29"}, "2": {"31"}}


def test_judgements_of_cisi_and_time() -> None:
    assert collections.cisi_judgements("     1     28\t0\t0.0\n     1     35\t0\t0.0\n") == {
        "1": {"28", "35"}
    }
    assert collections.time_judgements("1 268 288\n\n2  326\n") == {
        "1": {"268", "288"},
        "2": {"326"},
    }


def test_questions_of_cranfield_are_numbered_by_their_order(tmp_path: Path) -> None:
    folder = tmp_path / "cranfield"
    folder.mkdir()
    (folder / "cran.qry").write_text(".I 004\n.W\nwhat is\nlift\n.I 009\n.W\nwhat is drag\n")
    (folder / "cranqrel").write_text("2 7 1\n")
    (folder / "cran.all.1400").write_text(
        ".I 6\n.T\n.A\n.W\n.I 7\n.T\nDrag\n.A\nSmith, J.\n.W\nDrag .\n  It slows\nwings .\n"
    )
    found = collections.load("Cranfield", tmp_path)
    assert found.questions.typed == {"2": "what is drag"}
    assert found.questions.right == {"2": {"7"}}
    (article,) = found.records
    assert (article["id"], article["title"], article["authors"]) == ("7", "Drag", ["Smith, J."])
    assert article["paragraphs"] == ["Drag .", "It slows wings ."]


def test_questions_of_time_end_at_its_mark(tmp_path: Path) -> None:
    folder = tmp_path / "time"
    folder.mkdir()
    (folder / "TIME.QUE").write_text("*FIND      1\n\n NGO DINH\n\nDIEM .\n\n*FIND 2\n\nX\n*STOP\n")
    (folder / "TIME.REL.shift2").write_text("1 2\n")
    (folder / "TIME.ALL").write_text(
        "*TEXT 017 A\n\nFIRST .\n*TEXT 018 B\n\nTHE\nSECOND .\n*STOP\n"
    )
    found = collections.load("TIME", tmp_path)
    assert found.questions.typed == {"1": "NGO DINH DIEM ."}
    assert [(each["id"], each["paragraphs"]) for each in found.records] == [
        ("1", ["FIRST ."]),
        ("2", ["THE SECOND ."]),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_a_misspelt_word_has_one_slip(seed: int) -> None:
    word = "bridge"
    found = misspelt(word, random.Random(seed))
    assert found != word
    slips = {word[:at] + word[at + 1 :] for at in range(6)}
    slips |= {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(5)}
    slips |= {word[:at] + key + word[at + 1 :] for at in range(6) for key in NEAR[word[at]]}
    slips |= {word[:at] + key + word[at:] for at in range(6) for key in NEAR[word[at]]}
    assert found in slips


def test_a_word_of_one_letter_again_and_again_is_misspelt_too() -> None:
    assert all(misspelt("oooo", random.Random(seed)) != "oooo" for seed in range(20))


def test_keys_are_near_those_around_them() -> None:
    assert {*NEAR["q"]} == {*"was"}
    assert {*NEAR["g"]} == {*"rtyfhvbn"}


def test_only_a_long_word_of_plain_letters_is_misspelt() -> None:
    for seed in range(20):
        found = with_misspelling("Obama's été 2016 won the vote", random.Random(seed))
        before, _, last = found.rpartition(" ")
        assert before == "Obama's été 2016 won the"
        assert last != "vote"
    assert with_misspelling("It was in May", random.Random(1)) == ""


def test_of_a_quotation_two_words_are_dropped_or_one_is_another() -> None:
    quoted = "one two three four five six".split()
    for seed in range(20):
        chance = random.Random(seed)
        dropped = two_dropped(" ".join(quoted), chance).split()
        assert len(dropped) == 4
        assert [word for word in quoted if word in dropped] == dropped
        wrong = one_wrong(" ".join(quoted), ["Two", "seven"], chance).split()
        pairs = [(own, other) for own, other in zip(quoted, wrong, strict=True) if own != other]
        assert len(pairs) == 1
        assert pairs[0] != ("two", "Two")


def test_searches_are_for_articles_that_can_be_known_and_always_the_same() -> None:
    articles = [
        _article("a", TITLE, TEXT),
        _article("b", "Twice is one too often", TEXT),
        _article("c", "Only four words here", "A short text."),
    ]
    sample = Sample(articles, frozenset({"Twice is one too often"}))
    found = searches(sample)
    assert found == searches(sample)
    (title,) = found.titles
    assert title.id == "a"
    assert len(title.text.split()) == 6
    (wrong,) = found.misspelt
    assert (wrong.id, wrong.meant) == ("a", title.text)
    assert [each.id for each in found.two_dropped] == ["a", "b"]
    for each in found.two_dropped:
        numbers = [int(word.removeprefix("word")) for word in each.text.split()]
        assert len(numbers) == 10
        assert all(first < second for first, second in pairwise(numbers))
        assert numbers[-1] - numbers[0] < 12
        assert {*each.text.split()} < {*each.meant.split()}
    assert [each.meant for each in found.one_wrong] == [each.meant for each in found.two_dropped]


def test_a_prefix_ends_within_the_wanted_word() -> None:
    for seed in range(30):
        text, wanted = cut(
            "Bridge by bridge which Opens", 5, frozenset({"which"}), random.Random(seed)
        )
        assert wanted in ("bridge", "opens")
        last = text.rpartition(" ")[2]
        assert wanted.startswith(last.casefold())
        assert 3 <= len(last) < len(wanted)
        assert "Bridge by bridge which Opens".startswith(text)
    assert cut("It is by the which", 5, frozenset({"which"}), random.Random(1)) == ("", "")


def test_prefixes_are_as_many_as_asked_for_if_there_are_enough() -> None:
    sources = [Source("titles", "news", [TITLE] * 5, 3, 6), Source("themes", "news", ["a"], 3, 6)]
    assert [each.kind for each in prefixes(sources, frozenset())] == ["titles"] * 3


def test_scores_fall_from_place_to_place() -> None:
    scores = falling({"1": ["b", "a", "c"], "2": []})
    assert sorted(scores["1"], key=lambda id: -scores["1"][id]) == ["b", "a", "c"]
    assert len({*scores["1"].values()}) == 3
    assert scores["2"] == {}


def test_questions_for_one_article_are_named_by_their_number() -> None:
    found = sought("title", [Sought("x", "a", ""), Sought("x", "b", "")], 10)
    assert found.typed == {"0": "x", "1": "x"}
    assert found.right == {"0": {"a"}, "1": {"b"}}


def test_means_are_over_all_questions_of_all_parts() -> None:
    assert mean(_values(0.0, 1.0, 0.5), MAP) == pytest.approx(0.5)
    assert pooled([_values(0.0), _values(1.0, 0.5)])[MAP] == [0.0, 1.0, 0.5]


def test_the_randomisation_test_is_near_the_exact_one() -> None:
    """With four equal differences, two of the sixteen ways to sign them are as far from zero."""
    assert randomised([0.2] * 4, [0.1] * 4) == pytest.approx(2 / 16, abs=0.01)
    assert randomised([0.1] * 4, [0.2] * 4) == pytest.approx(2 / 16, abs=0.01)
    assert randomised([0.3, 0.1], [0.3, 0.1]) == 1.0
    assert randomised([0.2] * 40, [0.1] * 40) < 0.001


def test_holm_multiplies_by_the_number_of_tests_left() -> None:
    assert corrected([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert corrected([0.9, 0.8]) == [1.0, 1.0]
    assert corrected([]) == []


def test_what_is_not_there_is_said_to_be_left_out(tmp_path: Path) -> None:
    (tmp_path / data.NEWS.parent).mkdir(parents=True)
    (tmp_path / data.NEWS).touch()
    (tmp_path / "corpora" / "relevance" / "time").mkdir(parents=True)
    cranfield, cisi, cases = data.absent(tmp_path)
    assert cisi == "corpora/relevance/cisi is not there, so what is measured with it is left out."
    assert cranfield.startswith("corpora/relevance/cranfield is not there")
    assert cases.startswith("cases/searching is not there")


def test_the_page_says_what_was_left_out_and_aims_at_the_rest() -> None:
    absent = "corpora/relevance/cisi is not there, so what is measured with it is left out."
    judged = {"TIME": {"backissue": _values(0.7, 0.9), "sqlite": _values(0.5, 0.1)}}
    run = Run({"backissue": "1"}, [absent], judged, {}, Share(9, 10), Share(1, 2), None, [])
    assert [(aim.name, aim.measured, aim.is_reached) for aim in aims(run)] == [
        ("TIME: MAP", pytest.approx(0.8), True),
        ("the quoted paragraph is shown", 0.9, False),
    ]
    page = report.page(run, "Measured today")
    assert f"**Left out:** {absent}" in page
    assert "| SQLite FTS5 | 0.3000 / 0.3000 | 0.3000 |" in page
    assert "## Known articles" not in page


def _article(id: str, title: str, text: str) -> Article:
    return Article(id, title, text, (), "", "", 0)


def _values(*each: float) -> Values:
    return {measure: [*each] for measure in (MAP, NDCG, MRR, FIRST)}
