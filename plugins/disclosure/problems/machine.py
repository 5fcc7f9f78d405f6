"""What the operating system refuses, in Chinese: its own words are English on most machines."""

from __future__ import annotations

import errno
import os

_REASONS = {
    errno.EPERM: "系统不允许",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EIO: "磁盘读写出错",
    errno.ENXIO: "设备不可用",
    errno.EBADF: "文件已经关上",
    errno.EAGAIN: "正被别的程序占用",
    errno.ENOMEM: "内存不够",
    errno.EACCES: "没有权限",
    errno.EBUSY: "正被别的程序占用",
    errno.EEXIST: "已经有同名的",
    errno.EXDEV: "两边不在同一个磁盘",
    errno.ENODEV: "设备不可用",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EINVAL: "系统不接受",
    errno.ENFILE: "系统打开的文件太多",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "文件太大",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.EMLINK: "链接太多",
    errno.EPIPE: "对方已经关上",
    errno.ENAMETOOLONG: "名称太长",
    errno.ENOTEMPTY: "文件夹里还有东西",
    errno.ELOOP: "链接绕成了圈",
    errno.EILSEQ: "名称里有系统不认识的字",
    errno.EADDRINUSE: "已经被别的程序占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.ETIMEDOUT: "等得太久，没有回答",
    errno.ENOSYS: "系统没有这项功能",
    **{
        getattr(errno, name): reason
        for name, reason in (
            ("EDQUOT", "磁盘配额用完了"),
            ("ETXTBSY", "程序正在运行"),
            ("ESTALE", "网络磁盘断开了"),
            ("EOVERFLOW", "文件太大"),
            ("ENOTSUP", "系统没有这项功能"),
        )
        if hasattr(errno, name)
    },
}


# What Windows says beside the number that it shares with others.
# https://learn.microsoft.com/windows/win32/debug/system-error-codes--0-499-
_TOO_LONG = "路径太长（Windows 最多认 260 个字符），请把整个文件夹移到靠近盘符的地方，例如 C:\\cishan"
_REFUSED = 5
_ON_WINDOWS = {
    _REFUSED: "没有权限，或者别的程序（如 Excel、WPS、资源管理器）正开着它，请先在那里关掉",
    32: "别的程序正开着它，多半是 Excel 或 WPS，请先在那里关掉",
    33: "别的程序正开着它，多半是 Excel 或 WPS，请先在那里关掉",
    112: "磁盘满了",
    206: _TOO_LONG,
    1314: "Windows 不让普通用户建链接",
}
_NOT_THERE = {2, 3}
_LONGEST = 247  # characters of a folder's path on Windows; a file may have 259


def machine_reason(error: OSError) -> str:
    """Why the system refused, in a few Chinese words."""
    number = getattr(error, "winerror", None)
    if number is None and os.name == "nt" and error.errno == errno.EACCES:
        number = _REFUSED  # `open` of Python does not hand the number on
    if number in _NOT_THERE and len(str(error.filename2 or error.filename or "")) > _LONGEST:
        return _TOO_LONG  # so Windows says that it does not take the path
    if number in _ON_WINDOWS:
        return _ON_WINDOWS[number]
    if error.errno is None:
        return "读写时出错"
    return _REASONS.get(error.errno, f"系统错误 {error.errno}")
