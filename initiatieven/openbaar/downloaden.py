"""The register as a file: what the page shows, without the pages."""

from django.http import JsonResponse

from home.tabel import make_response

KOLOMMEN = ["initiatief", "gebied", "bedrag", "jaar", "stand", "pagina"]


def make_rows(register, request):
    for initiatief in register.get_alles():
        yield {
            "initiatief": initiatief.titel,
            "gebied": initiatief.gebied,
            "bedrag": initiatief.bedrag,
            "jaar": initiatief.jaar,
            "stand": initiatief.stand.label,
            "pagina": initiatief.pagina.get_full_url(request) if initiatief.pagina else "",
        }


def make_csv_response(register, request):
    return make_response(KOLOMMEN, make_rows(register, request), "csv", "initiatieven")


def make_json_response(register, request):
    rijen = [rij | {"bedrag": str(rij["bedrag"] or 0)} for rij in make_rows(register, request)]
    return JsonResponse(
        {"bron": "Gemeente Alkmaar", "initiatieven": rijen}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )
