from uuid import uuid4

from django.db import migrations, models


def begin(apps, schema_editor):
    """Mark what is there: without a mark nothing is kept in memory until the first change."""
    apps.get_model('vocabularies', 'Edition').objects.create(pk=1, mark=uuid4())


class Migration(migrations.Migration):

    dependencies = [
        ('vocabularies', '0001_vocabularies_and_terms'),
    ]

    operations = [
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mark', models.UUIDField()),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
