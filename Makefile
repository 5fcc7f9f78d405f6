# The commands of the project; `make` alone lists them (what users read is in Chinese).
# Needs GNU make and Python ≥ 3.11; everything is installed below .venv and node_modules.

## DATA=data          数据文件夹（善款、支出等表格）
DATA = data
## CONTENT=content    文章与页面文件夹
CONTENT = content
## OUTPUT=output      网站输出文件夹
OUTPUT = output
## SCHEDULER=         Dask 调度器的地址，如 tcp://10.0.0.5:8786：逐笔明细交给集群算（make html、publish、changes、approve 用；先 make setup-cluster）
SCHEDULER =
## HOST=127.0.0.1     网页预览的地址（工作台总是只在本机）
HOST = 127.0.0.1
## PORT=8000          工作台的端口，网页预览在后一个
PORT = 8000
## PYTHON=            指定建立 .venv 所用的 Python（默认自动寻找）
PYTHON =
## FORMAT=text        make check、make settle 的报告：text、json、html（一个网页）或 xlsx（标好问题的原表）；make due 填 ics 得到日历
FORMAT = text
## REPORT=检查报告     html 和 xlsx 报告放在哪个文件夹
REPORT = 检查报告
## ARGS=              附加参数：make test 传给 pytest，make mutants 传给变异测试，make bench 传给基准测试，make correct 传给更正说明，make lock 传给 uv
ARGS =
## KIND= ORG= YEAR=   哪一种表、哪个机构、哪一年（make template、import、new 用；make due 只看这家机构），例如 KIND=donations ORG=demo
KIND =
ORG =
YEAR =
## FOR=               想登什么，用自己的话写（make template 用），例如 FOR=捐赠明细
FOR =
## FILE= OVERWRITE= ACCEPT= ANSWER=  要导入的文件或要读的报告；OVERWRITE=1 才替换已有的表；ACCEPT=1 照提议写；ANSWER="问题=回答 …"（make import 用，FILE= 也给 make read）
## TABLES=            把扫描件、图片里的表认成 Excel，放在这个 .xlsx（make read 用；先 make setup-ocr）
## TRANSCRIPT=1       把扫描件、图片里认出的字写成认字稿，放在它旁边（make read 用；先 make setup-ocr）
FILE =
TABLES =
TRANSCRIPT =
ANSWER =
ACCEPT =
OVERWRITE =
## PLATFORM= BANK= RECEIPTS=  三方对账的文件，几个用空格分开（make settle 用；没有 RECEIPTS= 时用 ORG= 的捐赠明细）；FROM= TO= 是起止日期
PLATFORM =
BANK =
RECEIPTS =
FROM =
TO =
## DAYS=90            往后看多少天（make due 用）
DAYS = 90
## TODAY=             按哪一天算，例如 2026-05-24（make due 用；默认今天）
TODAY =
## DRAFT=             起草这项义务要公开的内容（make due 用），例如 project-periodic
DRAFT =
## STRICT=            填 1 时，make due 遇到逾期就以 1 结束
STRICT =
## SITE_URL=          发布后的网址（make publish、changes 用），例如 https://example.org/cishan
export SITE_URL
# Messages name the next command with all folders in use, also those of commands that take fewer of them.
export YANGGUANG_CONTENT = $(CONTENT)
export YANGGUANG_OUTPUT = $(OUTPUT)
# Compiled code is kept, whatever the shell says: every command would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE
## REMOVE=            有网页或数字要撤下时写明原因（make publish、changes 用）
REMOVE =
## PREPARED_BY= APPROVED_BY= APPROVAL=  谁经办、谁审批、审批码（make publish 用；PREPARED_BY= 也用于 make changes，APPROVED_BY= APPROVAL= 也用于 make approve）
PREPARED_BY =
APPROVED_BY =
APPROVAL =
## DO= KEY= TO= REASON= RELEASE=  做什么、私钥在哪里、写到哪里、原因、第几次（make key、cosign 用；KEY= 也用于 make publish）
DO = show
KEY =
TO =
REASON =
RELEASE =
## PUBLIC= NOTE=      从别处得到的公钥、自己留着的检查点（make verify 用）
PUBLIC =
NOTE =
## RENEW= SLIPS=      给哪几笔换新的查询码；写 1 再做可以打印剪开的网页（make codes 用）
RENEW =
SLIPS =
## ON=                发布或更正的日期，如 2026-11-22（默认是 site.yaml 的 prepared_on）
ON =
## RECORDED=          写 1：只把有记录的最后一次发布原样重做（make publish 用，适合自动化）
RECORDED =
## ROOM=              只测一个包，一分钟以内，例如 ROOM=accounts（make test 用）
ROOM =
## FIGURE= RECORD=    要更正的数字，如 gaoxin/G007；或者记录，如 gaoxin/projects/meals（make correct 用）
FIGURE =
RECORD =

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory
SHELL := /bin/sh

