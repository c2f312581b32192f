"""The weekly mail to who owns pages that must be looked at."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import timezone

from home.models import Controlemail
from home.redactie.controle import get_verlopen
from home.redactie.mailen import send_to_each


def send_controles(at=None):
    """One mail a week to each member of a role that owns such pages. Returns how many were sent and how many failed."""
    at = at or timezone.localdate()
    per_rol = {}
    for page in get_verlopen(at):
        per_rol.setdefault(page.eigenaar, []).append(page)
    maandag = at - timedelta(days=at.weekday())
    werk = {user: _collect(user, per_rol) for user in _get_members(per_rol, maandag)}
    return send_to_each(werk, lambda user, pages: _send_to(user, pages, maandag))


def _get_members(per_rol, maandag):
    gehad = Controlemail.objects.filter(week=maandag).values("gebruiker")
    users = get_user_model().objects.filter(is_active=True, groups__in=[rol for rol in per_rol if rol])
    return users.exclude(email="").exclude(pk__in=gehad).distinct().order_by("pk").prefetch_related("groups")


def _collect(user, per_rol):
    pages = [page for rol in user.groups.all() for page in per_rol.get(rol.pk, [])]
    return sorted(pages, key=lambda page: page.controleren_voor)


def _send_to(user, pages, maandag):
    Controlemail.objects.create(gebruiker=user, week=maandag)
    een = len(pages) == 1
    onderwerp = f"Controleer of {'1 pagina' if een else f'{len(pages)} pagina’s'} nog {'klopt' if een else 'kloppen'}"
    send_mail(onderwerp, render_to_string("home/mails/controles.txt", {"pages": pages}), None, [user.email])
    return True
