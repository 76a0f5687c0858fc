from django.urls import path

from socle.supervision.web.views import audits, failures, granting, home, measures, questions, samples

app_name = "supervision"
urlpatterns = [
    path("supervision/", home.home, name="home"),
    path("supervision/partenaires/<uuid:organisation_id>/", home.partner, name="partner"),
    path("supervision/questions/nouvelle/", questions.ask_question, name="ask"),
    path("supervision/questions/<uuid:question_id>/", questions.question, name="question"),
    path("supervision/delais/<uuid:convention_id>/", questions.delay, name="delay"),
    path("supervision/partenaires/<uuid:organisation_id>/manquement/", failures.notify_failure, name="notify"),
    path("supervision/manquements/<uuid:failure_id>/", failures.failure, name="failure"),
    path("supervision/manquements/<uuid:failure_id>/mesure/", measures.new_measure, name="measure_new"),
    path("supervision/mesures/<uuid:measure_id>/", measures.measure, name="measure"),
    path("supervision/echantillons/nouveau/", samples.new_sample, name="sample_new"),
    path("supervision/echantillons/<uuid:sample_id>/", samples.sample, name="sample"),
    path("supervision/partenaires/<uuid:organisation_id>/audit/", audits.new_audit, name="audit_new"),
    path("supervision/partenaires/<uuid:organisation_id>/droit/", granting.grant_in_place, name="grant"),
    path("supervision/audits/<uuid:audit_id>/", audits.audit, name="audit"),
    path("supervision/audits/<uuid:audit_id>/rapport.pdf", audits.report, name="audit_report"),
    path("questions-de-la-caisse/", home.mine, name="mine"),
]
