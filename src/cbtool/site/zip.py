"""The site as one file for a USB stick."""

import zipfile
from pathlib import Path

from cbtool.errors import CbtoolError
from cbtool.site.write import LIST, listed

MOST_FILES = 2000
DAY = (1980, 1, 1, 0, 0, 0)


def zip_folder(folder: Path) -> Path:
    """Write `<folder>.zip` beside the folder and return its path; same site, same bytes.

    Raises CbtoolError for more files than old unpackers and sticks take well.
    """
    names = [*listed(folder), LIST]
    if len(names) > MOST_FILES:
        message = f"站点有 {len(names)} 个文件，压缩包最多放 {MOST_FILES} 个"
        raise CbtoolError(message, "资料库太大，请放到网页服务器上，或者按地区分成几个资料库。")
    target = folder.resolve().with_name(folder.resolve().name + ".zip")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(names):
            if not name.isascii():
                raise CbtoolError(f"文件名里有汉字，压缩包在旧电脑上会乱码：{name}", "把编号改成字母和数字。")
            entry = zipfile.ZipInfo(f"cbtool-site/{name}", DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            made.writestr(entry, (folder / name).read_bytes())
    return target
