"""Puts our own front page in the place of Wagtail's welcome page, as `wagtail start` does."""

from django.db import migrations


def create_homepage(apps, schema_editor):
    ContentType = apps.get_model("contenttypes.ContentType")
    Page = apps.get_model("wagtailcore.Page")
    Site = apps.get_model("wagtailcore.Site")
    HomePage = apps.get_model("home.HomePage")
    if HomePage.objects.exists():
        return
    Page.objects.filter(depth=2, content_type__model="page", slug="home").delete()
    soort, _ = ContentType.objects.get_or_create(model="homepage", app_label="home")
    homepage = HomePage.objects.create(
        title="Samen maken we Alkmaar",
        draft_title="Samen maken we Alkmaar",
        slug="home",
        content_type=soort,
        locale=apps.get_model("wagtailcore.Locale").objects.first(),
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/home/",
        samenvatting="Vind uw wijk of dorp. Lees wat er gebeurt en doe mee.",
    )
    Site.objects.create(hostname="localhost", root_page=homepage, is_default_site=True)


def remove_homepage(apps, schema_editor):
    """The rows only: what Django would look for beside them may stand in tables that are gone."""
    Page = apps.get_model("wagtailcore.Page")
    rows = [
        apps.get_model("wagtailcore.Site").objects.all(),
        apps.get_model("home.HomePage").objects.all(),
        Page.objects.filter(slug="home", depth=2),
    ]
    for queryset in rows:
        queryset._raw_delete(schema_editor.connection.alias)


class Migration(migrations.Migration):
    dependencies = [("home", "0001_begin")]
    operations = [migrations.RunPython(create_homepage, remove_homepage)]
