from django.urls import path

from socle.theme.web import views

app_name = "theme"
urlpatterns = [
    path("apparence", views.appearance, name="appearance"),
    path("composants", views.components, name="components"),
]
