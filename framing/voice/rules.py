"""The words that voice and stance go by, one table a language. A further language is a table, not code.

A cue is one word or several in a row. Where cues overlap the one that begins first counts, of those the longest; so a
cue that is named under `none` ("not only") keeps the shorter one in it ("not") from counting.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.corpus.sentences import STARTERS

Cue = tuple[str, ...]
Cues = frozenset[Cue]


def _cues(text: str) -> Cues:
    """Cues from text: each one word, or words joined by underscores."""
    return frozenset(tuple(cue.split("_")) for cue in text.split())


def _verbs(text: str) -> Cues:
    """All forms of English verbs: the base, and the past behind a colon where it is irregular.

    >>> sorted(" ".join(cue) for cue in _verbs("deny say:said"))
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


@dataclass(frozen=True)
class Rules:
    """The word lists of a language. Words are in small letters, NFC; what is empty is not looked for.

    saying: verbs of saying. They report what follows where the next word is one of `opens`.
    opens: words that begin what is reported; of these `links` (that, rằng) belong to the saying themselves, and `far`
        may stand up to `reach` words behind it.
    reporting: verbs of saying that report whatever follows unless it is one of `aside`; with `far_over_commas` also
        after a comma.
    base: forms of these that are a verb only behind a subject in the plural, and `participle` the ending of forms that
        are one only where a clause begins or behind one of `passive` (was); `relative` words before a verb mean that
        nobody speaks ("which stresses"), behind `who` it reports only to the next comma.
    takes_objects: verbs that report only a clause ("wrote a letter"). addresses: verbs behind which a name or one of
        `addressees` is whom they speak to.
    contrast: words that, behind punctuation, end what is reported, unless one of `verbal` follows, `adverbs` aside
        ("but is"). including: words that carry hearsay over punctuation.
    evidence: verbs that report only with one of `speakers` or `lists` before them ("data show that").
    directives: verbs that report in the passive too ("was urged to").
    only_that: verbs and nouns that report what follows one of `far` ("the possibility that").
    opens_capital: whether a capital behind a verb of saying begins what is reported ("said Mr. Talen was").
    trailing: whether the attribution may stand behind or amid what is reported ("..., she said"): then `inverts` are
        verbs that may stand before the speaker ("..., said Talen"), unless one of `subjects` follows; a clause that
        begins with one of `appositive` only says who the speaker is; and one with one of `as_one_says` is an aside.
    hearsay: they report what follows and name no speaker.
    according: they make their sentence a report of whoever is named behind them ("according to"), unless the next
        word is one of `not_according`; with `according_begins` only where a clause begins.
    speakers: where not empty, "according to" needs a name or one of these behind it unless punctuation parts it from
        what stands before, and none of `no_speakers` ("according to the law").
    continues: sentences that begin so go on with what the one before reports; `lists`: words for documents whose
        points are theirs.
    phrases_speak: whether whatever stands before a verb of saying may be its speaker ("some activists").
    max_source: the most words of such a name. reach_name: the most words between a name and the verb behind it.
    no_name: words in capitals that are no name where a name begins. dated: words behind which a capital is a date.
    pronouns: words that right before a verb of saying are who speaks, also in small letters.
    name_goes_on: whether small words behind a name belong to it (Bộ Ngoại giao), unless they are among `no_part`.
    doubt: right before a cue they call the report false; doubting: cues that do so themselves.
    none: cues that mean none of this.
    dialogue: whether a paragraph that begins with a dash is speech, after one that ends in a colon.
    examples: cues to name where the rules are explained.
    """

    saying: Cues = frozenset()
    opens: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()
    far: frozenset[str] = frozenset()
    reach: int = 0
    reporting: Cues = frozenset()
    only_that: Cues = frozenset()
    base: frozenset[str] = frozenset()
    plural: frozenset[str] = frozenset()
    participle: tuple[str, ...] = ()
    passive: frozenset[str] = frozenset()
    relative: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset()
    takes_objects: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    addressees: frozenset[str] = frozenset()
    contrast: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    verbal: frozenset[str] = frozenset()
    including: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    directives: frozenset[str] = frozenset()
    far_over_commas: bool = False
    opens_capital: bool = False
    trailing: bool = False
    inverts: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    appositive: frozenset[str] = frozenset()
    as_one_says: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    no_speakers: frozenset[str] = frozenset()
    continues: Cues = frozenset()
    lists: frozenset[str] = frozenset()
    phrases_speak: bool = False
    aside: frozenset[str] = frozenset()
    hearsay: Cues = frozenset()
    according: Cues = frozenset()
    not_according: frozenset[str] = frozenset()
    according_begins: bool = False
    max_source: int = 8
    reach_name: int = 3
    no_name: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    name_goes_on: bool = False
    no_part: frozenset[str] = frozenset()
    doubt: frozenset[str] = frozenset()
    doubting: Cues = frozenset()
    none: Cues = frozenset()
    dialogue: bool = False
    examples: tuple[str, ...] = ()


