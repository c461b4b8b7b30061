"""Where the library lies: an option, the environment, the folders above, or the starter library."""

from pathlib import Path

from cbtool.errors import LibraryError
from cbtool.resources import starter_library

MARKER = "library.yaml"


def locate(option: str | None, environment: str | None, here: Path) -> Path:
    """The library's folder: option, environment, folders above, starter library. Raises LibraryError for a path without one."""
    for given, origin in ((option, "--library"), (environment, "环境变量 CBTOOL_LIBRARY")):
        if given:
            return _checked(Path(given), origin)
    for folder in (here, *here.parents):
        for candidate in (folder, folder / "corpus"):
            if (candidate / MARKER).is_file():
                return candidate.resolve()
    return starter_library()


def _checked(path: Path, origin: str) -> Path:
    for candidate in (path, path / "corpus"):
        if (candidate / MARKER).is_file():
            return candidate.resolve()
    if not path.exists():
        raise LibraryError(f"找不到资料库：{path}（来自 {origin}）", "请检查路径；新建资料库用：cbtool init 文件夹名")
    raise LibraryError(f"这里没有资料库：{path}（缺少 {MARKER}）", f"在此新建资料库用：cbtool init {path}")
