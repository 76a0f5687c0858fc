from django.urls import path

from socle.supervision.web.views import home, questions

app_name = "supervision"
urlpatterns = [
    path("supervision/", home.home, name="home"),
    path("supervision/partenaires/<uuid:organisation_id>/", home.partner, name="partner"),
    path("supervision/questions/nouvelle/", questions.ask_question, name="ask"),
    path("supervision/questions/<uuid:question_id>/", questions.question, name="question"),
    path("supervision/delais/<uuid:convention_id>/", questions.delay, name="delay"),
    path("questions-de-la-caisse/", home.mine, name="mine"),
]
