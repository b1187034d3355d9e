#!/usr/bin/env bash
# prefect 3.9.1 with whenever 0.10.5, which it allows (whenever<0.12.0,>=0.10.5), Python 3.11.
# Behaviour: with the oldest allowed whenever no cron schedule can be planned: Prefect hands over pendulum's time
# zone, and only whenever 0.11 takes a zone that is a subclass of ZoneInfo. Intervals and rules are planned by
# both, so a server with an older lock runs everything but what was meant for the night.
# Seen: cron -> ValueError "tzinfo must be of type ZoneInfo (exactly)" with 0.10.5, two dates with 0.11.0.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "needs Python 3.11"; exit 1; }
python3 -m venv "$work/venv"
export PREFECT_HOME="$work/prefect"
planned() {
    "$work/venv/bin/pip" install --quiet prefect==3.9.1 "whenever==$1"
    "$work/venv/bin/python" - <<'PY'
import asyncio
from datetime import UTC, datetime, timedelta

from prefect.server.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule

NIGHTS = (
    CronSchedule(cron="30 2 * * *", timezone="Europe/Berlin"),
    IntervalSchedule(interval=timedelta(days=1), anchor_date=datetime(2027, 1, 1, tzinfo=UTC)),
    RRuleSchedule(rrule="FREQ=DAILY", timezone="Europe/Berlin"),
)


async def dates(schedule) -> str:
    try:
        return str(len(await schedule.get_dates(2)))
    except ValueError as error:
        return str(error).partition(",")[0]


print(*[asyncio.run(dates(night)) for night in NIGHTS], sep="; ")
PY
}
older=$(planned 0.10.5); newer=$(planned 0.11.0)
printf '0.10.5: %s\n0.11.0: %s\n' "$older" "$newer"
[ "$older" = "tzinfo must be of type ZoneInfo (exactly); 2; 2" ]
[ "$newer" = "2; 2; 2" ]
