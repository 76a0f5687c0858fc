from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial")]
    operations = [
        migrations.AddField("message", "is_secret", models.BooleanField(default=False)),
        migrations.AlterField("message", "body", models.TextField(blank=True)),
    ]
