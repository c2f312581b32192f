"""Apart from `rechten`, because Wagtail imports it before its own models are there."""


def publish_approved(workflow_state, user=None):
    """The end of a workflow. Who may approve, may publish: the task has checked it."""
    workflow_state.content_object.get_latest_revision().publish(user=user, skip_permission_checks=True)
