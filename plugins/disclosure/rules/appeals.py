"""Appeals to the public by a body that says itself that it had no qualification on that day."""

from __future__ import annotations

from collections.abc import Iterator

from ..dates import earlier
from ..kinds.campaigns import CampaignRecord
from ..kinds.qualifications import QualificationRecord, QualificationType
from ..problems import Problem, problem
from ..reading import YesNo
from .scene import Rule, Scene


def unqualified(scene: Scene) -> Iterator[Problem]:
    """Appeals of a body without qualification, or whose certificates leave the first day of the appeal out; it may have lost it since."""
    certificates = [
        row for row in scene.rows(QualificationRecord) if row.type == QualificationType.FUNDRAISING and row.valid_from
    ]
    refused = scene.disclosure.organisation.public_fundraising == YesNo.NO
    for row in scene.rows(CampaignRecord):
        start = row.start_on
        covered = bool(start) and any(_covers(certificate, start or "") for certificate in certificates)
        if refused and not covered:
            yield problem(
                "appeal-unqualified",
                row.at(CampaignRecord.name),
                cell=row.record_name,
                reason="本机构填的是没有公开募捐资格",
            )
        elif start and certificates and not covered:
            terms = "、".join(
                f"{certificate.valid_from} 至 {certificate.valid_to or '今'}" for certificate in certificates
            )
            reason = f"{start} 开始那天没有有效的公开募捐资格（登记的有效期：{terms}）"
            yield problem("appeal-unqualified", row.at(CampaignRecord.start_on), cell=row.record_name, reason=reason)


def _covers(certificate: QualificationRecord, day: str) -> bool:
    """Whether a day may lie in the term of a certificate: months without a day count whole."""
    before = certificate.valid_from is not None and earlier(day, certificate.valid_from)
    after = certificate.valid_to is not None and earlier(certificate.valid_to, day)
    return not (before or after)


RULES: dict[str, Rule] = {"appeal-unqualified": unqualified}
