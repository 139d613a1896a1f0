#!/bin/sh
# One rollout with nothing but curl: open a session, make a call, verify an answer, close the session.
#
#   rollout.sh URL TASK_ID CALL ANSWER
#
# CALL and ANSWER are JSON: '{"server":"…","tool":"…","arguments":{…}}' and '{"field":…}'.
set -eu
[ $# -eq 4 ] || { sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2; }
url=$1 task=$2 call=$3 answer=$4

# Prints the reply; what the simulator refuses ends the script, with its reason on standard error.
send() {
  reply=$(curl --silent --show-error --fail-with-body -H 'content-type: application/json' "$@") ||
    { status=$?; printf '%s\n%s\n' "$reply" "$* was refused" >&2; exit "$status"; }
  printf '%s' "$reply"
}

opened=$(send "$url/v1/sessions" -d "{\"task_id\":\"$task\"}")
session=$(printf '%s' "$opened" | sed 's/^{"session":"\([^"]*\)".*/\1/')
trap 'send -X DELETE "$url/v1/sessions/$session"' EXIT

send "$url/v1/sessions/$session/call" -d "$call"
echo
send "$url/v1/sessions/$session/verify" -d "{\"answer\":$answer}"
echo
