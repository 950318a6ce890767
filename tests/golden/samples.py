"""Cards and forms to hold the renderers to."""

from datetime import UTC, datetime

from rituals.cards import (
    Button,
    Buttons,
    Card,
    Channel,
    Confirm,
    Divider,
    Heading,
    Invite,
    Link,
    Note,
    Paragraph,
    Person,
    Picture,
    Quote,
    Strong,
    say,
)
from rituals.forms import Choice, Choices, DateInput, Form, Option, TextInput, TimeInput

CARDS = {
    "invitation": Card(
        summary="You two are having a coffee: Amara and Ben.",
        body=(
            Heading("Time for a coffee?"),
            Paragraph(
                (
                    Person("U0AMARA"),
                    " and ",
                    Person("U0BEN"),
                    ", you haven't met in ",
                    Channel("C0TEA"),
                    " yet.",
                )
            ),
            Quote(("What's something small that went well this week?\nNo need to prepare.",)),
            Invite(
                words=(Strong("Tuesday, 10:30"), " would suit you both."),
                title="Coffee & a chat",
                start=datetime(2026, 11, 24, 10, 30, tzinfo=UTC),
                minutes=30,
                details="Somewhere quiet.",
            ),
            Buttons(
                (
                    Button("We met", "met", "group:7", style="primary"),
                    Button("Not this time", "skip", "group:7"),
                    Button(
                        "Leave the circle",
                        "leave",
                        style="danger",
                        confirm=Confirm("Leave?", "Nothing more is sent to you.", "Leave", "Stay"),
                    ),
                )
            ),
            Note(("This is work time - Ana, director.",)),
        ),
    ),
    "still-needed": Card(
        summary="Still needed for Friday's lunch: 1 main & 2 sweet.",
        body=(
            Heading("Friday's pot-luck lunch"),
            Picture("https://example.org/table.png", "A long table with seven bowls on it."),
            Paragraph(("Still needed: ", Strong("1 main"), ", ", Strong("2 sweet"), ".")),
            Divider(),
            Buttons(
                tuple(
                    Button(f"I'll bring {dish}", "bring", dish)
                    for dish in ("soup", "rice", "pie", "salad", "jam", "cups")
                )
            ),
            Paragraph(
                (
                    "More about it on ",
                    Link("the page | for Friday", "https://example.org/lunch?a=1&b=2|x>"),
                    ".",
                )
            ),
        ),
    ),
    "somebodys-words": Card(
        summary="A kind word for <you> & *everybody*.",
        body=(
            Quote(("> <!channel> *thanks* for _being_ `there`\n~10 times~ & a_b_c <@U0BEN> @here\nأهلا 🌻",)),
            Paragraph(("mid", Strong("word*s*"), "here, ", Link("a trap", "javascript:alert(1)"))),
        ),
    ),
    "one-line": say("You're in. The next round is on Monday."),
}

FORMS = {
    "settings": Form(
        name="settings",
        title="The coffee circle",
        intro=("These are for ", Strong("everybody"), " in the circle."),
        about="circle:3",
        inputs=(
            TextInput(
                name="permission",
                label="A line from your sponsor",
                required=False,
                long=True,
                most=200,
                value="This is work time.",
                placeholder="This is work time - Ana, director",
                help="It stands in every invitation.",
            ),
            Choice(name="size", label="Group size", value="3", options=(Option("2", "Two"), Option("3", "Three"))),
            Choice(
                name="rhythm",
                label="How often",
                value="daily",
                options=tuple(Option(str(n), f"Every {n} weeks") for n in range(2, 8)),
            ),
            Choices(
                name="days",
                label="On which days",
                value=("mon", "sun"),
                options=tuple(Option(day.lower(), day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri")),
            ),
            Choices(
                name="diets",
                label="Diets",
                required=False,
                value=("d3",),
                options=tuple(Option(f"d{n}", f"Diet {n}") for n in range(12)),
            ),
            TimeInput(name="at", label="At what time", value="10:30"),
            DateInput(name="from", label="From which day", value="2026-11-24", required=False),
        ),
    ),
    "kind-word": Form(
        name="send",
        title="A kind word",
        submit="Send it",
        inputs=(
            TextInput(
                name="words",
                label="What would you like to say?",
                long=True,
                most=9000,
                help="People are happier to read it than you'd think.",
            ),
        ),
    ),
}