_ENGLISH = Rules(
    saying=(
        _verbs(
            "say:said tell:told think:thought write:wrote hold:held deny reply swear:swore foresee:foresaw state add"
            " announce"
            " claim argue affirm assert declare insist maintain note observe report respond reveal stress suggest warn"
            " believe explain conclude emphasise emphasize comment confirm ask complain acknowledge admit concede"
            " predict"
            " recall remark reiterate contend caution testify tweet suspect remind disagree answer laugh guess assure"
            " reckon"
            " allege aver boast brag certify clarify confess confide conjecture disclose elaborate exclaim"
            " forecast:forecast hint imply infer insinuate intimate joke mention muse opine posit postulate"
            " profess protest quip reaffirm reassure recount repeat restate retort shout"
            " specify speculate stipulate surmise theorise theorize underline underscore whisper wonder"
            " yell shrug sigh estimate assess presume expect"
        )
        | _cues(
            "continued expects pointed_out points_out pointing_out point_out put_it puts_it says_so let_it_be_known"
        )
    )
    - _cues("expect expected expecting questions answers reasons rules joke jokes lies hint hints"),
    reporting=(
        _verbs(
            "accuse urge demand denounce condemn criticise criticize blame propose recommend advocate pledge vow"
            " promise"
            " advise express describe liken interpret inform request lament hail praise laud deplore decry label brand"
            " dub reject dismiss rate order instruct invite blast slam:slammed berate chastise rebuke ridicule mock"
            " scold"
            " assail lambast castigate disparage question contest dispute applaud welcome salute commend endorse term"
            " characterise characterize portray depict tout deride cite quote implore beg:begged exhort"
            " attribute compare equate voice list require prescribe forbid:forbade count"
        )
        | _cues(
            "called_for calls_for call_for calling_for called_on calls_on call_on calling_on called_upon calls_upon"
            " warned_of"
            " warned_against warned_about warns_of warns_against warns_about warning_of warning_against warning_about"
            " calls"
            " called speaks_of spoke_of speaking_of spoke_about talks_of talked_of appealed_for regards complained_of"
            " complained_about"
            " insisted_on insists_on objected_to objects_to protested_against argued_for argued_against argues_for"
            " argues_against threatened_to threatens_to apologised_for apologized_for points_to pleaded_for lobbied_for"
        )
    )
    - _cues(
        "labels brands terms term questions question orders order demands demand counts count lists list voices rate"
        " promises requests"
        " credits brand label voice quotes"
    ),
    only_that=_cues(
        "found finds find finding shown showed shows show showing indicated indicates indicate indicating feared fears"
        " fear fearing hoped hopes hope hoping expected expects expect estimated estimates agreed agrees agree worried"
        " worries worry worrying concerned doubted doubts doubt assumed assumes learned learnt felt feel feels report"
        " claim claims statement statements allegation allegations accusation accusations charge charges belief beliefs"
        " concern concerns possibility view views argument arguments suggestion suggestions notion idea assertion"
        " assertions conclusion assumption rumors rumours rumor rumour speculation warning warnings complaint"
        " complaints"
        " complained opinion granted conviction perception theory hypothesis evidence demand promise promised vowed"
        " pledged recommended proposed demanded requested urged advised accused guarantee guaranteed"
    ),
    base=frozenset(
        "say tell think write hold deny reply swear state claim argue affirm assert declare insist maintain note report"
        " respond reveal stress suggest warn believe explain conclude emphasise emphasize comment confirm ask complain"
        " acknowledge admit concede predict recall remark contend caution testify suspect remind disagree answer guess"
        " assure reckon allege boast confess counter cry echo hint imply joke lie mention object protest reason repeat"
        " rule signal speculate underline underscore wonder estimate assess presume accuse urge demand denounce condemn"
        " criticise criticize blame propose recommend advocate pledge vow promise advise express describe interpret"
        " inform"
        " request lament hail praise regard reject dismiss invite blast mock contest dispute applaud welcome salute"
        " endorse portray depict cite credit attribute compare require forbid find show indicate fear agree worry doubt"
        " feel forecast relate order reflect shout venture volunteer".split()
    ),
    plural=frozenset("i we you they people police media some many others most few who both all".split()),
    participle=("ing",),
    passive=frozenset("is are was were am be been being by".split()),
    relative=frozenset("which that so".split()),
    who=frozenset({"who"}),
    takes_objects=frozenset(
        "wrote writes write writing asking added adds adding continued replied announced announces announcing recall"
        " recalls hold holds held answered answers laughed suspect suspected revealed reveals".split()
    ),
    addresses=frozenset("told telling reminded reminds assured informed".split()),
    addressees=frozenset("reporters journalists him her them us me parliament lawmakers colleagues readers".split()),
    contrast=frozenset("but while although though whereas".split()),
    adverbs=frozenset("also still then even later".split()),
    verbal=frozenset(
        "is are was were be has have had not only rather that to in will would can could should must did does do may"
        " might never at by for with on".split()
    ),
    including=frozenset({"including"}),
    directives=frozenset("urged told asked ordered warned advised instructed".split()),
    evidence=frozenset(
        "underscored underscores underscore underlined underlines underline lists listed requires required prescribes"
        " prescribed counts counted shown showed shows show showing indicated indicates indicate indicating"
        " evidence".split()
    ),
    aside=frozenset("in on at during after before by when while and or who whom which since last this".split()),
    opens=frozenset(
        "that the a an it they he she we there this these those his her its their our my your no all any some many most"
        " i you both each every another other such what whether how why if not nothing nobody everyone people one"
        " two three more".split()
    ),
    opens_capital=True,
    far=frozenset({"that"}),
    reach=9,
    trailing=True,
    inverts=frozenset(
        "said says added adds wrote writes explained explains noted notes argued argues warned warns"
        " reported reports according told asked stressed commented replied declared recalled remarked".split()
    ),
    subjects=frozenset("it they he she we there this these those i you".split()),
    appositive=frozenset(
        "a an the who whose which head director chairman chairwoman chair president spokesman spokeswoman spokesperson"
        " professor founder leader author editor lawyer secretary minister chief deputy former and co then now also"
        " executive senior one".split()
    ),
    as_one_says=frozenset({"as"}),
    speakers=frozenset(
        "analyst analysts expert experts friend friends official officials source sources report reports data"
        " statistics"
        " figures survey surveys poll polls study studies media agency agencies police authority authorities witness"
        " witnesses lawyer lawyers observer observers researcher researchers record records document documents"
        " directive"
        " statement statements ministry government activist activists group groups organization organizations"
        " organisation organisations resident residents people scholar scholars estimate estimates newspaper newspapers"
        " website spokesman spokeswoman account accounts indictment verdict article articles him her them us critics"
        " supporters family relatives court prosecutors economist economists diplomat diplomats historian historians"
        " letter transcript census research calculations".split()
    ),
    no_speakers=frozenset(
        "law laws procedure procedures rule rules regulation regulations schedule principle principles plan plans need"
        " needs provisions requirements standards custom tradition taste wishes".split()
    ),
    continues=_cues(
        "in_addition moreover furthermore additionally besides likewise similarly that_is specifically in_particular"
        " for_example for_instance also finally first second third firstly secondly thirdly next"
    ),
    lists=frozenset(
        "directive directives resolution report statement letter document documents decree guideline guidelines content"
        " contents point points recommendation recommendations demand demands petition measures tasks appeal".split()
    ),
    phrases_speak=True,
    links=frozenset({"that"}),
    hearsay=_cues(
        "allegedly reportedly purportedly accused_of charged_with suspected_of blamed_for indicted_for wanted_for"
        " said_to_be"
        " said_to_have widely_seen_as widely_viewed_as widely_regarded_as seen_by viewed_as denounced_as described_as"
        " portrayed_as branded_as labelled_as labeled_as criticised_for criticized_for praised_for hailed_as reports_of"
        " allegations_of accusations_of claims_of rumors_of rumours_of suspicions_of fears_of talk_of warnings_of"
        " complaints_of complaints_about demands_for on_charges_of on_a_charge_of on_suspicion_of it_is_feared"
        " it_was_feared"
    )
    | frozenset(
        (be, verb, to)
        for be in ("is", "are", "was", "were", "be", "been")
        for verb, to in (
            *((v, "to") for v in "said alleged believed thought reported rumored rumoured understood claimed".split()),
            *((v, "as") for v in "seen viewed regarded".split()),
        )
    ),
    according=_cues("according_to in_the_view_of in_the_eyes_of in_the_opinion_of in_the_words_of"),
    not_according=frozenset({"which"}),
    no_name=(STARTERS - frozenset("he she they i we you".split()))
    | frozenset(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
        " september october november december".split()
    ),
    doubt=frozenset(
        "falsely wrongly baselessly fabricated allegedly baseless groundless unfounded false bogus slanderous".split()
    ),
    none=_cues("needless_to_say that_is_to_say so_to_say the_accused"),
    examples=("according to", "said that"),
)

