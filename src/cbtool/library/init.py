"""Make a library of one's own: thin, on top of the installed starter library."""

from pathlib import Path

import yaml

from cbtool.errors import LibraryError
from cbtool.library.locate import MARKER
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import dump
from cbtool.model.library import FORMAT, LibrarySettings
from cbtool.system import write_atomically
from cbtool.text.codes import find_regions, region_name, regions

PREFIX = LibrarySettings.model_fields["id_prefix"].default


def create_library(folder: Path, name: str = "", prefix: str = PREFIX, region: str = "") -> LibrarySettings:
    """Write `library.yaml` and an empty `contracts/`; `region` is a code or a name.

    Raises LibraryError for a folder that is not empty, a name without a place, or an ill-formed prefix.
    """
    _check_empty(folder)
    values = {"name": name or folder.resolve().name, "format": str(FORMAT), "id_prefix": prefix, "extends": "starter"}
    values |= {"region": region_code(region)} if region else {}
    settings, problems = read_record(yaml.safe_dump(values, allow_unicode=True), LibrarySettings, MARKER)
    if settings is None:
        raise LibraryError(
            f"资料库的设置有误：{problems[0].message}", "前缀用小写字母开头、最多 12 个小写字母或数字，例如 --prefix lg"
        )
    text = yaml.safe_dump(dump(settings), allow_unicode=True, sort_keys=False)
    try:
        (folder / "contracts").mkdir(parents=True)
    except OSError as error:
        raise LibraryError(f"建不了文件夹：{folder}（{error.strerror}）", "请换一个可写的位置。") from error
    write_atomically(folder / MARKER, text.encode())
    return settings


def _check_empty(folder: Path) -> None:
    if (folder / MARKER).is_file():
        raise LibraryError(f"这里已经有资料库：{folder}", f"直接使用：cbtool import 文件 --library {folder}")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise LibraryError(f"文件夹不是空的：{folder}", "请换一个新的文件夹名，例如：cbtool init 我的资料库")


def region_code(word: str) -> str:
    """The six digits of a place. Raises LibraryError where no place or several places have this name."""
    found = [prefix.ljust(6, "0") for prefix in find_regions(word)]
    known = [code for code in found if code in regions()] or [c for c in regions() if region_name(c).endswith(word)]
    if len(known) == 1:
        return known[0]
    if not known:
        raise LibraryError(f"没有这个地区：{word}", "写六位行政区划代码或全名，例如 --region 深圳市龙岗区")
    choices = "、".join(f"{code} {region_name(code)}" for code in known)
    raise LibraryError(f"有几个地区都叫“{word}”：{choices}", "请写六位代码，例如 --region " + known[0])
