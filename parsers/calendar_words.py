"""Names of months and weekdays in the languages of many publishers, for days that pages write out."""

from __future__ import annotations

_MONTHS = """
de januar februar märz april mai juni juli august september oktober november dezember
es enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
fr janvier février mars avril mai juin juillet août septembre octobre novembre décembre
it gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
nl januari februari maart april mei juni juli augustus september oktober november december
pt janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
"""
_WEEKDAYS = """
de montag dienstag mittwoch donnerstag freitag samstag sonntag
es lunes martes miércoles jueves viernes sábado domingo
fr lundi mardi mercredi jeudi vendredi samedi dimanche
it lunedì martedì mercoledì giovedì venerdì sabato domenica
nl maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
pt segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
"""

MONTHS = {
    name: number
    for line in _MONTHS.strip().splitlines()
    for number, name in enumerate(line.split()[1:], start=1)
}  # fmt: skip
"""Month in small letters → its number. No name means different months in two of the languages."""

WEEKDAYS = frozenset(name for line in _WEEKDAYS.strip().splitlines() for name in line.split()[1:])
"""Weekdays in small letters."""
