@echo off
rem A double click sets up what is missing and opens the desk. ASCII only: the words for people are in bin\no-python.txt.
setlocal DisableDelayedExpansion
chcp 65001 >nul 2>&1
set "PYTHONUTF8=1"
pushd "%~dp0" || exit /b 1

set "CHECK=import sys; sys.exit(sys.version_info < (3, 11))"
set "PY="
py -3 -c "%CHECK%" >nul 2>&1 && set "PY=py -3"
for %%P in (python python3) do if not defined PY %%P -c "%CHECK%" >nul 2>&1 && set "PY=%%P"
for /d %%D in ("%LOCALAPPDATA%\Programs\Python\Python3*") do if not defined PY "%%~D\python.exe" -c "%CHECK%" >nul 2>&1 && set PY="%%~D\python.exe"
if not defined PY goto :missing

%PY% "bin\setup.py" start %*
set "CODE=%ERRORLEVEL%"
popd
if not "%CODE%"=="0" pause
exit /b %CODE%

:missing
type "bin\no-python.txt"
popd
pause
exit /b 1
