from django.db import migrations

from tovholder.jobcentre.audit.operations import AppendOnly

_MONTH_OF_RECORD_EXPIRED = """EXISTS (
    SELECT 1 FROM audit_seal s JOIN audit_segment g ON g.id = s.segment_id
    WHERE s.record = OLD.id AND g.expired_at IS NOT NULL)"""
_MONTH_OF_SEAL_EXPIRED = """EXISTS (
    SELECT 1 FROM audit_segment g WHERE g.id = OLD.segment_id AND g.expired_at IS NOT NULL)"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        AppendOnly("audit_record", may_go=_MONTH_OF_RECORD_EXPIRED),
        AppendOnly("audit_seal", may_go=_MONTH_OF_SEAL_EXPIRED, unique=("id", "record")),
    ]
