# cbtool: everything a newcomer needs. `make help` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OUT := build

.DEFAULT_GOAL := help

.PHONY: help
help: ## 列出可用的命令
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(VENV)/ready: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更高版本（当前：$$($(PYTHON) -V)）。可以这样指定：make PYTHON=python3.12 demo"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "缺少 python3-venv。Debian/Ubuntu 请先运行：apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.PHONY: setup
setup: $(VENV)/ready ## 建立独立环境并安装 cbtool

.PHONY: demo
demo: setup ## 安装，查一次条款，起草一份工资协议（Word）
	@echo; echo "\$$ cbtool search 加班费 --limit 5"
	@$(BIN)/cbtool search 加班费 --limit 5
	@echo; echo "\$$ cbtool draft render wage-enterprise --sample full --output $(OUT)/工资协议草案.docx"
	@$(BIN)/cbtool draft render wage-enterprise --sample full --output $(OUT)/工资协议草案.docx
	@fc-list :lang=zh 2>/dev/null | grep -q . || echo "提示：这台机器没有中文字体，Word 文件在这里打开会显示方框。Debian/Ubuntu 可安装：apt-get install fonts-noto-cjk"
	@echo; echo "接着试：$(BIN)/cbtool"

$(VENV)/ready-tests: $(VENV)/ready tools/setup-tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,ocr,pdf]'
	@sh tools/setup-tests
	@touch $@

.PHONY: lint
lint: $(VENV)/ready-tests ## 代码检查（ruff、mypy）
	$(BIN)/ruff check src tests bench
	$(BIN)/ruff format --check src tests bench
	$(BIN)/mypy

.PHONY: quick
quick: $(VENV)/ready-tests ## 快速测试（一分钟内）
	$(BIN)/python -m pytest -n auto --dist worksteal -m 'not slow and not browser'

.PHONY: test
test: lint ## 装好测试所需，运行全部测试
	$(BIN)/python -m pytest -n auto --dist worksteal --durations 25

.PHONY: bench
bench: $(VENV)/ready-tests ## 性能测试（结果见 bench/RESULTS.md）
	$(BIN)/python -m bench.search --clauses 16000 --cold
	$(BIN)/python -m bench.relevance
	$(BIN)/python -m bench.topics
	$(BIN)/python -m bench.site_search

.PHONY: clean
clean: ## 删除生成的文件（资料库的文件不受影响）
	rm -rf $(OUT) dist $(VENV) .pytest_cache .mypy_cache .ruff_cache
