"""Who stands for each side: representatives and chiefs, from the front matter and the head of the text."""

from typing import Any, NamedTuple

from cbtool.law.judged import Judged

_ROLES = {"worker": ("union", "employee_representatives"), "employer": ("employer", "employers_association")}


class Chief(NamedTuple):
    """The chief of a side as far as told; `post` is what stands beside the name."""

    name: str
    post: str


def party(judged: Judged, side: str) -> dict[str, Any] | None:
    """The party of a side in the front matter."""
    parties: tuple[dict[str, Any], ...] = tuple(judged.facts.get("parties", ()))
    return next((p for p in parties if p["role"] in _ROLES[side]), None)


def named(judged: Judged, side: str) -> list[str]:
    """Every name that the front matter gives for a side, chiefs included, without repetition."""
    names = [r["name"] for r in judged.facts.get("representatives", ()) if r["side"] == side]
    leader = (party(judged, side) or {}).get("chief_representative")
    return list(dict.fromkeys([*names, *([leader] if leader else [])]))


def chiefs(judged: Judged, side: str) -> list[Chief]:
    """The chiefs of a side, with their posts: listed ones, else the party's, else the one the text's head names."""
    listed = [r for r in judged.facts.get("representatives", ()) if r["side"] == side and r.get("chief")]
    if listed:
        return [Chief(r["name"], r.get("post") or _post_in_text(judged, side, r["name"])) for r in listed]
    leader = (party(judged, side) or {}).get("chief_representative")
    if leader:
        return [Chief(leader, _post_in_text(judged, side, leader))]
    name, post = told_in_text(judged, side)
    return [Chief(name, post)] if name else []


def told_in_text(judged: Judged, side: str) -> tuple[str, str]:
    """Name and post of a side's chief as the head of the text gives them, '' where it does not."""
    return judged.sides.worker_chief if side == "worker" else judged.sides.employer_chief


def _post_in_text(judged: Judged, side: str, name: str) -> str:
    told, post = told_in_text(judged, side)
    return post if told and bare_name(told) == bare_name(name) else ""


def bare_name(name: str) -> str:
    """The name without what stands in brackets and without blanks."""
    for opening in ("（", "("):
        name = name.partition(opening)[0]
    return "".join(name.split())
