import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "site_project.settings")
application = get_wsgi_application()
# Reads all addresses, and with them every view, before the workers are made: else each new worker does that while its
# first visitors wait. It asks nothing of the database, whose connections must not be shared.
reverse("wagtailadmin_home")
