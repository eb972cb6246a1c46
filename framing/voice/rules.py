"""The words that voice and stance go by, one table a language. A further language is a table, not code.

A cue is one word or several in a row. Where cues overlap the one that begins first counts, of those the longest; so a
cue that is named under `none` ("not only") keeps the shorter one in it ("not") from counting.
"""

from __future__ import annotations

from dataclasses import dataclass

from framing.corpus.sentences import STARTERS
from framing.errors import InputError
from framing.voice.verbs import BASE, ONLY_THAT, REPORTING, SAYING, Cues
from framing.voice.verbs import cues as _cues
from framing.voice.wide import widened


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
    max_tail: the most words between such a verb and the end of the attribution ("said in an interview").
    plain: verbs that report any clause right behind them ("said officials had left"), but for one of `aside`, of `days`
        or an adverb. asks: verbs that report an infinitive some words on ("asked partners not to").
    certain: of `base` those that are no nouns, so verbs unless one of `modal` stands before them.
    nouns: forms that are nouns as well ("states"), verbs behind one of `pronouns` or before "that" only.
    joins: behind them a clause attributes nothing that stands before. finite: verbs that a clause has and a name not.
    seeming: both sides of them are somebody's, named or not ("was alleged"). attitudes: what follows is ascribed to
        somebody; of other cues that report nothing it is as well, unless among `mixed` (the wide definition alone).
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
    max_tail: int = 7
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
    days: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    certain: frozenset[str] = frozenset()
    modal: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    finite: frozenset[str] = frozenset()
    attitudes: Cues = frozenset()
    seeming: Cues = frozenset()
    mixed: frozenset[str] = frozenset()
    examples: tuple[str, ...] = ()


_ENGLISH = Rules(
    saying=SAYING,
    reporting=REPORTING,
    only_that=ONLY_THAT,
    base=BASE,
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
    contrast=frozenset("but while whereas".split()),
    adverbs=frozenset(
        "also still then even later never again often repeatedly already now once recently previously publicly"
        " privately reportedly long always just only further".split()
    ),
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
    aside=frozenset(
        "in on at during after before by when while and or who whom which since last this of to from with about for"
        " against so little too as goodbye yes earlier early late next over through via right again but under".split()
    ),
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
        " reported reports say sing chant cry answer answers according asked stressed commented replied declared"
        " recalled remarked".split()
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
    days=frozenset(
        "monday tuesday wednesday thursday friday saturday sunday january february march april june july august"
        " september october november december".split()
    ),
    joins=frozenset("and or nor so because since then when after before".split()),
    plain=frozenset(
        "said say says saying believe believes believed think thinks thought claim claimed argue argues argued insist"
        " insists insisted suggest suggests suggested confirmed".split()
    ),
    finite=frozenset(
        "is are was were has have had will would can could should must did does do may might isn't aren't wasn't"
        " weren't hasn't haven't hadn't won't wouldn't can't cannot couldn't shouldn't didn't doesn't don't".split()
    ),
    asks=frozenset("ask asks asked asking".split()),
    seeming=_cues("was_alleged were_alleged is_alleged are_alleged"),
    certain=frozenset(
        "say argue believe think suggest insist acknowledge admit deny contend warn announce assert allege explain tell"
        " concede maintain predict emphasize emphasise worry fear complain agree".split()
    ),
    modal=frozenset(
        "to will would can could may might must should shall not do does did let please never and or don't didn't"
        " doesn't won't wouldn't can't cannot couldn't shouldn't would've help".split()
    ),
    nouns=frozenset("states comments remarks notes reports claims note state comment remark estimates".split()),
    pronouns=frozenset("he she it who they we i".split()),
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
        " ghi hứa than_phiền kể_rằng nhắc bày_tỏ chia_sẻ lên_tiếng hỏi quả_quyết cam_kết"
        " tin_rằng vu_cáo vu_khống xuyên_tạc bịa_đặt rêu_rao tung_tin"
    ),
    opens=frozenset({"rằng", "là"}),
    links=frozenset({"rằng", "là"}),
    far=frozenset({"rằng"}),
    reach=12,
    far_over_commas=True,
    reporting=_cues(
        "cho_biết cho_hay cho_rằng nhận_định nhận_xét cho_thấy kêu_gọi lên_án chỉ_trích cáo_buộc tố_cáo hoan_nghênh"
        " gọi mời"
        " coi_đó_là coi_đây_là coi_đấy_là xem_đó_là xem_đây_là đổ_lỗi"
    ),
    evidence=frozenset({"thấy"}),
    continues=_cues("ngoài_ra bên_cạnh_đó thêm_vào_đó hơn_nữa đồng_thời trong_đó cụ_thể chẳng_hạn ví_dụ"),
    lists=frozenset("cáo sát cứu kê liệu toán tra quyết đơn".split()),
    aside=frozenset("trong tại hôm ngày khi lúc qua với sau trước vào trên ở thêm như".split()),
    trailing=True,
    max_tail=2,
    as_one_says=frozenset({"như"}),
    hearsay=_cues(
        "bị_cáo_buộc bị_tố_cáo được_coi_là bị_coi_là được_cho_là bị_cho_là được_cho_rằng nghe_nói nghe_đồn có_tin"
    ),
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
        " gọi_điện gọi_là tên_gọi cái_gọi gọi_nhau lời_mời lời_kêu_gọi lời_cáo_buộc lời_tố_cáo lời_giải_thích"
        " lời_chỉ_trích bị_chỉ_trích bị_lên_án được_hoan_nghênh được_mời mời_gọi nhật_ký ghi_âm ghi_hình ghi_danh"
    ),
    dialogue=True,
    examples=("theo", "cho biết", "nói rằng"),
)

_RULES = {"en": _ENGLISH, "vi": _VIETNAMESE}
_MARKS_ALONE = Rules()


def rules_for(language: str, attribution: str = "codebook") -> Rules:
    """The rules of a language and a definition of attribution.

    They are without any word list, so that quotation marks alone decide, where there is no table for the language.

    >>> rules_for("vi").examples
    ('theo', 'cho biết', 'nói rằng')
    """
    if attribution == "codebook":
        return _RULES.get(language, _MARKS_ALONE)
    if language != "en":
        raise InputError(
            f"attribution = 'wide' has tables for English (en) alone, and the articles are in {language!r}"
        )
    return widened(_ENGLISH)
