"""The documents that figures come from, held against what was registered of them."""

from __future__ import annotations

from ..wording import Scope, Severity, Wording

_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTICE

WORDINGS: dict[str, Wording] = {
    "picture-missing": Wording(
        _E,
        "图片不在",
        "写了图片“{cell}”，但 {other} 里没有这个文件{hint}。",
        "请把图片放进去，或改正文件名（只写文件名，连后缀，如 食堂.jpg）；没有图片的，删去这一行。",
        why="写了图片却没有文件，网页上就是一个空框。",
    ),
    "picture-unreadable": Wording(
        _E,
        "图片打不开",
        "“{cell}”不能用：{reason}。",
        "请换一张能打开的 .jpg 或 .png；手机原图太大的，先缩小。",
        why="打不开的图片在网页上是一个叉，别人会以为网站坏了。",
    ),
    "picture-unclaimed": Wording(
        _W,
        "图片没有登记",
        "图片表里没有哪一行是这个文件，它不会登出来。",
        "请在 pictures.csv 里加一行，写明说明、项目、认不认得出受助人；不用的请移走。",
        why="没有登记的图片，没有人查过里面有谁、同不同意。",
    ),
    "picture-without-consent": Wording(
        _E,
        "受助人没有同意登照片",
        "图片 {cell} 里认得出受助人，“受助人同意公开”没有填“是”。",
        "请换一张不露脸的；本人（孩子由监护人）书面同意了，再填“是”。",
        why="受助的人有权不让别人知道自己受了帮助；照片登出去，就收不回来了。",
    ),
    "document-missing": Wording(
        _E,
        "原件不在",
        "写了原件“{cell}”，但 {other} 里没有这个文件{hint}。",
        "请把文件放进去，或改正文件名；原件不放在这里的，把这一格留空。",
        why="写了原件却没有文件，数字就没有拿原件核过，读者也打不开。",
    ),
    "document-twice": Wording(
        _E,
        "原件有两份",
        "{cell} 有几份原件：{other}，不知道以哪一份为准。",
        "请只留一份，或在“原件”一栏写明文件名。",
        why="两份原件可能不是同一稿，拿错一份核对，等于没有核。",
    ),
    "document-unclaimed": Wording(
        _W,
        "原件没有来源认领",
        "没有哪个来源是这份文件，它不会被核对，也不会公布。",
        "请把文件名改成来源的编号，或在 sources.csv 的“原件”一栏写上文件名；不用的请移走。",
        why="放进来的原件没有人认领，您以为核过了，其实没有。",
    ),
    "document-unreadable": Wording(
        _E,
        "原件读不出来",
        "读不出来：{reason}。",
        "请换成能读的文件（.docx、.xlsx、PDF、网页、txt 或照片）；没有的，把原件移出 sources 文件夹。",
        why="原件读不出来，就没有拿它核过任何一个数。",
    ),
    "document-pictured": Wording(
        _E,
        "原件是扫描件",
        "{other} 是扫描的图片，检查不认字（扫描软件认的字也不算），没有拿它核过任何一个数。",
        "请做一份认字稿：运行 make read FILE={path} TRANSCRIPT=1（没有装认字的软件的，先运行 make setup-ocr），"
        "对着原件看完、写上谁在哪一天看的；做不了的，把原件移出 sources 文件夹。",
        why="扫描的原件放在那里，看起来像核过了，其实没有人核。",
    ),
    "transcript-unfit": Wording(
        _E,
        "认字稿还不能用",
        "认字稿还不能用：{reason}。",
        "{hint}；暂时不用的，把它和原件一起移出 sources 文件夹。",
        why="电脑认的字会错，没有人对着原件看过，就不能拿它核数，更不能登在网上。",
    ),
    "transcript-named": Wording(
        _E,
        "认字稿不能当原件",
        "原件写的是认字稿“{cell}”。",
        "请写扫描件的文件名：{other}；认字稿放在它旁边，不用登记。",
        why="认字稿是我们自己的抄件，拿抄件当原件，等于自己证明自己。",
    ),
    "original-pictured": Wording(
        _W,
        "公开的原件有几页是图，没有查过",
        "原件要公开，第 {what} 页只有图，检查不认字，里面有没有个人信息查不出来。",
        "请做一份认字稿：运行 make read FILE={path} TRANSCRIPT=1，对着原件看完、写上谁在哪一天看的，检查就照它查；不做的，请人看一遍那几页。",
        why="扫描的名单里有身份证号、孩子的名字，公开了就收不回来。",
    ),
    "original-format": Wording(
        _E,
        "这种格式的原件不能公开",
        "{cell} 格式的文件里可能有修订、批注、作者或程序，不能登在网上。",
        "请另存为 PDF 再放进来；只用来核对的，把“公开原件”留空。",
        why="公开的 Word 文件被人翻出过删掉的话和作者的名字。",
    ),
    "wording-not-in-source": Wording(
        _E,
        "原文里没有这个写法",
        "原文写法“{cell}”在原件 {other} 里找不到。",
        "请照原件改（一字不改地抄，数值也要跟着核对）：{hint}。",
        scope=Scope.TABLES,
        why="数值和原文写法可以一起抄错；只有拿原件来对，才知道报告是不是这样写的。",
        incidents=(1,),
    ),
    "wording-in-picture": Wording(
        _N,
        "原文写法可能在图里",
        "原文写法“{cell}”在原件 {other} 的文字里找不到；第 {expected} 页只有图，检查不认字，没有核对。",
        "请对着那一页的图看一遍，写法要一字不差；数字改了别的地方的，也会这样说。",
        scope=Scope.TABLES,
        why="扫描的页登了数，检查没有办法拿它来核，只能请人看。",
    ),
    "wording-elsewhere": Wording(
        _W,
        "原文写法不在所写的出处",
        "“{cell}”的出处写的是“{expected}”，原件 {other} 里却是在别处：{left}。",
        "请核对是不是这一处，再改正出处。",
        scope=Scope.TABLES,
        why="出处不对，读者照着找会找不到，也可能把另一件事的数当成了这件事的。",
    ),
    "wording-cut": Wording(
        _W,
        "原文写法少抄了字",
        "原文写法抄的是“{cell}”，原件 {other} 里前面还有字：“{left}”。",
        "请把“约”“超过”“首次”这样的字一起抄进来，并填约数。",
        scope=Scope.TABLES,
        why="少了“超过”“首次”，和原文就不是同一句话了。",
    ),
    "sentence-not-in-source": Wording(
        _E,
        "原件里没有这句话",
        "原文句子“{cell}”在原件 {other} 里找不到。",
        "请从原件照抄，一字不改。",
        scope=Scope.TABLES,
        why="登出的原文句子，必须是原件里真有的话。",
    ),
    "sentence-without-wording": Wording(
        _E,
        "原文句子里没有这个数",
        "原文句子里没有原文写法“{cell}”。",
        "请抄含有这个数的那一句，一字不改；或者留空。",
        scope=Scope.RECORD,
        why="句子里没有这个数，读者对不上。",
    ),
    "number-unregistered": Wording(
        _N,
        "原件里有数没有登记",
        "有 {cell} 处数字没有登进数字台账（未登记）：{left}。",
        "请看看有没有该登的；不用登的不必理会。",
        scope=Scope.TABLES,
        why="报告写了而台账没有的数，读者在网站上看不到，也没有人核对。",
    ),
}
