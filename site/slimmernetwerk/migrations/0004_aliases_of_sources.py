from django.db import migrations


def follow_sources(apps, schema_editor):
    """Let each alias of an alias follow the source of that one, as a save does from now on."""
    Page = apps.get_model('wagtailcore', 'Page')
    chained = Page.objects.filter(alias_of__alias_of__isnull=False)
    while pages := list(chained.select_related('alias_of')):  # a round takes one link off a chain
        for page in pages:
            Page.objects.filter(pk=page.pk).update(alias_of=page.alias_of.alias_of_id)


class Migration(migrations.Migration):

    dependencies = [
        ('slimmernetwerk', '0003_editorial_roles'),
    ]

    operations = [
        migrations.RunPython(follow_sources, migrations.RunPython.noop),
    ]
