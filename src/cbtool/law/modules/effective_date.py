"""A contract takes effect when the authority has raised no objection in time, or has told so before (PRO-18)."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from cbtool.law.amounts import limit_text
from cbtool.law.facts import fact_day
from cbtool.law.findings import finding
from cbtool.law.judged import Judged, Law
from cbtool.law.parameters import AppliedValue, binding_value
from cbtool.model.finding import Finding
from cbtool.model.rule import Rule
from cbtool.text.patterns import compile_pattern

_SILENCE = "review_silence_days"
_AT_ONCE = compile_pattern("自~(签订|签字|盖章|签章|签署|签名)~(之日|之时|当日|即日)起~生效")
_AFTER_ALL = compile_pattern("(报送|审查|备案|劳动行政部门|人力资源|异议|本条|修改|补充协议)")
_PLAINLY = compile_pattern("自~(签订|签字|盖章|签章|签署|签名)[之日|之时|当日|即日]起[即|即行|正式|立即|开始]生效")
_OF_ELSE = compile_pattern("(异议|审查|本条|修改|补充协议|附件|确认书)")


def check(judged: Judged, rule: Rule, law: Law) -> Iterator[Finding]:
    """An effective day before the notice and the end of the silent period, or a clause that wants effect at once."""
    parameter = law.parameters.get(_SILENCE)
    silence = binding_value(parameter, judged.region, judged.on, judged.instrument) if parameter else None
    if silence is None:
        return
    days = limit_text(Fraction(silence.value.value), silence.unit, "exact")
    for sentence in judged.sentences:
        if _at_once(sentence.text):
            quote = judged.quote(sentence.start, sentence.end)
            required = f"劳动行政部门自收到文本之日起{days}内未提出异议的，即行生效"
            yield finding(judged, rule, address=sentence.address, quote=quote, found=quote, required=required)
    yield from _early(judged, rule, silence, days)


def _at_once(text: str) -> bool:
    """Whether a sentence lets the contract take effect on signature; 报送 beside it makes no difference."""
    if _PLAINLY.holds(text):
        return not _OF_ELSE.holds(text)
    return _AT_ONCE.holds(text) and not _AFTER_ALL.holds(text)


def _early(judged: Judged, rule: Rule, silence: AppliedValue, days: str) -> Iterator[Finding]:
    effective = fact_day(judged.facts, "effective_from")
    earliest = _earliest(judged, int(silence.value.value))
    if effective and earliest and effective < earliest:
        required = f"不早于{earliest}（收到文本之日起{days}内未提出异议，或者收到同意的通知）"
        citation = str(silence.value.citation)
        yield finding(judged, rule, found=f"生效日期{effective}", required=required, citation=citation)


def _earliest(judged: Judged, silence: int) -> date | None:
    """The day of the notice, or the one after the silent period, whichever comes first; None where neither is known."""
    notice = fact_day(judged.facts, "procedure.effective_notice")
    received = fact_day(judged.facts, "procedure.delivered") or fact_day(judged.facts, "filed_on")
    days = [notice] if notice else []
    if received:
        days.append(received + timedelta(silence + 1))
    return min(days, default=None)
