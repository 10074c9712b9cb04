"""Give Wagtail's own groups and workflow the Dutch names of an editors' desk, and add a role.

Groups keep their members and permissions. What an administrator renamed or removed stays so.
"""

from django.db import migrations

GROUPS = {"Editors": "Redactie", "Moderators": "Eindredactie"}
WORKFLOW = {"Moderators approval": "Controle door eindredactie"}
MANAGERS = "Methodebeheer"


def rename(model, names):
    for old, new in names.items():
        if not model.objects.filter(name=new).exists():
            model.objects.filter(name=old).update(name=new)


def rename_all(apps, groups, workflow):
    rename(apps.get_model("auth", "Group"), groups)
    rename(apps.get_model("wagtailcore", "Workflow"), workflow)
    rename(apps.get_model("wagtailcore", "Task"), workflow)


def add_roles(apps, schema_editor):
    rename_all(apps, GROUPS, WORKFLOW)
    managers, is_new = apps.get_model("auth", "Group").objects.get_or_create(name=MANAGERS)
    if is_new:
        permissions = apps.get_model("auth", "Permission").objects
        managers.permissions.add(
            *permissions.filter(
                codename="access_admin", content_type__app_label="wagtailadmin"
            )
        )


def remove_roles(apps, schema_editor):
    def turned(names):
        return {new: old for old, new in names.items()}

    rename_all(apps, turned(GROUPS), turned(WORKFLOW))
    # With members it may be an administrator's own by now.
    apps.get_model("auth", "Group").objects.filter(name=MANAGERS, user=None).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("slimmernetwerk", "0002_pages_and_media"),
        ("auth", "0012_alter_user_first_name_max_length"),
        # Those below give permissions to the groups by their first names.
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(add_roles, remove_roles)]
