"""Scripts and styles lose what means nothing, and nothing else."""

import pytest

from cbtool.resources import site_sources
from cbtool.site.lean import lean_script, lean_style


@pytest.mark.parametrize(
    ("source", "lean"),
    [
        ("/* what */\nlet a = 1; // why\n", "let a=1;\n"),
        ('const text = "a  // b /* c */";', 'const text="a  // b /* c */";\n'),
        ("const text = 'it\\'s  so';", "const text='it\\'s  so';\n"),
        ("const found = /^ *[/ ]\\/ \"/g.test(text);", "const found=/^ *[/ ]\\/ \"/g.test(text);\n"),
        ("const half = whole / 2 / parts;", "const half=whole/2/parts;\n"),
        ("function f() { return / a/; }", "function f(){return/ a/;}\n"),
        ("const n = 1 + /^ */.exec(s)[0].length;", "const n=1+/^ */.exec(s)[0].length;\n"),
        ("a = b + +c - -d;\ne++\nf()", "a=b+ +c- -d;e++\nf()\n"),
        ("const f = function () {\n}\n(g)", "const f=function(){}\n(g)\n"),
        ("if (typeof x in y) {\n  go();\n}\nelse stop()", "if(typeof x in y){go();}\nelse stop()\n"),
    ],
)  # fmt: skip
def test_white_space_and_comments_go_where_they_mean_nothing(source: str, lean: str) -> None:
    assert lean_script(source) == lean


@pytest.mark.parametrize(
    ("source", "lean"),
    [
        ("(function (given) { const found = given.found; return found; })();", "(function(a){const found=a.found;return found;})();\n"),
        ("(function () { const inner = 1; return { inner, outer: inner }; })();", "(function(){const inner=1;return{inner,outer:inner};})();\n"),
        ("(function () { const inner = 1; return { outer: inner }; })();", "(function(){const a=1;return{outer:a};})();\n"),
        ("(function () { const { first, other: second } = made; use(first, second); })();", "(function(){const{first,other:a}=made;use(first,a);})();\n"),
        ("(function () { const one = (each, [left, right] = none) => each + left * right; })();", "(function(){const d=(a,[b,c]=none)=>a+b*c;})();\n"),
        ("(function () { for (const sign of signs) if (sign ? sign : other) go(sign); })();", "(function(){for(const a of signs)if(a?a:other)go(a);})();\n"),
        ("(function () { try { go(); } catch (fault) { tell(fault); } })();", "(function(){try{go();}catch(a){tell(a);}})();\n"),
        ("(function () { class Made { read(part) { return part; } } return new Made(); })();", "(function(){class Made{read(part){return part;}}return new Made();})();\n"),
        ("var shared = 1; function open() { return shared; }", "var shared=1;function open(){return shared;}\n"),
        ("(function () { const document = row.document; const b = 1; use(document, b, b); })();", "(function(){const document=row.document;const a=1;use(document,a,a);})();\n"),
    ],
)  # fmt: skip
def test_names_are_shortened_only_where_they_are_a_scripts_own_and_stand_for_no_property(
    source: str, lean: str
) -> None:
    assert lean_script(source) == lean


def test_template_strings_are_refused() -> None:
    with pytest.raises(ValueError, match="template"):
        lean_script("const text = `a  b`;")


def test_a_short_name_is_never_one_that_the_script_uses() -> None:
    assert lean_script("(function () { const found = a(b); })();") == "(function(){const c=a(b);})();\n"


def test_every_script_of_the_site_keeps_its_texts() -> None:
    for file in sorted((site_sources() / "static").glob("*.js")):
        source = file.read_text(encoding="utf-8")
        lean = lean_script(source)
        assert len(lean) < len(source)
        for text in ("use strict", "没有", "请"):
            assert lean.count(text) <= source.count(text), file.name


def test_styles_say_the_same() -> None:
    source = """
    /* why */
    .a > .b, .c :hover { margin: 0 auto; content: "▸  {"; width: calc(1px + 2rem); }
    @media (max-width: 40rem) { .d { color: red; } }
    """
    expected = (
        '.a>.b,.c :hover{margin:0 auto;content:"▸  {";width:calc(1px + 2rem)}@media (max-width:40rem){.d{color:red}}\n'
    )
    assert lean_style(source) == expected
