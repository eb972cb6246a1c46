"""The wide definition of attribution: also attitudes, intentions and appearances that the writer ascribes.

The codebook leaves "the minister wants A", "it seems that A" and "A is expected" with the outlet; corpora of
attribution such as PolNeAR count A as attributed. `widened` gives the English rules what they need for it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from framing.voice.verbs import cues

if TYPE_CHECKING:
    from framing.voice.rules import Rules

_ATTITUDES = """
want wants wanted wanting hope hopes hoped hoping wish wishes wished wishing plan plans planned planning seek seeks
sought seeking intend intends intended intending refuse refuses refused refusing declines declined declining agree
agrees agreed agreeing disagreed decided prefer prefers love loves loved hate hates fear fears feared fearing worry
worries worried worrying expect expects expected expecting anticipate anticipates anticipated anticipating consider
considers considered considering see sees seeing saw know knows knew knowing understand understands understood
understanding realize realizes realized realise realises realised recognize recognizes recognized recognise recognises
recognised remember remembers remembered feel feels felt feeling doubt doubts doubted favor favors favored favour
favours favoured support supports supporting oppose opposes opposed opposing defend defends defended defending promote
promotes promoting embrace embraced embraces offers offered vow vows vowed vowing promise promises promised promising
threaten threatens threatened threatening determine determined determining aim aimed signal signals signaled signalled
highlight highlights highlighted highlighting explore exploring discuss discusses discussed discussing debating
mention mentioned mentioning mentions address addressed propose proposes proposed proposing learn learned learnt
discover discovered discovers reveal reveals revealed revealing show shows showed showing find finds found indicate
indicates indicated indicating imagines imagined believe think assume assumes assumed dream dreams ignore ignored
ignores reference referenced bemoaned wonder wonders wondered convince convinced persuade persuaded confirm confirms
confirmed dispute disputes disputed disputing disagree welcome welcomed welcomes regret regrets regretted appreciate
appreciates appreciated admire admires admired resent resents trust trusts respect respects blame blames blamed prayed
pray suggest suggests suggested suggesting ask asked asking demanded demanding call calling lobbied lobbying endorse
endorses endorsed advocate advocates advocated advocating encourage encouraged encouraging warn warned warning
legislation proposal proposals ambition ambitions desire desires intention intentions willingness decision eager
willing reluctant unwilling confident hopeful optimistic skeptical sceptical aware unaware certain concerned afraid
proud happy glad sorry angry frustrated disappointed surprised committed keen pledge pledges refusal quest campaign_to
would_like looking_to looks_to look_to looking_for looking_forward_to call_for talk_about talks_about talked_about
talking_about spoke_about speaks_about speak_about speaking_about pointed_to points_to point_to pointing_to refer_to
refers_to referred_to referring_to focus_on focuses_on focused_on focusing_on comments_about comments_on
questions_about questions_over thoughts_on views_on criticism_of criticisms_of criticized_for critique_of support_for
opposition_to concern_about concerns_about concerns_over worried_about attitude_toward attitudes_toward interest_in
interested_in thinking_about argument_for case_for debate_over debate_about think_of thinks_of know_about
question_about discussion_about discussion_of accused_of guilty_of proposal_to proposals_to responded_to about_whether
about_how about_what about_why on_whether on_how known_for known_as wondering whether
"""
"""Words behind which stands what somebody thinks, feels, wants, plans or shows."""

_MIXED = """
state states tweet tweets held hold holds holding contest contests contested report reports comment comments statement
finding counted counting find evidence theory answer continued pledged declared endorsed remark remarks announce
answers respond responded responding request requires requirement opinion views view suspect conclusion maintained
maintain maintains laughed laugh boasts protests protesting repeat repeated add adds underscored underscores
granted claims
"""
"""Words of saying that, where nothing is reported by the codebook, report nothing in the wide sense either."""

_SEEMING = """
seem seems seemed seemingly appear appears appeared appearing is_expected are_expected was_expected were_expected
be_expected been_expected is_likely are_likely was_seen were_seen is_considered are_considered was_considered
were_considered is_regarded are_regarded is_supposed are_supposed was_supposed is_viewed are_viewed is_known are_known
is_believed are_believed was_believed is_thought are_thought is_widely are_widely apparently reportedly presumably
allegedly purportedly supposedly
"""
"""Words of which both sides are how something seems to somebody who need not be named."""


def widened(rules: Rules) -> Rules:
    """The rules of a language for the wide definition."""
    behind = "to will would can could should must may might not n't didn't doesn't don't wouldn't won't can't cannot"
    plural = rules.plural | frozenset(behind.split())
    return replace(
        rules,
        plural=plural,
        mixed=frozenset(_MIXED.split()),
        attitudes=cues(_ATTITUDES),
        seeming=rules.seeming | cues(_SEEMING),
    )
