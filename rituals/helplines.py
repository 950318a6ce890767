"""Whom to call in the UK, unless a champion writes other lines."""

UK_LINES = """\
In danger now: call 999.
Samaritans: 116 123, free, day and night, in the UK and Ireland. You can call about someone else.
NHS 111: choose the mental health option (England, Scotland and Wales).
Northern Ireland: Lifeline, 0808 808 8000.
If talking is hard: text SHOUT to 85258, free, day and night."""
