"""What the law allows for the answers of a draft, at its place and on its day."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from cbtool.desk.check import answered_region
from cbtool.desk.derived import cache_folder
from cbtool.drafting.answers import Limits
from cbtool.drafting.errors import AgainstLaw
from cbtool.drafting.prepared import Prepared, breaches
from cbtool.errors import CbtoolError
from cbtool.law.amounts import Span, in_unit, limit_text, unit_named
from cbtool.law.modules import MODULES
from cbtool.law.parameters import AppliedValue, binding_value
from cbtool.library.lawbook import kept_law
from cbtool.library.library import open_library
from cbtool.model.parameter import EVIDENCE, NATION, Instrument
from cbtool.model.provision import Provision
from cbtool.model.template import Limit, Template, Values
from cbtool.settings import Settings

LimitsAt = Callable[[Values], Limits]

# the questions whose answer is the day whose law counts, the first that is answered
DAYS = ("signed", "effective_from", "effective_on")
_STEP = Decimal("0.0001")


def legal_limits(settings: Settings, template: Template, region: str = "") -> LimitsAt:
    """The limits of a template's answers, given the answers so far: they name the place and the day.

    `region` is a code that stands above the place answered. Raises LibraryError, CbtoolError.
    """
    library = open_library(settings.library)
    book = kept_law(library, MODULES, cache_folder(settings) / "law.json")
    provisions = {p.id: p for p in book.provisions}
    parameters = {p.name: p for p in book.parameters}
    instrument: Instrument = "wage_agreement" if template.kind == "wage" else "contract"
    own = library.settings.region or NATION

    def at(values: Values) -> Limits:
        place = region or answered_region(str(values.get("place") or ""), own) or own
        day = _day(values) or settings.on

        def limit(provision_id: str, unit: str) -> Limit | None:
            provision = provisions.get(provision_id)
            parameter = parameters.get(provision.parameter or "") if provision else None
            applied = binding_value(parameter, place, day, instrument) if parameter else None
            return _limit(provision, applied, unit) if provision and applied else None

        return limit

    return at


def held_to_law(prepared: Prepared, values: Values, limits: LimitsAt) -> list[AgainstLaw]:
    """The answers that are worse than legal values not proven; raises CbtoolError where one is worse than the law."""
    found = breaches(prepared, values, limits(values)).values()
    if refused := [f"  {breach.message}（{breach.remedy}）" for breach in found if breach.proven]:
        raise CbtoolError(
            "有的答案低于法律的要求：\n" + "\n".join(refused), "改好答案再试；不在这个地区的，用 --region 写明。"
        )
    return list(found)


def unlawful(prepared: Prepared, values: Values, limits: LimitsAt) -> dict[str, AgainstLaw]:
    """The answers that the law refuses, by the names of their questions."""
    return {name: breach for name, breach in breaches(prepared, values, limits(values)).items() if breach.proven}


def _day(values: Values) -> date | None:
    days = (values.get(name) for name in DAYS)
    return next((day for day in days if isinstance(day, date)), None)


def _limit(provision: Provision, applied: AppliedValue, unit: str) -> Limit | None:
    """The legal value in the question's unit. None where units do not compare, or where going beyond it is better:
    a legal maximum that is a minimum of rights (三个工作日以内照发工资) is no limit to an agreement."""
    full = provision.unit if provision.unit and provision.unit.startswith(unit + "/") else unit
    more = applied.bound in ("min", "over") or (applied.bound == "exact" and provision.better == "more")
    rate = in_unit(Fraction(1), unit_named(full), applied.unit)
    if rate is None or provision.better != ("more" if more else "less"):
        return None
    return _in_question_unit(applied, rate, more)


def _in_question_unit(applied: AppliedValue, rate: Span, more: bool) -> Limit:
    """Where a unit holds now more, now less of the other (个月, 天), only what is worse in every case is refused."""
    amount = Fraction(applied.value.value)
    exact = amount / (rate.high if more else rate.low)
    number = Decimal(exact.numerator) / Decimal(exact.denominator)
    bound = number.quantize(_STEP, ROUND_FLOOR if more else ROUND_CEILING).normalize() + Decimal(0)
    told = "" if rate == Span(Fraction(1), Fraction(1)) else f"，{limit_text(amount, applied.unit, applied.bound)}"
    proven = applied.value.evidence == "statute"
    doubt = "" if proven else f"，{EVIDENCE[applied.value.evidence]}"
    citation = f"{applied.value.citation}{told}{doubt}"
    return Limit(bound if more else None, None if more else bound, citation, proven)
