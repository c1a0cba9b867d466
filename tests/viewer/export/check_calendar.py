"""Reads the calendar of save_test.cpp as a calendar program would: check_calendar.py FILE"""
import datetime
import pathlib
import sys

import icalendar

calendar = icalendar.Calendar.from_ical(pathlib.Path(sys.argv[1]).read_bytes())
assert calendar["version"] == "2.0" and calendar["prodid"]
events = calendar.walk("VEVENT")
uids = {str(event["uid"]) for event in events}
assert len(uids) == len(events) and not any(event.errors for event in events)
days = [event for event in events if not isinstance(event.decoded("dtstart"), datetime.datetime)]
for event in days:
    assert event.decoded("dtend") - event.decoded("dtstart") == datetime.timedelta(days=1)
    assert event.decoded("dtstamp") == datetime.datetime(2016, 5, 2, tzinfo=datetime.timezone.utc)
named = {(event.decoded("dtstart").isoformat(), str(event["summary"])) for event in days}
assert ("2016-05-02", "Training, 100 AU") in named and ("2016-05-05", "Ill") in named and ("2016-05-11", "Test") in named
assert ("2016-05-14", "Club race") in named
race = [name for date, name in named if date == "2016-05-28" and name.startswith("Cup")]
assert race == ['Cup; final, "A\\B"\nin Köln, where ' + 13 * "äöü" + " run"], race
hours = [event for event in events if event not in days]
flight, = [event for event in hours if str(event["summary"]).startswith("Flight")]
assert {str(event["summary"]) for event in hours} == {"Flight Paris to Brisbane", "Sleep", "Seek light", "Avoid light"}
assert flight.decoded("dtstart") == datetime.datetime(2016, 5, 20, 9, tzinfo=datetime.timezone.utc)
assert flight.decoded("dtend") == datetime.datetime(2016, 5, 21, 8, 45, tzinfo=datetime.timezone.utc)
assert "Arrives 2016-05-21 18:45 in Australia/Brisbane" in str(flight["description"])
