"""Mobile and identity numbers are counted with their lines, and never shown."""

import pytest

from cbtool.importers import read_file
from cbtool.importers.remarks import is_identity_number


@pytest.mark.parametrize(("number", "valid"), [
    ("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310021", False), ("110105194913310029", False),
])  # fmt: skip
def test_identity_numbers_by_birthday_and_check_sign(number: str, valid: bool) -> None:
    assert is_identity_number(number) is valid


def test_numbers_are_counted_with_their_lines() -> None:
    text = "甲厂集体合同\n电话：13800138000\n第一条 138-0013-8000或0755-12345678。\n第二条 身份证11010519491231002X，账号621700138001380001380。\n"
    personal = read_file("a.txt", text.encode()).personal
    assert personal == "含个人信息：2 个手机号码（第 2、3 行），1 个身份证号码（第 4 行）"


def test_a_text_without_them_says_nothing() -> None:
    assert read_file("a.txt", "甲厂集体合同\n第一条 编号20240501123456789。\n".encode()).personal == ""
