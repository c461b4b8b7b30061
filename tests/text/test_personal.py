"""Personal data are found by form, check digit and the word beside them, and masked alike everywhere."""

import pytest

from cbtool.text.masking import make_masks, masked
from cbtool.text.personal import find_personal, is_card_number, is_identity_number


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in find_personal(text)]


@pytest.mark.parametrize(("number", "valid"), [
    ("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310021", False), ("110105194913310029", False),
])  # fmt: skip
def test_identity_numbers_by_birthday_and_check_sign(number: str, valid: bool) -> None:
    assert is_identity_number(number) is valid


@pytest.mark.parametrize(("digits", "valid"), [("6222021234567890128", True), ("6222021234567890129", False)])
def test_card_numbers_by_their_check_digit(digits: str, valid: bool) -> None:
    assert is_card_number(digits) is valid


@pytest.mark.parametrize(("text", "wanted"), [
    ("电话：13800138000，138-0013-8000", [("phone", "13800138000"), ("phone", "138-0013-8000")]),
    ("联系电话：0755-83456789", [("landline", "0755-83456789")]), ("第0755-83456789号", []),
    ("身份证11010519491231002X", [("identity", "11010519491231002X")]),
    ("身份证号：110105194912310021", [("identity", "110105194912310021")]), ("编号110105194912310021", []),
    ("卡号 6222 0212 3456 7890 128", [("bank_card", "6222 0212 3456 7890 128")]), ("6222021234567890129", []),
    ("账号：4111111111111111", [("bank_card", "4111111111111111")]), ("编号4111111111111111", []),
    ("邮箱：Zhang.san@Example.com。", [("email", "Zhang.san@Example.com")]), ("编号20240501123456789。", []),
    ("统一社会信用代码：91440300MA5EQXL17P", []), ("账号621700138001380001380", []),
])  # fmt: skip
def test_numbers_and_addresses(text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(text) == wanted


@pytest.mark.parametrize(("text", "names"), [
    ("法定代表人：张三", ["张三"]), ("首席代表（签字）：欧阳锋、李小四，王 五", ["欧阳锋", "李小四", "王 五"]),
    ("法定代表人或委托代理人（签字）：赵六　2025年", ["赵六"]), ("工会主席张力同志主持。", ["张力"]),
    ("| 法定代表人 | 钱七 |", ["钱七"]), ("联系人:阿不都·热合曼，", ["阿不都·热合曼"]),
    ("| 序号 | 姓名 | 职务 |\n| --- | --- | --- |\n| 1 | 孙八 | 车工 |\n| 2 | 李 九 | 钳工 |", ["孙八", "李 九"]),
    ("首席代表：由工会主席担任。", []), ("负责人：安全部", []), ("法定代表人：____", []), ("首席代表：吴建国（虚构）", []),
    ("首席代表应当由本方人员担任，职工代表：不少于三人。", []), ("法定代表人：张某", []), ("乙方代表：（盖章）", []),
])  # fmt: skip
def test_names_beside_a_role(text: str, names: list[str]) -> None:
    assert [name for kind, name in found(text) if kind == "name"] == names


def test_a_known_name_is_found_everywhere_but_not_inside_other_names() -> None:
    text = "法定代表人：高明\n佛山市高明区高明路，高明公司。由高明签字。"
    assert [one.start for one in find_personal(text)] == [6, text.index("由高明") + 1]


@pytest.mark.parametrize(("kind", "text", "mask"), [
    ("phone", "13800138000", "138****8000"), ("phone", "138-0013-8000", "138-****-8000"),
    ("landline", "0755-83456789", "0755-****6789"), ("identity", "11010519491231002X", "110***********002X"),
    ("bank_card", "6222 0212 3456 7890 128", "6222 **** **** ***0 128"), ("email", "zhang.san@a.cn", "z***@a.cn"),
    ("name", "张三", "张某"), ("name", "欧阳锋", "欧阳某"),
])  # fmt: skip
def test_masks(kind: str, text: str, mask: str) -> None:
    assert masked(kind, text) == mask


def test_masking_is_consistent_and_leaves_nothing() -> None:
    text = "法定代表人：张三 电话13800138000\n首席代表：张力\n第一条 张三负责，张力协助，找张 三，电话13800138000。\n"
    masks = make_masks(find_personal(text))
    assert masks.apply(text) == (
        "法定代表人：张某1 电话138****8000\n首席代表：张某2\n第一条 张某1负责，张某2协助，找张某1，电话138****8000。\n"
    )
    assert masks.told() == "2 个姓名，1 个手机号码"
    assert masks.apply("见张三处，另有13900139000") == "见张某1处，另有139****9000"
    assert find_personal(masks.apply(text)) == []