VENV := .venv
PY := $(VENV)/bin/python
NPM_DIR := node_modules

# A variable as one safe shell word: paths may hold spaces and quotes
q = '$(subst ','\'',$(1))'
INPUTS = --data $(call q,$(DATA)) --content $(call q,$(CONTENT))
PIP_OPTIONS = -qq --no-input --disable-pip-version-check --require-hashes
# What looks at the dependencies stands apart from them
AUDIT = $(VENV)/audit

.PHONY: help setup setup-dev setup-cluster setup-ocr serve demo html check due publish changes approve correct rollback verify key cosign codes zip template import undo settle read new test mutants lint format bench lock audit sbom clean distclean FORCE

help: ## 显示本说明
	@echo '阳光慈善 —— 用法：make 目标 [变量=值 …]'
	@echo
	@echo '目标：'
	@awk -F ':.*## ' '/^[a-z][a-z-]*:.*## / { printf "  %-11s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo '变量（等号后为默认值）：'
	@sed -n 's/^## /  /p' Makefile
	@echo
	@echo '例：make serve DATA="我的 数据" PORT=9000'

setup: retry $(VENV)/.stamp-site $(VENV)/.stamp-press $(NPM_DIR)/.stamp-site ## 安装建站所需的依赖（其他目标会自动调用）
	@echo '依赖已就绪。运行 make serve 预览网站。'

setup-ocr: setup $(VENV)/.stamp-ocr ## 另外安装认字的软件（约 120 MB）：读扫描的 PDF 和图片要用，认字都在本机

setup-cluster: setup $(VENV)/.stamp-cluster ## 另外安装把逐笔明细交给集群算（--scheduler）所需的依赖

setup-dev: retry $(VENV)/.stamp-dev $(VENV)/.stamp-press $(NPM_DIR)/.stamp-dev ## 另外安装测试与代码检查所需的依赖
	@echo '开发依赖已就绪。运行 make test 执行测试。'

serve: $(VENV)/.stamp-site $(VENV)/.stamp-press $(NPM_DIR)/.stamp-site ## 打开工作台和网页预览：放文件、改问题、看网页、发布；文件改动后自动重做
	@$(PY) -m disclosure desk $(INPUTS) --output $(call q,$(OUTPUT)) --host $(call q,$(HOST)) --port $(call q,$(PORT)) $(ARGS)

demo: $(VENV)/.stamp-site $(VENV)/.stamp-press $(NPM_DIR)/.stamp-site ## 预览虚构的示例（一家市会、三家县会，各种表都有）
	@$(PY) -m disclosure desk --data examples/data --content examples/content --output output-demo --host $(call q,$(HOST)) --port $(call q,$(PORT))

html: $(VENV)/.stamp-site $(VENV)/.stamp-press $(NPM_DIR)/.stamp-site ## 校验数据并生成网站
	@$(PY) -m disclosure build $(INPUTS) --output $(call q,$(OUTPUT)) $(if $(SCHEDULER),--scheduler $(call q,$(SCHEDULER)))

check: $(VENV)/.stamp-site ## 只校验数据，不生成网站
	@$(PY) -m disclosure check $(INPUTS) --format $(call q,$(FORMAT)) --report $(call q,$(REPORT))

