"""The addresses of search."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from search import views

app_name = "search"
urlpatterns = [
    path("", views.search, name="search"),
    path(_("suggestions/"), views.suggestions, name="suggestions"),
]
public_urlpatterns = [path(_("search/"), include((urlpatterns, app_name)))]
