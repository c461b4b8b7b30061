"""Web pages: the main text without what surrounds it, numbers and tables as a browser shows them."""

import pytest

from cbtool.errors import UnreadableFile
from cbtool.importers import read_file
from cbtool.importers.html import read_html

ARTICLES = "<p>第一条 工资按月支付。</p><p>第二条 加班另付工资。</p><p>第三条 本合同自签字之日起生效。</p>"
MENU = (
    "<ul>"
    + "".join(f"<li><a href='/{n}'>栏目{n}：关于进一步做好集体协商工作的通知</a></li>" for n in range(30))
    + "</ul>"
)


def page(body: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>示例网</title>{head}</head><body>{body}</body></html>".encode()


def lines(body: str) -> list[str]:
    return [line for line in read_html(page(body)).body.split("\n") if line]


def test_the_articles_are_found_among_menus_and_the_title_above_them() -> None:
    body = (
        f"<div id=top>{MENU}</div><h1>示例厂集体合同</h1><p>发布时间：2026年1月1日 <a>打印</a></p>"
        f"<div class=text>{ARTICLES}</div><div>{MENU}<p>版权所有 示例网</p></div>"
    )
    assert lines(body) == [
        "# 示例厂集体合同", "第一条 工资按月支付。", "第二条 加班另付工资。", "第三条 本合同自签字之日起生效。",
    ]  # fmt: skip


def test_a_text_without_articles_is_found_by_its_long_paragraphs() -> None:
    long = "双方经平等协商，就职工工资的支付办法、支付标准和调整幅度达成一致意见，约定如下。"
    body = f"<div>{MENU}</div><div><div><p>{long}</p><p>{long}乙。</p><p>此致</p></div></div><div>{MENU}</div>"
    assert lines(body) == [long, long + "乙。", "此致"]


def test_what_is_not_shown_is_not_read() -> None:
    body = (
        "<script>var a='第九条'</script><style>p{}</style><!-- 第八条 --><noscript>请打开脚本</noscript>"
        "<p style='display: none'>第七条 隐藏。</p><p hidden>第六条</p><p><span style='font-size:0'>藏</span>第一条 甲。</p>"
        "<template><p>第五条</p></template><p>第二条 乙<rt>yǐ</rt>。</p><select><option>第四条</option></select>第三条 丙。"
    )
    assert lines(body) == ["第一条 甲。", "第二条 乙。", "第三条 丙。"]


def test_lines_breaks_blanks_and_entities() -> None:
    body = (
        f"{ARTICLES}<div>甲方：<u>&nbsp;&nbsp;&nbsp;&nbsp;</u>（盖章）<br>日期：<u>2026</u>年\n   <b>1</b>月<br><br>第 四&ensp;条 A&amp;B &lt;丙&gt;</div>"
        "<pre>（一）甲；\n（二）乙。</pre>"
    )
    assert lines(body)[3:] == [
        "甲方：____（盖章）",
        "日期：2026年 1月",
        "第 四\u2002条 A&B <丙>",
        "（一）甲；",
        "（二）乙。",
    ]


def test_ordered_lists_keep_the_numbers_a_browser_shows() -> None:
    body = (
        f"{ARTICLES}<ol><li>甲</li><li value=5>乙</li></ol><ol type=a start=3><li>丙</li></ol>"
        "<ol style='list-style-type: cjk-ideographic'><li>丁</li><li><p>戊</p></li></ol>"
        "<ol style='list-style:none'><li>一、己</li></ol><ul><li>庚</li></ul>"
    )
    assert lines(body)[3:] == ["1. 甲", "5. 乙", "c. 丙", "一、丁", "二、", "戊", "一、己", "庚"]


def test_tables_of_data_are_tables_and_tables_of_layout_are_not() -> None:
    data = (
        "<table><thead><tr><th>工种</th><th colspan=2>工资</th></tr></thead><tr><td rowspan=2>焊工</td><td>初级</td>"
        "<td>3,000<br>元</td></tr><tr><td>高级</td><td>5|000</td></tr></table>"
    )
    layout = f"<table><tr><td>{MENU}</td><td><table><tr><td>{ARTICLES}{data}</td></tr></table></td></tr></table>"
    assert lines(layout)[3:] == [
        "| 工种 | 工资 |  |", "| --- | --- | --- |", "| 焊工 | 初级 | 3,000 元 |", "| 焊工 | 高级 | 5\\|000 |",
    ]  # fmt: skip


@pytest.mark.parametrize(("declared", "encoding"), [
    ("gb2312", "gb18030"), ("GBK", "gb18030"), ("utf-8", "utf-8"), ("big5", "big5"), ("utf-8", "gb18030"),
    ("gb2312", "utf-8"), ("", "gb18030"), ("x-unknown", "utf-8"),
])  # fmt: skip
def test_the_encoding_is_what_fits_and_gb2312_is_gb18030(declared: str, encoding: str) -> None:
    rare = "" if encoding == "big5" else "镕喆頔玥㐱"
    text = f"<html><head><meta http-equiv=Content-Type content='text/html; charset={declared}'></head><body><p>第一條 協商代表{rare}。</p>"
    assert read_file("a.html", text.encode(encoding)).body == f"第一條 協商代表{rare}。"


def test_pages_saved_as_mail_are_read() -> None:
    mail = (
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    )
    import base64

    mail += base64.encodebytes("<html><body><p>第一条 甲。</p></body></html>".encode("gb18030")) + b"--b--\r\n"
    for name in ("a.mht", "合同.doc"):
        assert read_file(name, mail).body == "第一条 甲。"


def test_kind_is_told_by_what_the_file_begins_with() -> None:
    for name in ("合同.doc", "合同.txt", "合同", "合同.html"):
        assert read_file(name, b"\xef\xbb\xbf\n" + page(ARTICLES)).reader == "html"
    assert read_file("合同.html", "第一条 甲。".encode()).reader == "text"
    assert read_file("a.txt", "第一条 <b>甲</b>。".encode()).body == "第一条 <b>甲</b>。"


def test_marks_of_markdown_stay_text() -> None:
    assert lines(f"{ARTICLES}<p># 不是标题</p><p>| 不是 | 表 |</p>")[3:] == ["\\# 不是标题", "\\| 不是 | 表 |"]


def test_headings_without_numbers_are_headings() -> None:
    body = (
        "<h1>示例厂集体合同</h1><h2>总则</h2><p>第一条 甲。</p><h2>第二章 工资</h2><p>第二条 乙。</p><p>第三条 丙。</p>"
    )
    assert lines(body)[:2] == ["# 示例厂集体合同", "## 总则"] and "## 第二章 工资" in lines(body)


@pytest.mark.parametrize("data", [b"<html></html>", page("<div></div>"), page("<nav>菜单</nav>"), b"<!doctype html>"])
def test_pages_without_text_are_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile) as error:
        read_file("a.html", data)
    assert error.value.remedy