due: $(VENV)/.stamp-site ## 列出到期和逾期的公开义务，如 make due ORG=机构 DAYS=90
	@$(PY) -m disclosure due $(INPUTS) --org $(call q,$(ORG)) --days $(call q,$(DAYS)) --format $(call q,$(FORMAT)) \
		$(if $(TODAY),--today $(call q,$(TODAY))) $(if $(DRAFT),--draft $(call q,$(DRAFT))) $(if $(filter 1,$(STRICT)),--strict)

publish: $(VENV)/.stamp-site $(VENV)/.stamp-press $(NPM_DIR)/.stamp-site ## 发布：检查、生成、核对、记录，然后换上新网站
	@$(PY) -m disclosure publish $(INPUTS) --output $(call q,$(OUTPUT)) $(if $(ON),--on $(call q,$(ON))) \
		$(if $(REMOVE),--remove $(call q,$(REMOVE))) $(if $(RECORDED),--recorded) $(if $(KEY),--key $(call q,$(KEY))) \
		$(if $(PREPARED_BY),--prepared-by $(call q,$(PREPARED_BY))) $(if $(APPROVED_BY),--approved-by $(call q,$(APPROVED_BY))) \
		$(if $(APPROVAL),--approval $(call q,$(APPROVAL))) $(if $(SCHEDULER),--scheduler $(call q,$(SCHEDULER)))

changes: $(VENV)/.stamp-site $(VENV)/.stamp-press $(NPM_DIR)/.stamp-site ## 看看这次发布会改变什么，不发布
	@$(PY) -m disclosure changes $(INPUTS) --output $(call q,$(OUTPUT)) $(if $(ON),--on $(call q,$(ON))) \
		$(if $(REMOVE),--remove $(call q,$(REMOVE))) $(if $(PREPARED_BY),--prepared-by $(call q,$(PREPARED_BY))) $(if $(SCHEDULER),--scheduler $(call q,$(SCHEDULER)))

approve: $(VENV)/.stamp-site $(VENV)/.stamp-press $(NPM_DIR)/.stamp-site ## 批准交来的发布草稿，如 make approve APPROVED_BY=李理事 APPROVAL=看过的审批码
	@$(PY) -m disclosure approve $(INPUTS) --output $(call q,$(OUTPUT)) $(if $(APPROVED_BY),--approved-by $(call q,$(APPROVED_BY))) \
		$(if $(APPROVAL),--approval $(call q,$(APPROVAL))) $(if $(SCHEDULER),--scheduler $(call q,$(SCHEDULER)))

correct: $(VENV)/.stamp-site ## 写一条更正说明，如 make correct FIGURE=gaoxin/G007
	@$(PY) -m disclosure correct $(call q,$(or $(RECORD),$(FIGURE))) --data $(call q,$(DATA)) --content $(call q,$(CONTENT)) $(if $(ON),--on $(call q,$(ON))) $(ARGS)

rollback: $(VENV)/.stamp-site ## 换回上一次发布的网站
	@$(PY) -m disclosure rollback --data $(call q,$(DATA)) --output $(call q,$(OUTPUT))

verify: $(VENV)/.stamp-site ## 核对网站文件夹与它的发布清单
	@$(PY) -m disclosure verify $(call q,$(OUTPUT)) $(if $(PUBLIC),--key $(call q,$(PUBLIC))) $(if $(NOTE),--note $(call q,$(NOTE)))

key: $(VENV)/.stamp-site ## 签名用的钥匙：DO=create 建、show 看、change 换、revoke 作废
	@$(PY) -m disclosure key $(call q,$(DO)) --data $(call q,$(DATA)) $(if $(filter create change,$(DO)),$(if $(TO),--to $(call q,$(TO)))) \
		$(if $(filter show change,$(DO)),$(if $(KEY),--key $(call q,$(KEY)))) \
		$(if $(filter revoke,$(DO)),--reason $(call q,$(REASON))) $(if $(filter-out show,$(DO)),$(if $(ON),--on $(call q,$(ON)))) $(ARGS)

