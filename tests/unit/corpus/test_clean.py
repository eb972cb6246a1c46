import random

import pytest
from made_corpus import encoded, shared, words_of

from framing.corpus.clean import ANY_WORDS, LINE_RULES, line_rule
from framing.corpus.encode import encode
from framing.corpus.read import read_corpus

PROSE = (
    "The ministry published the decree on Monday and the union asked for a debate in the assembly, which its members"
    " had wanted for years."
)


def skipped(text: str) -> list[tuple[str, str, str]]:
    """(passage, reason, rule) of what is skipped."""
    audit = encoded(text).audit
    return [(text[a:b], r, u) for a, b, r, u in audit[["start", "end", "reason", "rule"]].itertuples(index=False)]


FURNITURE = {
    "share": [
        "Share",
        "Share this article",
        "Tweet",
        "Share on Facebook",
        "Print | E-mail | Share",
        "Like",
        "Copy link",
    ],
    "comments": [
        "Comment (0)",
        "Comments",
        "Leave a comment",
        "12 comments",
        "Comments are closed.",
        "No comments yet",
    ],
    "source": ["Source", "Source: Free Wave Radio", "(Source: KPA)", "Sources: KPA, Reuters", "Via: Twitter"],
    "read more": [
        "Read more",
        "Read more: What the circular says",
        "See also: The nine points",
        "Related articles",
        "Related Stories:",
        "More on this story",
        "More from Hanoi",
        "Most read",
        "Tags: politics, decree, unions, assembly",
        "Topics",
        "Don't miss: the harbour in ten long pictures",
        "Don’t miss: the harbour in ten long pictures",
    ],
    "subscribe": [
        "Subscribe to our newsletter",
        "Please subscribe to read on.",
        "Sign up for the daily briefing.",
        "Log in to comment.",
        "Follow us on Facebook",
        "Join our Telegram channel",
        "Join our channel for daily news.",
        "Advertisement",
        "Loading...",
        "Home > News > World",
        "Donate",
        "Support our journalism with a small monthly gift.",
        "Back to top",
        "View all posts",
    ],
    "page links": ["Next Page", "4 5 Next Page", "Previous Page 4 5"],
    "copyright": [
        "© 2024 Free Wave Radio",
        "Copyright 2024 The Ledger Review.",
        "Copyright (c) 2024",
        "(c) 2019 KPA",
        "The Ledger Review. All rights reserved.",
        "Copyright Open Docket",
    ],
    "translator": [
        "Translated by Mira Talen",
        "Translated by Mira Talen.",
        "(Translated by Mira Talen and Oren Vey)",
        "Edited by: the night desk",
        "Translated from the Kalvorian by Mira Talen",
        "Mira Talen (Translated)",
    ],
    "picture credit": [
        "Photo: KPA",
        "Photo by Mira Talen",
        "(Photo: Mira Talen/KPA)",
        "Photos courtesy of the Harbour Museum",
    ],
    "by-line": [
        "By Mira Talen",
        "BY MIRA TALEN",
        "By Mira Talen and Oren Vey",
        "By Mira Talen | 3 March 2024",
        "By Mira Talen, Port Ansel",
    ],
}


@pytest.mark.parametrize(("rule", "line"), [(r, t) for r, lines in FURNITURE.items() for t in lines])
def test_each_rule_takes_its_lines_and_nothing_around_them(rule: str, line: str) -> None:
    found = line_rule(line)
    assert found is not None
    assert found.name == rule
    text = f"A headline of the day\n\n{PROSE}\n\n{line}\n\n{PROSE}"
    assert skipped(text) == [(line, found.reason, rule)]


def test_every_rule_has_examples() -> None:
    assert {r.name for r in LINE_RULES} == {*FURNITURE, "signature"}


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell.",
        "Share prices fell on Monday",
        "Comments on the decree were refused.",
        "Comment was free then.",
        "No comment.",
        "Next page of history",
        "The next page",
        "By Monday evening the police had left.",
        "By Monday, the police had left.",
        "By March – so the plan says – it ends.",
        "By contrast, Hanoi was quiet.",
        "Source close to the minister said that it was late.",
        "Sources in the ministry said so.",
        "Home prices fell.",
        "Home rule was promised in 1914.",
        "Loading docks were closed.",
        "Support our troops, he said.",
        "Join our struggle, she told the crowd.",
        "Donate or leave, they were told.",
        "More news was expected on Tuesday.",
        "More about this later, he said.",
        "More stories emerged from the camp.",
        "Related stories of torture emerged.",
        "Tags were cut from every coat.",
        "Topics of the day were bread and peace.",
        "Copyright law was changed in 2010.",
        "(c) the third demand is a free press;",
        "(c) The third demand is a free press.",
        "Translated from the French, the novel sold well.",
        "Edited by nobody, the letters were printed.",
        "Photos by the agency show the damage.",
        "Pictures of the leader were burnt.",
        "Video evidence was refused.",
        "Like this.",
        "Line by line.",
        "Print media suffered most.",
        "Save the harbour, they wrote.",
        "Read on the ferry by thousands, it was banned.",
        "View all the evidence, said the judge.",
        "Advertisement of the post was delayed.",
        "Related: but not the same.".replace(":", ""),
        "Latest news reached them late.",
        "Reply came there none.",
        "Via Hanoi they reached the coast.",
    ],
)
def test_prose_that_begins_like_furniture_stays(line: str) -> None:
    text = f"A headline of the day\n\n{PROSE}\n\n{line}\n\n{PROSE}"
    assert skipped(text) == []
    assert skipped(f"A headline of the day\n\n{PROSE}\n\n{PROSE}\n\n{line}") == []


