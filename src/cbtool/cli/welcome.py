"""What `cbtool` alone shows: the five things people come for, each with a command to copy."""

WELCOME = """\
cbtool 集体协商知识与合同库

  查条款              cbtool search 加班费
  审查合同、草案      cbtool check cb-2026-0001
  起草，生成 Word     cbtool draft new wage-enterprise
  建自己的资料库      cbtool init 我的资料库
  导入自己的合同      cbtool import 合同.txt --library 我的资料库

全部命令：cbtool --help    每个命令的用法和例子：cbtool 命令 --help"""


def welcome() -> str:
    """The greeting."""
    return WELCOME
