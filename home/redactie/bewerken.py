"""The editor of a page, with our own mail about comments."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from home.redactie.bewaren import PaginaView
from home.redactie.mailen import send_after_commit
from home.redactie.moderatiemails import may_edit


class OpmerkingenMixin:
    def send_commenting_notifications(self, changes):
        """Only to who may still see the page. Wagtail writes to whoever once took part."""
        gesprekken = [comment.pk for comment in changes["resolved_comments"]]
        gesprekken += [comment.pk for comment, _ in changes["new_replies"]]
        gevolgd = Q(page_subscriptions__page=self.page, page_subscriptions__comment_notifications=True)
        deelnemer = Q(wagtail_admin_comments__in=gesprekken) | Q(comment_replies__comment__in=gesprekken)
        if changes["new_comments"] or changes["deleted_comments"] or gesprekken:
            volgers = get_user_model().objects.filter(gevolgd | deelnemer).exclude(pk=self.request.user.pk).distinct()
            wie = volgers.exclude(wagtail_userprofile__updated_comments_notifications=False)
            adres = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[self.page.pk])
            send_after_commit(
                [user for user in wie.order_by("pk") if may_edit(user, self.page)],
                "Er is een opmerking bij een tekst",
                "opmerking",
                titel=self.page.get_admin_display_title(),
                adres=adres,
            )


class RedactieEditView(OpmerkingenMixin, PaginaView):
    pass