def test_a_rule_never_takes_the_first_paragraph() -> None:
    assert skipped(f"Read more\n\n{PROSE}") == []


def test_a_signature_counts_only_near_the_end() -> None:
    assert skipped(f"Headline\n\n{PROSE}\n\nMira Talen –") == [("Mira Talen –", "byline", "signature")]
    assert skipped("Headline\n\nMira Talen –\n\n" + f"{PROSE}\n\n" * 5) == []


LINKS = ["Harbour strike enters its third week", "Assembly passes the budget", "Ferry prices to rise again"]


def test_headlines_behind_the_article_are_its_tail() -> None:
    text = "\n\n".join(["A headline", PROSE, PROSE, *LINKS])
    assert [(t, u) for t, _, u in skipped(text)] == [(t, "tail") for t in LINKS]
    assert {r for _, r, _ in skipped(text)} == {"related_links"}


def test_one_open_line_at_the_end_stays_unless_a_rule_matched_beside_it() -> None:
    assert skipped("\n\n".join(["A headline", PROSE, PROSE, LINKS[0]])) == []
    both = skipped("\n\n".join(["A headline", PROSE, PROSE, "Read more", LINKS[0]]))
    assert [u for _, _, u in both] == ["read more", "tail"]


@pytest.mark.parametrize(
    "end",
    [
        ["1. Release the prisoners", "2. Open the archive", "3. Hold elections"],
        ["(a) Release the prisoners", "(b) Open the archive"],
        ["- Release the prisoners", "- Open the archive"],
        ["Over the river the lanterns go,", "Nobody asks where the ferrymen row", "Under the bridge the water is slow"],
        ["He ended with a song:", "Over the river the lanterns go", "Nobody asks where the ferrymen row"],
        ["Over the river the lanterns go", "Nobody asks where the ferrymen row."],
        ["Police stand at the harbour gate. Oren Vey / KPA", "Workers wait in the rain. Provided to KPA"],
    ],
)
def test_lists_poems_and_captions_at_the_end_stay(end: list[str]) -> None:
    assert skipped("\n".join(["A headline", "", PROSE, "", PROSE, "", *end])) == []


def test_a_text_of_open_lines_only_is_no_tail() -> None:
    assert skipped("\n\n".join(LINKS * 3)) == []


def test_a_large_part_of_an_article_is_no_tail() -> None:
    assert skipped("\n\n".join(["A headline", "It was short.", *LINKS])) == []


def test_program_text_is_skipped_and_the_words_around_it_stay() -> None:
    code = 'function turn(page){ document.all("x").innerHTML = page; }'
    text = f"{PROSE} {code} {PROSE}"
    assert skipped(text) == [(code, "script", "program text")]
    live = [w.form for w in words_of(encoded(text))[0] if not w.skipped]
    assert live == [w.form for w in words_of(encoded(f"{PROSE} {PROSE}"))[0]]
    assert skipped("<script>alert(1)</script> " + PROSE)[0][0] == "<script>alert(1)</script>"
    assert skipped("The function of the press (it says) is to ask {so}. " + PROSE) == []


def test_without_cleaning_nothing_is_skipped() -> None:
    text = "\n\n".join(["A headline", PROSE, "Read more", *LINKS])
    tokens = encoded(text, clean=False)
    assert len(tokens.audit) == 0
    assert not any(w.skipped for w in words_of(tokens)[0])


def test_skipped_words_are_in_no_count() -> None:
    text = f"A headline of today\n\n{PROSE}\n\nShare this article"
    tokens = encoded(text)
    assert tokens.documents["n_tokens"].tolist() == [len(words_of(tokens)[0]) - 3]
    assert tokens.documents["n_sentences"].tolist() == [2]


def test_words_that_admit_a_paragraph_to_the_rules_are_compared_in_small_letters() -> None:
    assert {w.lower() for w in ANY_WORDS} == ANY_WORDS


@pytest.mark.parametrize("corpus", ["chinadaily_nyt_2013_2014aug/articles.jsonl.gz", "polnear_train/train.jsonl.gz"])
def test_cleaning_takes_hardly_anything_from_real_articles(corpus: str) -> None:
    tokens = encode(read_corpus(shared("corpora", *corpus.split("/"))))
    words = sum(len(p.form) for p in tokens.partitions)
    gone = sum(int((p.flags & 4 != 0).sum()) for p in tokens.partitions)
    assert 0 < gone < 0.015 * words
    row = {d: i for i, d in enumerate(tokens.documents["doc_id"])}
    sample = random.Random(1).sample(list(tokens.audit.itertuples(index=False)), min(100, len(tokens.audit)))
    for passage in sample:
        text = tokens.text(row[passage.doc_id])[passage.start : passage.end]
        assert text == text.strip() != ""
