from django.urls import path

from socle.organismes.web import views

app_name = "organismes"
urlpatterns = [
    path("personnes/", views.people, name="people"),
    path("personnes/nouvelle/", views.person_new, name="person_new"),
    path("personnes/<uuid:person_id>/", views.person, name="person"),
    path("personnes/<uuid:person_id>/modifier/", views.person_edit, name="person_edit"),
    path("organisme/", views.organisation, name="organisation"),
]
