"""Where the main text of a web page is, and what the page is called."""

import re
from collections import Counter

from cbtool.importers.html_tree import Element, leaves, words
from cbtool.text.numerals import NUMERAL_SIGNS

_ARTICLE = re.compile(rf"第[{NUMERAL_SIGNS}]{{1,9}}[条條]")
_SHARE = 0.9
_TEXT_SHARE = 0.8
_LEAST_ARTICLES = 3
_LONG = 20
_MOST_LINKED = 0.4
_KINDS = re.compile(r"合同|协议|约定|办法|规定")
_LONGEST_TITLE = 80
_PARTS = ("p", "tr", "tbody", "table", "ol", "ul", "li")


def main_element(root: Element) -> Element:
    """The smallest element that holds nearly all articles; without articles, nearly all long text that is no links."""
    weights: Counter[Element] = Counter()
    articles: Counter[Element] = Counter()
    for leaf in leaves(root):
        text = words(leaf)
        articles[leaf] += len(_ARTICLE.findall(text))
        linked = sum(len(words(link)) for link in leaf.iter("a"))
        weights[leaf] += len(text) if len(text) >= _LONG and linked <= _MOST_LINKED * len(text) else 0
    if sum(articles.values()) >= _LEAST_ARTICLES:
        return _smallest(root, articles, _SHARE)
    return _smallest(root, weights, _TEXT_SHARE) if sum(weights.values()) else root


def _smallest(root: Element, counts: Counter[Element], share: float) -> Element:
    """The deepest element below which this share of what was counted lies."""
    sums: Counter[Element] = Counter()
    for leaf, count in counts.items():
        element = leaf if count else None
        while element is not None:
            sums[element] += count
            element = element.getparent()
    least = share * sum(counts.values())
    found = inner = root
    while inner is not None:
        found = found if inner.tag in _PARTS else inner
        inner = next((child for child in inner if sums[child] >= least), None)
    return found


def page_title(root: Element) -> str:
    """The first heading of the page that names a contract; '' where there is none."""
    for heading in root.iter("h1", "h2"):
        text = " ".join("".join(heading.itertext()).split())
        if _KINDS.search(text) and len(text) <= _LONGEST_TITLE:
            return text
    return ""