cosign: $(VENV)/.stamp-site ## 会签：DO=export 写出检查点，DO=add FILE=回执 登记
	@$(PY) -m disclosure cosign $(call q,$(filter export add,$(DO))) $(if $(filter add,$(DO)),$(call q,$(FILE))) --data $(call q,$(DATA)) \
		$(if $(filter export,$(DO)),$(if $(RELEASE),--release $(call q,$(RELEASE))) $(if $(TO),--to $(call q,$(TO))))

codes: $(VENV)/.stamp-site ## 给每笔捐赠做查询码，如 make codes ORG=demo YEAR=2025；RENEW=捐赠编号 换新的，SLIPS=1 再做可打印的
	@$(PY) -m disclosure codes $(ONE_OF) $(foreach number,$(RENEW),--renew $(call q,$(number))) $(if $(TO),--to $(call q,$(TO))) \
		$(if $(SLIPS),--slips) $(if $(SITE_URL),--site-url $(call q,$(SITE_URL))) --output $(call q,$(OUTPUT))

zip: $(VENV)/.stamp-site ## 把网站打成一个离线包，内有核验脚本
	@$(PY) -m disclosure zip --output $(call q,$(OUTPUT))

# --org, --kind and --year where they are given
ONE_OF = $(if $(ORG),--org $(call q,$(ORG))) $(if $(YEAR),--year $(call q,$(YEAR))) $(INPUTS)

template: $(VENV)/.stamp-site ## 生成可以直接填的 Excel 模板，如 make template KIND=donations ORG=demo
	@$(PY) -m disclosure template $(if $(KIND)$(FOR),$(call q,$(or $(KIND),$(FOR)))) $(ONE_OF) $(ARGS)

read: $(VENV)/.stamp-site ## 从工作报告里读出数字，如 make read FILE=总结.docx ORG=demo YEAR=2024；ARGS=--accept 登进台账
	@$(PY) -m disclosure read $(call q,$(FILE)) $(if $(ORG),--org $(call q,$(ORG))) $(if $(YEAR),--year $(call q,$(YEAR))) \
		$(if $(TABLES),--tables $(call q,$(TABLES))) $(if $(TRANSCRIPT),--transcript) --data $(call q,$(DATA)) $(ARGS)

import: $(VENV)/.stamp-site ## 把手头的表（模板、平台和银行导出）检查后写成 CSV，如 make import FILE=全部.xlsx ORG=demo
	@$(PY) -m disclosure import $(call q,$(FILE)) $(if $(KIND),--kind $(call q,$(KIND))) $(ONE_OF) \
		$(if $(filter 1,$(OVERWRITE)),--overwrite) $(if $(filter 1,$(ACCEPT)),--accept) \
		$(foreach answer,$(ANSWER),--answer $(call q,$(answer))) $(ARGS)

undo: $(VENV)/.stamp-site ## 撤销 import、new、correct 最近一次写的文件；ARGS=--list 只列出
	@$(PY) -m disclosure undo --data $(call q,$(DATA)) $(ARGS)

settle: $(VENV)/.stamp-site ## 三方对账：平台、银行、票据互相核对，如 make settle ORG=demo PLATFORM=平台.xlsx BANK=银行.xlsx
	@$(PY) -m disclosure settle --data $(call q,$(DATA)) $(if $(ORG),--org $(call q,$(ORG))) \
		$(if $(PLATFORM),--platform $(foreach file,$(PLATFORM),$(call q,$(file)))) \
		$(if $(BANK),--bank $(foreach file,$(BANK),$(call q,$(file)))) \
		$(if $(RECEIPTS),--receipts $(foreach file,$(RECEIPTS),$(call q,$(file)))) \
		$(if $(FROM),--from $(call q,$(FROM))) $(if $(TO),--to $(call q,$(TO))) --format $(call q,$(FORMAT)) $(ARGS)

new: $(VENV)/.stamp-site ## 问几句话，加一条记录、一篇文章或一个机构，如 make new KIND=project ORG=demo
	@$(PY) -m disclosure new $(call q,$(KIND)) $(ARGS) $(ONE_OF)

