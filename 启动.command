#!/bin/sh
# A double click on macOS (and on Linux desks that run scripts) sets up what is missing and opens the desk.
cd "$(dirname "$0")" || exit 1
if python="$(sh bin/find-python)"; then
	"$python" bin/setup.py start "$@"
	code=$?
else
	cat bin/no-python.txt
	code=1
fi
if [ "$code" -ne 0 ] && [ -t 0 ]; then
	printf '按回车键关上窗口。'
	read -r _
fi
exit "$code"
