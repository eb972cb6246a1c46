"""The words that negation, denial and scare quotes go by, one table a language, beside `framing.voice.rules`.

A cue is one word or several in a row; where cues overlap the one that begins first counts, of those the longest, so
a cue under `none` ("not only") keeps the shorter one in it ("not") from counting.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.voice.verbs import Cues
from framing.voice.verbs import cues as _cues

Words = frozenset[str]


@dataclass(frozen=True)
class DenialRules:
    """The word lists of a language. Words are in small letters, NFC; what is empty is not looked for.

    verbal, determiners, without, pronouns: cues of negation that deny the predicate behind them ("not"), the noun
        behind them ("no", which may be a subject; "without", which is none), or what is said of nobody.
    denying: verbs by which somebody else denies the predicate behind them.
    whole: cues that deny all that follows ("falsely").
    false: words that deny what stands before them in the clause, behind a form of `be` ("is untrue").
    adding: cues with a scope in which nothing is denied ("not only"). none: cues that mean nothing of this.
    denials: cues that within `window` words before a marker keep it at a distance ("so-called"), but not over one of
        `topics` ("fabricated news about the army").
    walls: words that end the scope of a cue; `joins` do where a subject of its own follows, one of `subjects` ("and").
    light: words that may stand before what is denied (auxiliaries, adverbs). be: forms of to be and the like.
    finite: words that tell a subject ("no docker was touched") from an object.
    definite: words before what is there whatever is denied of it ("did not fear its people"). articles: "a", "any".
    prepositions: the first one behind a bare verb leads to what is denied, a later one away from it; `away` all lead
        away ("against"), and so do `reasons` ("for") unless the word before is one of `seeks` ("called for").
    to: the mark of an infinitive, behind which the verb alone is denied ("not to ..."). ends: words that end it.
    keeps: verbs that deny nothing of their object ("does not punish criticism").
    evidence: nouns whose "of" goes on to what is denied ("no evidence of tampering").
    exists: words that make of a negation that there is no such thing, so that the subject is denied ("must not arise").
    most: how many words with a meaning of their own are denied at most.
    scare_words: up to so many words in quotation marks without a verb of saying are scare quotes.
    distance: right before a few words in quotation marks they make them scare quotes wherever they stand.
    what, calls: so does one of `calls` behind one of `what` ("what the mayor calls").
    naming: verbs that in the passive, with nobody named behind one of `agent`, keep a few words in marks at
        a distance ("was called a 'plot'").
    glosses: right before words in quotation marks they introduce a term or a name ("known as"), and right after them
        behind one of `also`.
    banners: values and names that sides claim for themselves; alone in marks within a report they are kept at a
        distance, other words there are quoted.
    bodies: what names of bodies end in: a title in marks behind one of `the` that ends so is kept at a distance.
    accounts: nouns that in marks make what they tell denied ("'reports' of torture"), behind one of `tells`.
    headings: right before words in quotation marks they make them quoted from a text.
    mentions: where a quotation is what the sentence says is one of these, it is quoted ("... is the only word").
    rejects: in the sentence behind what is reported, and with `refers` before them, they reject it ("The charge is
        false").
    """

    verbal: Cues = frozenset()
    determiners: Cues = frozenset()
    without: Cues = frozenset()
    pronouns: Cues = frozenset()
    whole: Cues = frozenset()
    false: Cues = frozenset()
    denying: Cues = frozenset()
    adding: Cues = frozenset()
    none: Cues = frozenset()
    denials: Cues = frozenset()
    window: int = 4
    topics: Words = frozenset()
    walls: Words = frozenset()
    joins: Words = frozenset()
    subjects: Words = frozenset()
    light: Words = frozenset()
    be: Words = frozenset()
    finite: Words = frozenset()
    definite: Words = frozenset()
    articles: Words = frozenset()
    prepositions: Words = frozenset()
    away: Words = frozenset()
    reasons: Words = frozenset()
    seeks: Words = frozenset()
    to: Words = frozenset()
    ends: Words = frozenset()
    keeps: Words = frozenset()
    evidence: Words = frozenset()
    exists: Words = frozenset()
    most: int = 4
    scare_words: int = 3
    what: Words = frozenset()
    calls: Words = frozenset()
    distance: Cues = frozenset()
    naming: Words = frozenset()
    agent: Words = frozenset()
    glosses: Cues = frozenset()
    also: Words = frozenset()
    banners: Words = frozenset()
    bodies: Words = frozenset()
    the: Words = frozenset()
    accounts: Words = frozenset()
    tells: Words = frozenset()
    headings: Words = frozenset()
    mentions: Words = frozenset()
    rejects: Words = frozenset()
    refers: Words = frozenset()


def _words(text: str) -> Words:
    return frozenset(text.split())


_BE = _words("is are was were be been being am isn't aren't wasn't weren't")
_PREPOSITIONS = _words(
    "of in on at by with from as under about over into through between among during before after upon towards toward"
    " within to for against without despite behind beyond across around near since until till per via than like"
)
_FINITE = _BE | _words("will would shall should can could may might must has have had need needs did does do")

_ENGLISH = DenialRules(
    verbal=_cues(
        "not n't never neither nor cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't"
        " shouldn't couldn't hasn't haven't hadn't mustn't needn't ain't dont didnt doesnt isnt wasnt arent havent"
        " couldnt wouldnt no_longer hardly scarcely far_from fail_to fails_to failed_to refuse_to refuses_to"
        " refused_to"
    ),
    determiners=_cues("no not_one not_a_single not_any not_even not_all not_every not_many"),
    without=_cues("without lack_of lacks lacked absence_of devoid_of"),
    pronouns=_cues("nobody no_one none nothing nowhere"),
    whole=_cues(
        "falsely the_tale_that the_tales_that the_myth_that the_lie_that the_fiction_that the_illusion_that"
        " not_true_that untrue_that false_that a_lie_that a_myth_that no_truth_in contrary_to_claims"
        " contrary_to_allegations contrary_to_reports"
    ),
    false=_cues(
        "untrue no_basis no_foundation no_truth false baseless groundless unfounded fictitious a_lie lies"
        " a_fabrication an_invention a_myth nonsense refuted disproved"
    ),
    denying=_cues("deny denies denied denying"),
    adding=_cues("not_only not_just not_merely not_simply not_least no_less no_more"),
    none=_cues(
        "not_long_ago not_far_from no_doubt without_doubt without_a_doubt no_wonder no_matter nothing_but"
        " whether_or_not if_not not_to_mention no_sooner nothing_less nothing_short is_denied are_denied was_denied"
        " were_denied been_denied being_denied baseless_and groundless_and"
    ),
    denials=_cues(
        "so_called self_styled self_proclaimed self_appointed falsely disguised fabricated baseless groundless"
        " unfounded fictitious slanderous trumped_up bogus sham fake phoney concocted pretext pretexts guise guises"
        " masquerading_as posing_as supposed supposedly pretended pretend pretending myth_of tale_of tales_of"
        " illusion_of lie_of lies_about under_the_banner_of under_the_cloak_of under_cover_of what_is_called"
        " what_is_now_called what_it_calls what_he_calls what_she_calls what_they_call what_some_call"
    ),
    topics=_words("about concerning regarding"),
    walls=_words("but because although though whereas unless while which due"),
    joins=_words("and or so"),
    subjects=_FINITE | _words("i you he she it we they there this these those who which the"),
    light=_BE
    | _words(
        "have has had having do does did done will would shall should can could may might must need ever even yet"
        " really"
        " very so just only all still always also anything anyone anybody any either been quite truly actually "
        " there that yet more much too it he she they we i you him them us me simply"
    ),
    be=_BE
    | _words(
        "has have had pure sheer mere utter outright plain remain remains remained become becomes became seem seems"
        " seemed entirely wholly completely simply"
    ),
    finite=_FINITE,
    definite=_words("the 's this these those its their his her our my your whose"),
    articles=_words("a an any another one such single"),
    prepositions=_PREPOSITIONS,
    away=_words("against despite since until during"),
    reasons=_words("for"),
    seeks=_words("call called calls calling ask asked asks asking look looked looking fight fighting push pushing"),
    to=_words("to"),
    ends=_words("who which when while if where because whether why how what that and"),
    keeps=_words(
        "fear feared fears fearing punish punished punishes mention mentioned know known knew say said tell told"
        " mistake mistaken forget forgotten mind ask asked respond comment care cares cared matter matters"
    ),
    evidence=_words(
        "evidence proof sign signs trace traces hint indication basis case cases question talk such thing truth grounds"
    ),
    exists=_words(
        "exist exists existed arise arises arisen happen happened occur occurred allowed permitted tolerated true"
        " present used opened formed found brought presented offered filed available shown produced heard issued"
        " pending"
    ),
    what=_words("what"),
    calls=_words("call calls called term terms termed label labels labelled"),
    distance=_cues(
        "so_called what_it_calls what_he_calls what_she_calls what_they_call what_it_called what_he_called"
        " what_they_called what_she_called self_styled self_proclaimed self_appointed disguised disguised_as"
        " supposed purported in_the_name_of under_the_banner_of under_the_guise_of under_the_name_of"
        " under_the_pretext_of words_such_as words_like terms_such_as guise_of banner_of masquerading_as passes_for"
        " passed_off_as counted_as posing_as sold_as to_be_known_as"
        " call_themselves calls_itself calling_themselves calling_itself styles_itself claiming_to_be pretending_to_be"
        " passing_for hide_behind hides_behind hiding_behind behind_the_mask_of cloak_of mask_of veil_of pretext_of"
    ),
    naming=_words("called dubbed labelled labeled branded termed styled renamed hailed"),
    agent=_words("by"),
    also=_words("also"),
    glosses=_cues("known_as abbreviated_as nicknamed codenamed code_named"),
    banners=_words(
        "democracy democratic freedom freedoms liberty rights civil activist activists defender defenders"
        " dissident dissidents independent independence reform reforms reformers stability order harmony solidarity"
        " justice peace peaceful truth observers monitors experts expert analysts scholars intellectuals"
        " journalists journalism media sovereignty unity patriots patriotic progress openness transparency"
        " liberation volunteers election elections vote charity aid assistance humanitarian safety protection"
        " dialogue values movement bloggers citizens"
    ),
    bodies=_words(
        "union party front government republic council movement committee league association centre center court"
        " army coalition foundation institute network alliance congress parliament"
    ),
    the=_words("the this that"),
    accounts=_words(
        "report reports evidence news proof proofs testimony testimonies confession confessions revelation"
        " revelations fact facts findings documents statistics story stories"
    ),
    tells=_words("in that of about on which"),
    headings=_words(
        "reads reading heading headline title caption column rubric entry stamp stamped marked headed titled entitled"
    ),
    mentions=_words("word words mark title heading name rating grade headline entry answer"),
    rejects=_words(
        "false untrue falsely lie lies refuted groundless baseless unfounded nonsense fabricated fabrication"
        " invention slander slanderous absurd ridiculous distortion distorts myth"
    ),
    refers=_words(
        "this that these those it such charge charges claim claims accusation accusations allegation allegations"
        " story assertion same tale"
    ),
)

_VIETNAMESE = DenialRules(
    verbal=_cues(
        "không chưa chẳng chả không_phải không_hề chưa_hề chưa_từng chưa_bao_giờ không_bao_giờ không_thể không_còn"
        " không_được đâu_có"
    ),
    denying=_cues("phủ_nhận bác_bỏ"),
    determiners=_cues("không_có không_một không_hề_có chưa_có chẳng_có chưa_hề_có không_còn_có"),
    without=_cues("thiếu"),
    pronouns=_cues("không_ai chẳng_ai không_gì chẳng_gì không_người_nào"),
    adding=_cues("không_chỉ không_những không_kém"),
    false=_cues("bịa_đặt xuyên_tạc vô_căn_cứ sai_sự_thật không_có_cơ_sở"),
    none=_cues(
        "không_gian không_khí không_quân không_ngừng hàng_không chưa_kể không_ít không_sao không_thể_không"
        " không_phải_không không_lưu không_tặc không_lâu không_phận"
    ),
    denials=_cues(
        "cái_gọi_là mệnh_danh_là tự_xưng tự_xưng_là giả_danh dưới_chiêu_bài dưới_vỏ_bọc núp_bóng đội_lốt mượn_cớ"
        " lấy_cớ viện_cớ"
    ),
    window=5,
    walls=_words("nhưng song vì bởi mà nên tuy mặc khi nếu để"),
    light=_words(
        "có là bị được đã đang sẽ hề từng bao giờ thể phải còn cũng vẫn bất kỳ cứ một rằng việc sự những các chuyện"
    ),
    be=_words("là hoàn toàn đều đã những điều"),
    prepositions=_words("của tại ở trong với cho về từ theo như đến trên dưới giữa qua đối do"),
    away=_words("chống đối"),
    ends=_words("và rằng"),
    evidence=_words("bằng chứng cứ dấu hiệu"),
    exists=_words("tồn tại xảy"),
    most=8,
    scare_words=6,
    distance=_cues(
        "cái_gọi_là gọi_là mệnh_danh_là tự_xưng_là giả_danh chiêu_bài vỏ_bọc núp_bóng đội_lốt mượn_cớ nhân_danh"
        " lấy_danh"
    ),
)

_RULES = {"en": _ENGLISH, "vi": _VIETNAMESE}
_NONE = DenialRules()


def denial_rules_for(language: str) -> DenialRules:
    """The rules of a language; without any word list where there is no table.

    >>> denial_rules_for("en").window
    4
    """
    return _RULES.get(language, _NONE)