test: $(VENV)/.stamp-dev $(NPM_DIR)/.stamp-dev ## 运行全部测试；ROOM=accounts 只测一个包，ARGS="-k 名称" 只测一部分
	@$(if $(ROOM),,CHROMIUM="$$(bin/ensure-chromium)" || exit 1; export CHROMIUM;) \
	$(PY) -m pytest -n 2 --dist worksteal $(if $(ROOM),--room $(call q,$(ROOM))) $(ARGS)

mutants: $(VENV)/.stamp-dev ## 变异测试：往不能出错的模块里放小错，看测试是否发现
	@$(PY) -m mutants $(ARGS)

lint: $(VENV)/.stamp-dev ## 检查代码风格与类型
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

format: $(VENV)/.stamp-dev ## 自动整理代码格式
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

bench: $(VENV)/.stamp-site $(VENV)/.stamp-press $(VENV)/.stamp-bench $(NPM_DIR)/.stamp-site ## 运行性能基准测试
	@$(PY) -m benchmarks $(ARGS)

lock: $(VENV)/.stamp-venv ## 按 requirements/*.in 与 package.json 更新锁定文件；升级用 ARGS=--upgrade
	@tmp="$$(mktemp -d)" && trap 'rm -rf "$$tmp"' EXIT && \
	$(PY) -m venv "$$tmp/uv" && \
	"$$tmp/uv/bin/python" -m pip install $(PIP_OPTIONS) -r requirements/lock.txt && \
	for name in dev site press bench cluster ocr audit lock; do \
		echo "锁定 requirements/$$name.txt"; \
		case $$name in site|press|bench|cluster|ocr) constraints='--constraints requirements/dev.txt';; *) constraints=;; esac; \
		UV_CUSTOM_COMPILE_COMMAND='make lock' "$$tmp/uv/bin/uv" pip compile -q --no-config --universal \
			--python-version 3.11 --generate-hashes --no-emit-index-url $$constraints $(ARGS) \
			"requirements/$$name.in" -o "requirements/$$name.txt" || exit 1; \
	done
	@if command -v npm >/dev/null; then echo '锁定 package-lock.json'; npm install --package-lock-only --silent; \
	else echo '没有 npm，package-lock.json 未更新。'; fi

audit: $(VENV)/.stamp-audit ## 查用到的软件包有没有公开的漏洞（要上网）
	@$(AUDIT)/bin/python bin/audit.py

sbom: $(VENV)/.stamp-audit ## 写出软件物料清单（CycloneDX），放在 output-sbom
	@mkdir -p output-sbom
	@cat requirements/site.txt requirements/press.txt | PYTHONWARNINGS=ignore $(AUDIT)/bin/cyclonedx-py requirements - --pyproject pyproject.toml \
		--mc-type application --output-reproducible --of JSON -o output-sbom/python.cdx.json
	@echo '写好了 output-sbom/python.cdx.json（建站用的 Python 包）'
	@if command -v npm >/dev/null; then \
		npm sbom --sbom-format cyclonedx --package-lock-only --omit dev >output-sbom/npm.cdx.json && \
		echo '写好了 output-sbom/npm.cdx.json（网页里的图表脚本）'; \
	else rm -f output-sbom/npm.cdx.json; echo '没有 npm，图表脚本的清单没有写。'; fi

