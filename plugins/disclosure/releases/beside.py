"""What a release promises beside the tables: facts of the organisation and the site, articles, attachments."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from ..model import Kind, Organisation, SiteSettings
from ..reading import Date, Fingerprint, Promise, Record, Text, column


class AttachmentRecord(Record):
    """One published file that is no page and no table."""

    id = column(Text, "文件", key=True)
    sha256 = column(Fingerprint, "指纹", required=True)


class PictureFileRecord(Record):
    """The file of one picture, known by the id of its row: another may take its place, because a face was made unknowable."""

    id = column(Text, "编号", key=True)
    sha256 = column(Fingerprint, "指纹", required=True, promise=Promise.RECORDED, because="遮住人脸也会换文件")


class ArticleRecord(Record):
    """One article or standing page."""

    id = column(Text, "网页", key=True)
    title = column(Text, "标题", required=True)
    day = column(Date, "日期")
    words = column(Text, "正文")


ORGANISATION = Kind(id="organisation", label="机构信息", record=Organisation, sourced=False)
SITE = Kind(id="site", label="网站设置", record=SiteSettings, sourced=False)
ATTACHMENTS = Kind(id="attachments", label="附件", record=AttachmentRecord, sourced=False)
PICTURE_FILES = Kind(id="picture_files", label="图片文件", record=PictureFileRecord, sourced=False)
ARTICLES = Kind(id="articles", label="文章", record=ArticleRecord, sourced=False)

# None of them is a table that staff keep, so they stand in no menu and in no dictionary.
BESIDE: Mapping[str, Kind] = MappingProxyType(
    {kind.id: kind for kind in (ORGANISATION, SITE, ATTACHMENTS, PICTURE_FILES, ARTICLES)}
)
SINGLE = frozenset({ORGANISATION.id, SITE.id})  # of one row, which has no number
# Whose going is asked for elsewhere: of a page when it is published, of a picture by its row, which tells of its coming, too.
GOING_ELSEWHERE, COMING_ELSEWHERE = frozenset({ARTICLES.id, PICTURE_FILES.id}), frozenset({PICTURE_FILES.id})
