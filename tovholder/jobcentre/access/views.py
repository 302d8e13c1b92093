from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.i18n import set_language

from tovholder.jobcentre.access.actions import count_try
from tovholder.jobcentre.access.gate import SignedIn, public, signed_in
from tovholder.jobcentre.access.limits import address_of, fingerprint, is_over
from tovholder.jobcentre.access.permissions import Role
from tovholder.jobcentre.audit import record
from tovholder.jobcentre.audit.models import Kind

_FIRST_PAGE = {
    Role.EMPLOYEE: "my_day",
    Role.LEADER: "my_day",
    Role.MANAGER: "results",
    Role.DATA_OWNER: "import",
    Role.CITIZEN: "my_course",
    Role.COMPANY: "my_contact",
}


@signed_in
def home(request: SignedIn) -> HttpResponse:
    return redirect(_FIRST_PAGE[Role(request.user.role)])


class LoginForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _(
            "Brugernavn og adgangskode passer ikke sammen. Prøv igen; store og små bogstaver tæller."
        ),
        "inactive": _(
            "Brugernavn og adgangskode passer ikke sammen. Prøv igen; store og små bogstaver tæller."
        ),
    }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        unreadable = {"null_characters_not_allowed": _("Noget af teksten kunne ikke læses. Skriv den igen.")}
        self.fields["username"].error_messages |= unreadable | {"required": _("Skriv dit brugernavn.")}
        self.fields["password"].error_messages |= unreadable | {"required": _("Skriv din adgangskode.")}


class Login(auth_views.LoginView):
    template_name = "access/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        now = timezone.now()
        if any(is_over(what, who, at=now) for what, who in self._tries()):
            record.refusal("log_in", by=None, at=now, because="too_many")
            form = LoginForm(request, initial={"username": request.POST.get("username", "")})
            return self.render_to_response(self.get_context_data(form=form, too_many=True), status=429)
        return super().post(request, *args, **kwargs)

    def _tries(self) -> list[tuple[str, str]]:
        """What is counted when a log-in fails: the name that was typed from this address, and the address."""
        address, name = address_of(self.request), self.request.POST.get("username", "").strip().lower()
        return [("one_name", fingerprint(address, name)), ("log_in", fingerprint(address))]

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        record.action("log_in", by=form.get_user(), at=timezone.now(), kind=Kind.ENTRY)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        now = timezone.now()
        record.refusal("log_in", by=None, at=now)
        for what, who in self._tries():
            count_try(what, who, at=now)
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"too_many": False} | kwargs, demo=settings.DEMO)


class Logout(auth_views.LogoutView):
    next_page = "login"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.user.is_authenticated:
            record.action("log_out", by=request.user, at=timezone.now(), kind=Kind.ENTRY)
        return super().post(request, *args, **kwargs)


login = public(Login.as_view())
logout = public(Logout.as_view())
language = public(set_language)
