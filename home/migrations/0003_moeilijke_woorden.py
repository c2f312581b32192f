from django.db import migrations

from home.schrijven.woorden import read_own_list


def add_own_words(apps, schema_editor):
    MoeilijkWoord = apps.get_model("home", "MoeilijkWoord")
    MoeilijkWoord.objects.bulk_create(MoeilijkWoord(**row) for row in read_own_list())


class Migration(migrations.Migration):
    dependencies = [("home", "0002_voorpagina")]

    # Back: the table goes, and the words with it.
    operations = [migrations.RunPython(add_own_words, migrations.RunPython.noop)]