_VIETNAMESE = Rules(
    saying=_cues(
        "nói nói_thêm phát_biểu tuyên_bố khẳng_định nhấn_mạnh nêu_rõ chỉ_ra giải_thích trả_lời đáp viết kể kể_lại"
        " thuật_lại thông_báo cảnh_báo thừa_nhận phủ_nhận bác_bỏ xác_nhận kết_luận bình_luận lập_luận lưu_ý nhắc_lại"
        " nhắc_nhở bổ_sung cáo_buộc tố_cáo chỉ_trích lên_án kêu_gọi yêu_cầu đề_nghị phàn_nàn tiết_lộ dự_đoán dự_báo"
        " bày_tỏ chia_sẻ lên_tiếng hỏi quả_quyết cam_kết tin_rằng vu_cáo vu_khống xuyên_tạc bịa_đặt rêu_rao tung_tin"
    ),
    opens=frozenset({"rằng", "là"}),
    links=frozenset({"rằng", "là"}),
    far=frozenset({"rằng"}),
    reach=12,
    far_over_commas=True,
    reporting=_cues("cho_biết cho_hay cho_rằng nhận_định nhận_xét"),
    aside=frozenset("trong tại hôm ngày khi lúc qua với sau trước vào trên ở thêm như".split()),
    hearsay=_cues("được_cho_là bị_cho_là được_cho_rằng nghe_nói nghe_đồn có_tin"),
    according=_cues("theo theo_lời theo_như"),
    not_according=frozenset(
        "pháp luật quy qui hiến nghị thông điều đó đúng dõi đuổi chân sau hướng nguyên yêu lệnh kế chủ truyền kiểu"
        " cách nhu mẫu từng tỷ tỉ dạng kịp phong thói lẽ bước học nghĩa tiến trình tinh lịch".split()
    ),
    according_begins=True,
    max_source=16,
    reach_name=6,
    no_name=frozenset(
        "theo trong tại khi sau trước đến nhưng và vì do nếu tuy ngoài hôm ngày từ với về trên để còn đây đó chủ nhật"
        " hiện ở cũng những các một không".split()
    ),
    dated=frozenset({"thứ", "tháng"}),
    pronouns=frozenset("ông bà anh chị cô chú bác cha họ".split()),
    name_goes_on=True,
    no_part=frozenset(
        "hôm ngày cũng đã đang sẽ từng vừa mới khi lúc sau trước tối sáng chiều trưa tại thì còn lại luôn không chưa"
        " vẫn thường và nói là mà rồi ở trong với đều thêm chỉ hay có trên".split()
    ),
    doubting=_cues("vu_cáo vu_khống xuyên_tạc bịa_đặt rêu_rao tung_tin"),
    none=_cues(
        "tiếng_nói lời_nói giọng_nói nói_chung nói_riêng nói_dối nói_xấu không_chỉ không_những không_gian không_khí"
        " không_quân không_ngừng hàng_không chưa_kể kể_từ kể_cả câu_hỏi được_chia_sẻ"
    ),
    dialogue=True,
    examples=("theo", "cho biết", "nói rằng"),
)

_RULES = {"en": _ENGLISH, "vi": _VIETNAMESE}
_MARKS_ALONE = Rules()


def rules_for(language: str) -> Rules:
    """The rules of a language; without any word list, so that quotation marks alone decide, where there is no table.

    >>> rules_for("vi").examples
    ('theo', 'cho biết', 'nói rằng')
    """
    return _RULES.get(language, _MARKS_ALONE)
