import sys

from django.apps import AppConfig
from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from .geen_api import GeenApi

WORKFLOW_SIGNALS = {"submitted": workflow_submitted, "approved": workflow_approved, "rejected": workflow_rejected}


class SiteProjectConfig(AppConfig):
    name = "site_project"
    default = True

    def ready(self):
        """It is the first of the apps (settings), so the others find no API."""
        sys.meta_path.insert(0, GeenApi())


class AdminConfig(WagtailAdminAppConfig):
    """The admin without Wagtail's mails about a workflow: home/redactie/moderatiemails.py sends ours.

    Wagtail's go out before all is stored, to superusers too. A mail server that is down would stop the editor, and
    the log would name who should have been told.
    """

    default = False

    def ready(self):
        super().ready()
        taak, workflow = (self.apps.get_model("wagtailcore", naam) for naam in ("TaskState", "WorkflowState"))
        task_submitted.disconnect(sender=taak, dispatch_uid="group_approval_task_submitted_email_notification")
        for woord, signal in WORKFLOW_SIGNALS.items():
            signal.disconnect(sender=workflow, dispatch_uid=f"workflow_state_{woord}_email_notification")
