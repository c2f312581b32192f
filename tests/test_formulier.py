"""The one look of every form for residents and volunteers."""

import pytest
from django import forms
from django.http import QueryDict

from home.formulier import FormulierMixin, tidy_text

pytestmark = pytest.mark.een_database


class PlanForm(FormulierMixin, forms.Form):
    titel = forms.CharField(label="naam", max_length=20, help_text="Een korte naam.")
    plan = forms.CharField(label="plan", widget=forms.Textarea, max_length=400, required=False)
    soort = forms.ChoiceField(label="soort", choices=[("a", "Alleen"), ("b", "Samen")], widget=forms.RadioSelect)


def send(**data):
    query = QueryDict(mutable=True)
    query.update(data)
    return PlanForm(query)


def test_a_mistake_stands_at_the_question_and_in_the_list_that_leads_to_it():
    form = send(plan="Bankjes")
    assert [id for id, _ in form.fouten] == ["id_titel", "id_soort_0"]
    html = form["titel"].as_field_group()
    assert 'aria-describedby="id_titel_helptext id_titel_error"' in html
    assert 'id="id_titel_error"' in html and "Fout: " in html and 'aria-invalid="true"' in html
    assert 'aria-describedby="id_soort_error"' in form["soort"].as_field_group()


def test_only_what_is_not_obligatory_says_so_and_a_long_answer_counts_along():
    form = PlanForm()
    assert "(niet verplicht)" not in form["titel"].as_field_group()
    plan = form["plan"].as_field_group()
    assert "(niet verplicht)" in plan and 'data-tekens="400"' in plan and "maxlength" not in plan


def test_a_date_or_a_file_says_in_its_own_way_that_it_is_obligatory():
    class DagForm(FormulierMixin, forms.Form):
        dag = forms.DateField(widget=forms.DateInput({"type": "date"}))
        bon = forms.FileField()
        verhaal = forms.CharField(widget=forms.Textarea, max_length=2000)

    form = DagForm()
    for naam in ("dag", "bon"):
        html = form[naam].as_field_group()
        assert "aria-required" not in html and " required" in html
    verhaal = form["verhaal"].as_field_group()
    assert 'aria-required="true"' in verhaal and 'data-tekens="2000"' in verhaal


def test_what_was_typed_comes_back_tidied():
    form = send(titel="Bank\x00je\r\n", plan="een\r\ntwee", soort="a")
    assert form.is_valid()
    assert form.cleaned_data["titel"] == "Bankje" and form.cleaned_data["plan"] == "een\ntwee"


def test_text_keeps_what_people_write():
    assert tidy_text("Café 👩‍🌾 “ja”\t\n") == "Café 👩‍🌾 “ja”\t\n"
    assert tidy_text("cafe\u0301") == "café"
    assert tidy_text("a\u202eb\ud800") == "ab"
