#!/usr/bin/env python3
"""Works out every figure of an edition from its open data, with nothing but Python 3.9 or newer.

    python3 recompute.py METHOD.json requests.csv > figures.json

METHOD.json is editions/2020.json of the repository, or the answer of /scoreboard/2020 (Accept: application/json).
What it prints equals `imi scoreboard --edition 2020 --json` byte for byte.
"""
import csv
import json
import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

COUNTRIES = ("AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK").split()
ZONE = ZoneInfo("Europe/Brussels")


def day(instant):
    """The date in Brussels of an instant in UTC; None where there is none."""
    if not instant:
        return None
    return datetime.fromisoformat(instant.replace("Z", "+00:00")).astimezone(ZONE).date()


def days(row, column):
    """Days from the one on which the request was sent."""
    at = day(row[column])
    return None if at is None else (at - day(row["sent_at"])).days


def on_time(row):
    return bool(row["agreed_day"]) and day(row["answered_at"]) <= date.fromisoformat(row["agreed_day"])


def ratio(indicator, rows):
    measure = indicator["measure"]
    if measure == "acceptance":
        out = indicator["leftOut"]
        counted = [row for row in rows if not (out and row["withdrawn_at"] and not row["accepted_at"]
                   and days(row, "withdrawn_at") <= out["withdrawnWithinDays"])]
        soon = [row for row in counted if row["accepted_at"] and days(row, "accepted_at") <= indicator["withinDays"]]
        return len(soon), len(counted)
    answered = [row for row in rows if row["answered_at"]]
    if measure == "answer-days":
        return sum(days(row, "answered_at") for row in answered), len(answered)
    if measure == "punctuality":
        return sum(1 for row in answered if on_time(row)), len(answered)
    ratings = [int(row["rating_" + measure]) for row in rows if row["rating_" + measure]]
    return sum(1 for step in ratings if step in indicator["negative"]), len(ratings)


def band(bands, whole):
    """A border belongs to the better band."""
    sign = 1 if bands["better"] == "high" else -1
    if sign * whole >= sign * bands["green"]:
        return "green"
    return "yellow" if sign * whole >= sign * bands["yellow"] else "red"


def number(value):
    return int(value) if value == int(value) else value


def figure(indicator, rows):
    numerator, denominator = ratio(indicator, rows)
    scale, value, colour = 1 if indicator["measure"] == "answer-days" else 100, None, None
    if denominator:
        value = number(numerator * scale / denominator)
        # Half is rounded up to a whole number first, then comes the colour.
        colour = band(indicator["bands"], (2 * scale * numerator + denominator) // (2 * denominator))
    return {"id": indicator["id"], "numerator": numerator, "denominator": denominator, "value": value, "band": colour}


def country_figures(method, country, rows):
    figures = [figure(indicator, rows) for indicator in method["indicators"]]
    score = method["score"]
    points = [score["points"][one["band"]] for one in figures if one["band"]]
    total = sum(points) if score["from"] == "sum" or not points else sum(points) / len(points)
    colour = None
    if points:
        colour = "green" if total >= score["green"] else "yellow" if total >= score["yellow"] else "red"
    return {"country": country, "indicators": figures, "score": number(total), "colour": colour}


def main(method_file, csv_file):
    with open(method_file, encoding="utf-8") as file:
        method = json.load(file)
    method = method.get("method", method)
    rows = {country: [] for country in COUNTRIES}
    with open(csv_file, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["recipient_country"]].append(row)
    countries = [country_figures(method, country, rows[country]) for country in COUNTRIES]
    print(json.dumps({"edition": method["id"], "countries": countries}, indent=2, ensure_ascii=False))


main(*sys.argv[1:])
