"""Coming in, confirming, changing organisation, going out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from socle.accounts import actions, cookies, provider, queries
from socle.accounts.domain import policy
from socle.accounts.web.access import HOME, account_of, actor_of, client_of, entered, next_page, renewed, says
from socle.accounts.web.forms import CodeForm, SignInForm, SwitchForm
from socle.kernel.decision import Refused
from socle.theme.public import public

TOO_MANY = 429
REFUSED = 403


@public
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    target = next_page(request)
    if request.method == "GET" and getattr(request, "actor", None) is not None:
        return HttpResponseRedirect(target)
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return entered(request, actions.sign_in(**form.cleaned_data, client=client_of(request)), target)
        except actions.PasswordAsked as asked:
            return HttpResponseRedirect(reverse("accounts:activation", args=[asked.token]))
        except Refused as refused:
            form.add_error(None, says(refused.decision))
            status = TOO_MANY if refused.decision.until else REFUSED
    return render(request, "accounts/sign_in.html", _page(form, target), status=status)


def _page(form: SignInForm, target: str) -> dict[str, object]:
    asked = provider.configured()
    return {"form": form, "suite": target, "provider": asked.name if asked else ""}


@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: HttpRequest) -> HttpResponse:
    target, form, status = next_page(request), CodeForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            token = actions.step_up(actor_of(request), form.cleaned_data["code"], client_of(request))
            return renewed(request, token, target)
        except Refused as refused:
            form.add_error(None, says(refused.decision))
            status = TOO_MANY if refused.decision.until else REFUSED
    minutes = int(policy.STEP_UP_LIFE.total_seconds() // 60)
    page = {"form": form, "suite": target, "minutes": minutes}
    return render(request, "accounts/step_up.html", page, status=status)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    actions.sign_out(actor_of(request))
    messages.success(request, "Vous êtes déconnecté.")
    is_by_provider = cookies.OUT in request.COOKIES and provider.configured() is not None
    response = HttpResponseRedirect(reverse("accounts:identity_out" if is_by_provider else "accounts:sign_in"))
    cookies.forget_sign_in(response)
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def switch(request: HttpRequest) -> HttpResponse:
    form = SwitchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return renewed(request, actions.switch_membership(actor_of(request), form.cleaned_data["membership"]), HOME)
    memberships = queries.memberships_of(account_of(request))
    page = {"memberships": memberships, "current": actor_of(request).membership_id}
    return render(request, "accounts/switch.html", page)


@public
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    page = {"version": policy.VERSION, "since": policy.SINCE, "parameters": policy.REFERENCE}
    return render(request, "accounts/reference.html", page)