clean: ## 删除生成的网站与各种缓存（保留 .venv 与 node_modules）
	@case $(call q,$(OUTPUT)) in \
		*/*|.*) echo '为免误删，不在本目录下的输出文件夹请自行删除：'$(call q,$(OUTPUT));; \
		output*) rm -rf -- ./$(call q,$(OUTPUT));; \
		*) echo '为免误删，名称不以 output 开头的输出文件夹请自行删除：'$(call q,$(OUTPUT));; \
	esac
	@rm -rf ./output-demo ./output*-preview ./output-sbom ./*.building-* ./.*.building-* ./出错详情.txt .pytest_cache .mypy_cache .ruff_cache .hypothesis .stamps
	@find . \( -name .git -o -name $(VENV) -o -name $(NPM_DIR) \) -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

distclean: clean ## 同 clean，并删除 .venv 与 node_modules
	@rm -rf $(VENV) $(NPM_DIR)

# ---- dependencies: .stamp-* files remember what is installed; only a changed lock installs again ----

# Made anew where its python does not run, for example after an upgrade of the system
$(VENV)/.stamp-venv: $(if $(shell [ -x $(PY) ] || echo x),FORCE)
	@python="$$(sh bin/find-python $(call q,$(PYTHON)))" || { \
		echo '错误：找不到 Python 3.11 或更新的版本。请先安装（如 sudo apt install python3 python3-venv），' >&2; \
		echo '或用 make setup PYTHON=/路径/python3 指定。' >&2; exit 1; \
	}; \
	if ! "$$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
		package="python$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"; \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "安装系统软件包 $$package"; \
			export DEBIAN_FRONTEND=noninteractive; \
			apt-get update -qq >/dev/null || true; \
			apt-get install -y -qq "$$package" >/dev/null </dev/null || \
			apt-get install -y -qq python3-venv >/dev/null </dev/null || exit 1; \
		else \
			echo "错误：这个 Python 缺少 venv/ensurepip。请先安装：sudo apt install $$package（或 python3-venv）。" >&2; \
			exit 1; \
		fi; \
	fi; \
	"$$python" bin/setup.py environment

# What is installed, and how, is one truth with the launchers: bin/setup.py, which writes the stamp, too
$(VENV)/.stamp-site $(VENV)/.stamp-press $(VENV)/.stamp-dev $(VENV)/.stamp-bench $(VENV)/.stamp-cluster $(VENV)/.stamp-ocr: $(VENV)/.stamp-%: requirements/%.txt $(VENV)/.stamp-venv
	@$(PY) bin/setup.py install $*

$(VENV)/.stamp-audit: requirements/audit.txt $(VENV)/.stamp-venv
	@echo '安装检查依赖用的工具（$<）'
	@$(PY) -m venv --clear $(AUDIT)
	@$(AUDIT)/bin/python -m pip install $(PIP_OPTIONS) -r $<
	@touch $@

# The npm packages are optional for a site: without them the script inside the plotly package is used
$(NPM_DIR)/.stamp-site: package.json package-lock.json .npmrc
	@if [ -e $(NPM_DIR)/.stamp-dev ] && [ ! package-lock.json -nt $(NPM_DIR)/.stamp-dev ]; then touch $@; exit 0; fi; \
	if ! command -v npm >/dev/null; then \
		echo '提示：没有 npm，图表改用 plotly 包自带的完整脚本（体积较大，功能相同）。'; \
	else \
		echo '安装 npm 依赖（package-lock.json）'; \
		if npm ci --omit=dev --silent </dev/null; then touch $@; exit 0; fi; \
		echo '提示：npm ci 没有成功，图表改用 plotly 包自带的完整脚本（体积较大，功能相同）。'; \
	fi; \
	echo '      以后运行 make setup 可以重试。'; \
	mkdir -p $(NPM_DIR) && echo failed >$@

# Tests need axe-core, vnu-jar and html-validate: npm comes from apt when root and missing, else a clear message
$(NPM_DIR)/.stamp-dev: package.json package-lock.json .npmrc
	@if ! command -v npm >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo '安装系统软件包 npm'; export DEBIAN_FRONTEND=noninteractive; \
		apt-get update -qq >/dev/null || true; apt-get install -y -qq --no-install-recommends npm >/dev/null </dev/null || true; \
	fi; \
	if command -v npm >/dev/null; then \
		echo '安装 npm 开发依赖（package-lock.json）'; \
		npm ci --include=dev --loglevel=error --no-progress </dev/null >/dev/null || { echo '错误：npm ci 没有成功。请看看能不能上网；个人文件夹不能写的，用 NPM_CONFIG_CACHE=/tmp/npm make test 再试一次。' >&2; exit 1; }; \
		touch $@; \
	else echo '错误：测试需要 npm。请先安装：sudo apt install npm' >&2; exit 1; fi

# `make setup` tries again what could not be installed last time
.PHONY: retry
retry:
	@for stamp in $(NPM_DIR)/.stamp-site $(VENV)/.stamp-press; do if grep -qs failed "$$stamp"; then rm -f "$$stamp"; fi; done
