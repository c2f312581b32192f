"""Working days as the law counts them (Algemene termijnenwet, article 3): Good Friday and every 5 May are holidays."""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

ZATERDAG = 5


@cache
def get_feestdagen(jaar):
    pasen = easter(jaar)
    koningsdag = date(jaar, 4, 27)
    if koningsdag.weekday() > ZATERDAG:
        koningsdag -= timedelta(days=1)
    vast = {date(jaar, 1, 1), koningsdag, date(jaar, 5, 5), date(jaar, 12, 25), date(jaar, 12, 26)}
    # Good Friday, Easter Monday, Ascension Day and Whit Monday.
    return vast | {pasen + timedelta(days=dagen) for dagen in (-2, 1, 39, 50)}


def is_werkdag(dag):
    return dag.weekday() < ZATERDAG and dag not in get_feestdagen(dag.year)


def add_working_days(dag, aantal):
    """The last day of a term that begins the day after `dag`."""
    while aantal:
        dag += timedelta(days=1)
        aantal -= is_werkdag(dag)
    return dag
