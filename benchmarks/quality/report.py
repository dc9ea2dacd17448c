"""benchmarks/QUALITY.md as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from benchmarks.quality.aims import KNOWN, aims, mean_of_means
from benchmarks.quality.completions import Tried
from benchmarks.quality.outcome import Cases, Run, Share
from benchmarks.quality.rankings import OWN
from benchmarks.quality.values import FIRST, MAP, MRR, NDCG, ByEngine, compared, mean, pooled
from benchmarks.tables import MADE_BY, NAMES, table

COMMAND = "make bench-quality"

_METHOD = (
    "Queries are given as they were typed. Backissue has its defaults; its peers join the words by"
    " OR. Titles weigh 3, texts 1 and authors 2; to bm25s and Xapian, which have no fields, words are"
    " given as often. tantivy and Whoosh, which add up the scores of fields, keep the weight of 1 for"
    " each that is their default: on the judged questions it is better for them."
    " Measures are those of trec_eval, which ir_measures runs. ranx has the same measures, but written"
    " again in numba, and needs eleven more packages for what is not used here. Whether a difference is"
    " more than chance is tested question by question with 20,000 random exchanges of the two engines"
    " (Smucker, Allan and Carterette, 2007); p is corrected for the number of peers (Holm, 1979). Below"
    " .05 a difference is more than chance; else the figures do not say which engine is better."
)
_JUDGED = (
    "Mean average precision of the best 1,000 articles, and nDCG of the best ten, over all questions that"
    " have judgements. An article is relevant or not."
)
_KNOWN = (
    "300 searches of each kind in allsides-20k, 19,857 articles of news, each for one article: with"
    " seven in ten words of its *title*; with one of these *misspelt*; with twelve words of a paragraph"
    " of which two are *dropped*; with the twelve of which one is *wrong*. MRR is the mean of 1 / place,"
    " 0 from place 101; *first* is how often the article comes first. An article with the same"
    " text (`copies` in the API of Backissue) counts as right for every engine, another one with the same"
    " words as wrong. Stock Whoosh is not asked: here a search takes it a second and more."
)
_TYPEAHEAD = (
    "Beginnings of titles, authors and themes of the news, and of the questions above, cut within a word"
    " of five letters or more of which at least three are typed. Each offer is taken: it *finds nothing*,"
    " or articles of which *none has all* its words, and is *miscounted* if it says another number than"
    " it finds."
)
_CHANCE = "The p values of the differences from Backissue in {}:"


def page(run: Run, measured: str) -> str:
    """The page of a run; `measured` says when and where."""
    versions = ", ".join(f"{_name(each)} {run.versions[each]}" for each in _in_order(run.versions))
    return "\n\n".join((
        MADE_BY.format(COMMAND),
        "# How well Backissue finds",
        f"{measured}, in one run: {versions or 'no engine'}.",
        *(f"**Left out:** {sentence}" for sentence in run.absent),
        "## What is aimed at",
        _aims(run),
        "## How it is measured",
        _METHOD,
        *_sections(run),
    )) + "\n"  # fmt: skip


def _sections(run: Run) -> Iterator[str]:
    if run.judged:
        yield from ("## Judged questions", _JUDGED, _judged(run.judged))
        yield from (_CHANCE.format("MAP"), _table_of_chances(_judged_chances(run.judged)))
    if run.known:
        yield from ("## Known articles", _KNOWN, _known(run.known))
        yield from (
            _CHANCE.format("what is aimed at"),
            _table_of_chances(_known_chances(run.known)),
        )
    if run.paragraphs and run.restored:
        yield (
            f"Where the article of a quotation without two words comes first, Backissue shows the quoted"
            f" paragraph in {_share(run.paragraphs)}. Of the misspelt titles, it suggests the right"
            f" spelling of {_share(run.restored)}."
        )
    if run.cases:
        yield from ("## Cases", _cases(run.cases))
    if run.tried:
        yield from ("## Typeahead", _TYPEAHEAD, _typeahead(run.tried))


def _aims(run: Run) -> str:
    rows = [
        [each.name, f"{each.least:.3f}", f"{each.measured:.3f}", "yes" if each.is_reached else "no"]
        for each in aims(run)
    ]
    return table(["", "at least", "measured", "reached"], rows)


def _judged(judged: Mapping[str, ByEngine]) -> str:
    means = mean_of_means(judged)
    rows = [
        [
            _name(engine),
            *(_values(found, engine, (MAP, NDCG)) for found in judged.values()),
            f"{means[engine]:.4f}",
        ]
        for engine in _in_order(means)
    ]
    return table(["MAP / nDCG@10", *judged, "mean of MAP"], rows)


def _known(known: Mapping[str, ByEngine]) -> str:
    engines = _in_order(next(iter(known.values())))
    rows = [
        [_name(engine), *(_values(found, engine, (MRR, FIRST)) for found in known.values())]
        for engine in engines
    ]
    return table(["MRR / first", *known], rows)


def _judged_chances(judged: Mapping[str, ByEngine]) -> dict[str, dict[str, float]]:
    engines = next(iter(judged.values()))
    together = {name: pooled([found[name] for found in judged.values()]) for name in engines}
    parts = {**judged, "all questions": together}
    return {name: compared(found, OWN, MAP) for name, found in parts.items()}


def _known_chances(known: Mapping[str, ByEngine]) -> dict[str, dict[str, float]]:
    return {name: compared(found, OWN, KNOWN[name][0]) for name, found in known.items()}


def _table_of_chances(chances: Mapping[str, Mapping[str, float]]) -> str:
    peers = _in_order(next(iter(chances.values())))
    rows = [[_name(peer), *(_chance(found[peer]) for found in chances.values())] for peer in peers]
    return table(["p", *chances], rows)


def _cases(cases: Cases) -> str:
    listed = ", ".join(f"`{query}`" for query in cases.wrong)
    right = f"Of the queries in `cases/searching`, {_share(cases.right)} are answered rightly"
    return f"{right}; not: {listed}." if listed else f"{right}."


def _typeahead(tried: Sequence[Tried]) -> str:
    kinds = dict.fromkeys(each.prefix.kind for each in tried)
    parts = {kind: [each for each in tried if each.prefix.kind == kind] for kind in kinds}
    rows = [
        [
            kind,
            f"{len(part)}",
            f"{sum(each.place is not None for each in part)}",
            f"{sum(each.place == 0 for each in part)}",
            f"{sum(each.offers for each in part)}",
            f"{sum(each.empty for each in part)}",
            f"{sum(each.relaxed for each in part)}",
            f"{sum(each.miscounted for each in part)}",
        ]
        for kind, part in {**parts, "all": tried}.items()
    ]
    header = [
        "beginnings of",
        "",
        "word offered",
        "first",
        "offers",
        "find nothing",
        "none has all",
        "miscounted",
    ]
    return table(header, rows)


def _values(found: ByEngine, engine: str, measures: Sequence[str]) -> str:
    return " / ".join(f"{mean(found[engine], measure):.4f}" for measure in measures)


def _chance(p: float) -> str:
    return "< .001" if p < 0.001 else f"{p:.3f}".lstrip("0")


def _share(share: Share) -> str:
    return f"{share.part} of {share.whole} ({share.value:.3f})"


def _in_order(engines: Iterable[str]) -> list[str]:
    return [name for name in NAMES if name in {*engines}]


def _name(engine: str) -> str:
    return NAMES[engine]
