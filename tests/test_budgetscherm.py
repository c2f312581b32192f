"""The screens of the budgets: every euro is seen, and only the Subsidiebureau books."""

from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from initiatieven.models import Boeking, Budget
from initiatieven.registers.grootboek import Grootboek
from tests.gelijktijdig import both
from tests.initiatieven import make_aanvraag, make_budget, make_medewerker, make_regiegroep

pytestmark = pytest.mark.django_db
LIJST = "initiatieven_budgetten_modeladmin"
Soort = Boeking.Soort


def log_in(groep="Subsidiebureau"):
    client = Client()
    client.force_login(make_medewerker(groep))
    return client
