from wagtail.admin.action_menu import SubmitForModerationMenuItem


class NaarModeratie(SubmitForModerationMenuItem):
    """Names who will read it, not the workflow by which it gets there."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        workflow = (context.get("page") or context["parent_page"]).get_workflow()
        return {**context, "label": f"Stuur door naar {workflow.tasks.first()}"}
