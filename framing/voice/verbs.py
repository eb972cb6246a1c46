"""English verbs and nouns of saying. What each list means: `framing.voice.rules.Rules`."""

from __future__ import annotations

Cue = tuple[str, ...]
Cues = frozenset[Cue]


def cues(text: str) -> Cues:
    """Cues from text: each one word, or words joined by underscores."""
    return frozenset(tuple(cue.split("_")) for cue in text.split())


def verbs(text: str) -> Cues:
    """All forms of English verbs: the base, and the past behind a colon where it is irregular.

    >>> sorted(" ".join(cue) for cue in verbs("deny say:said"))
    ['denied', 'denies', 'deny', 'denying', 'said', 'say', 'saying', 'says']
    """
    forms: list[str] = []
    for entry in text.split():
        base, _, past = entry.partition(":")
        stem = base[:-1] if base.endswith("e") else base
        y = base.endswith("y") and base[-2] not in "aeou"
        third = base[:-1] + "ies" if y else base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
        regular = base[:-1] + "ied" if y else stem + "ed"
        double = past.removesuffix("ed") if past.endswith(base[-1] * 2 + "ed") else stem
        ing = base + "ing" if base.endswith("ee") else double + "ing"
        forms += [base, third, past or regular, ing]
    return frozenset((form,) for form in forms)


SAYING = (
    verbs(
        "say:said tell:told think:thought write:wrote hold:held deny reply swear:swore foresee:foresaw state "
        "add announce claim argue affirm assert declare insist maintain note observe report respond reveal "
        "stress suggest warn believe explain conclude emphasise emphasize comment confirm ask complain "
        "acknowledge admit concede predict recall remark reiterate contend caution testify tweet suspect "
        "remind disagree answer laugh guess assure reckon allege aver boast brag certify clarify confess "
        "confide conjecture disclose elaborate exclaim forecast:forecast hint imply infer insinuate intimate "
        "joke mention muse opine posit postulate profess protest quip reaffirm reassure recount repeat "
        "restate retort shout specify speculate stipulate surmise theorise theorize underline underscore "
        "whisper wonder yell shrug sigh estimate assess presume expect sing:sang chant cry"
    )
    | cues(
        "made_clear makes_clear made_it_clear makes_it_clear came_the_answer came_the_reply are_assured "
        "is_assured continued pointed_out points_out pointing_out point_out put_it puts_it says_so "
        "let_it_be_known"
    )
) - cues("expect expected expecting expects suspect suspects questions reasons rules joke jokes lies hint hints")
"""Verbs of saying."""

REPORTING = (
    verbs(
        "accuse urge demand denounce condemn criticise criticize blame propose recommend advocate pledge vow "
        "promise advise express describe liken interpret inform request lament hail praise laud deplore decry "
        "label brand dub reject dismiss rate order instruct invite blast slam:slammed berate chastise rebuke "
        "ridicule mock scold assail lambast castigate disparage question contest dispute applaud welcome "
        "salute commend endorse term characterise characterize portray depict tout deride cite quote implore "
        "beg:begged exhort attribute compare equate voice list suspect require prescribe forbid:forbade count"
    )
    | cues(
        "expects called_for calls_for call_for calling_for called_on calls_on call_on calling_on called_upon "
        "calls_upon warned_of warned_against warned_about warns_of warns_against warns_about warning_of "
        "warning_against warning_about calls called speaks_of spoke_of speaking_of spoke_about talks_of "
        "talked_of appealed_for regards complained_of complained_about insisted_on insists_on objected_to "
        "objects_to protested_against argued_for argued_against argues_for argues_against threatened_to "
        "threatens_to apologised_for apologized_for points_to pleaded_for lobbied_for"
    )
) - cues(
    "labels brands terms term questions question orders order demands demand count list voices rate "
    "suspected suspecting promises requests credits brand label voice quotes"
)
"""Verbs of saying that report whatever follows."""

ONLY_THAT = cues(
    "found finds find finding shown showed shows show showing indicated indicates indicate indicating "
    "feared fears fear fearing hoped hopes hope hoping expected expects expect estimated estimates agreed "
    "agrees agree worried worries worry worrying concerned doubted doubts doubt assumed assumes learned "
    "learnt felt feel feels report claim claims statement statements allegation allegations accusation "
    "accusations charge charges belief beliefs concern concerns possibility view views argument arguments "
    "suggestion suggestions tale story hear hears heard notion idea assertion assertions conclusion "
    "assumption rumors rumours rumor rumour speculation warning warnings complaint complaints complained "
    "opinion granted conviction perception theory hypothesis evidence demand promise promised vowed "
    "pledged recommended proposed demanded requested urged advised accused guarantee guaranteed"
)
"""Verbs and nouns that report what follows "that"."""

BASE = frozenset(
    "say tell think write hold deny reply swear state claim argue affirm assert declare insist maintain "
    "note report respond reveal stress suggest warn believe explain conclude emphasise emphasize comment "
    "confirm ask complain acknowledge admit concede predict recall remark contend caution testify suspect "
    "remind disagree answer guess assure reckon allege boast confess counter cry echo hint imply joke lie "
    "mention object protest reason repeat rule signal speculate underline underscore wonder estimate "
    "assess presume accuse urge demand denounce condemn criticise criticize blame propose recommend "
    "advocate pledge vow promise advise express describe interpret inform request lament hail praise "
    "regard reject dismiss invite blast mock contest dispute applaud welcome salute endorse portray "
    "depict cite credit attribute compare require forbid find show indicate fear agree worry doubt feel "
    "forecast relate order reflect shout venture volunteer".split()
)
"""Forms that are a verb only behind a subject in the plural."""
