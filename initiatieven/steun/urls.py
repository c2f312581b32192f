from django.urls import path

from .views import Code, Plan

urlpatterns = [
    path("<str:sleutel>/", Plan.as_view(), name="plan"),
    path("<str:sleutel>/code/", Code.as_view(), name="code"),
]
