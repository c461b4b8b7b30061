"""Answers files: what was answered to a template, saved so that an interview can go on and a draft be made again."""

from pathlib import Path

import yaml

from cbtool.errors import LibraryError
from cbtool.library.yamlfile import read_record
from cbtool.model.contract import dump
from cbtool.model.template import AnswersFile


def read_answers_file(file: Path) -> AnswersFile:
    """A saved answers file. Raises LibraryError with line and remedy where it cannot be used."""
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise LibraryError(f"答案文件不是 UTF-8 编码：{file}", "请另存为 UTF-8 再试。") from error
    except OSError as error:
        raise LibraryError(f"答案文件读不出来：{file}（{error.strerror}）", "请检查路径。") from error
    answers, problems = read_record(text, AnswersFile, str(file))
    if answers is None:
        raise LibraryError(f"答案文件有误：{problems[0]}", "改好后再试；写法见 cbtool schema answers")
    return answers


def answers_bytes(answers: AnswersFile) -> bytes:
    """The file's bytes."""
    return yaml.safe_dump(dump(answers), allow_unicode=True, sort_keys=False, width=1000).encode()
