"""Who works at St Brigid's & Wexcombe, their channels, and the names a bigger company draws from."""

from typing import NamedTuple

HOSPITAL, TOWN_HALL = "St Brigid's", "Wexcombe"
BUILDERS = "Hartwell & Daughters"
LONDON, STOCKHOLM = "Europe/London", "Europe/Stockholm"


def names(words: str) -> tuple[str, ...]:
    """The words of a text."""
    return tuple(words.split())


class Colleague(NamedTuple):
    """Somebody who works here."""

    handle: str
    name: str
    job: str
    department: str
    site: str
    zone: str = LONDON


class Room(NamedTuple):
    """A channel: `share` of everybody is in it, `always` these, or `only` these."""

    name: str
    topic: str
    share: float = 1.0
    always: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    bot: bool = False
    guests: bool = False
    private: bool = False
    archived: bool = False


class Line(NamedTuple):
    """Something a colleague said, some hours ago."""

    channel: str
    handle: str
    hours_ago: float
    text: str


COLLEAGUES = (
    Colleague("amara", "Amara Okafor", "Ward sister", "Nursing", HOSPITAL),
    Colleague("bjorn", "Björn Lindqvist", "Data analyst", "Digital", TOWN_HALL, STOCKHOLM),
    Colleague("carys", "Carys Bevan", "Physiotherapist", "Therapies", HOSPITAL),
    Colleague("dev", "Dev Patel", "Pharmacist", "Pharmacy", HOSPITAL),
    Colleague("elif", "Elif Yılmaz", "Planning officer", "Planning", TOWN_HALL),
    Colleague("fergus", "Fergus Doherty", "Head porter", "Estates", HOSPITAL),
    Colleague("grace", "Grace Mensah", "Staff nurse", "Nursing", HOSPITAL),
    Colleague("hana", "Hana Suzuki", "Radiographer", "Imaging", HOSPITAL),
    Colleague("idris", "Idris Rahman", "Housing adviser", "Housing", TOWN_HALL),
    Colleague("joan", "Joan Whitlock", "Librarian", "Libraries", TOWN_HALL),
    Colleague("kwame", "Kwame Boateng", "Catering lead", "Catering", HOSPITAL),
    Colleague("linnea", "Linnéa Holm", "Service designer", "Digital", TOWN_HALL, STOCKHOLM),
    Colleague("mina", "Mina Farahani", "Junior doctor", "Medicine", HOSPITAL),
    Colleague("niamh", "Niamh Gallagher", "Midwife", "Maternity", HOSPITAL),
    Colleague("oluwaseun", "Oluwaseun Adeyemi", "Finance partner", "Finance", TOWN_HALL),
    Colleague("priya", "Priya Raman", "People partner", "People", TOWN_HALL),
    Colleague("rosa", "Rosa Delgado", "Domestic supervisor", "Estates", HOSPITAL),
    Colleague("sipho", "Sipho Dlamini", "Occupational therapist", "Therapies", HOSPITAL),
    Colleague("tomasz", "Tomasz Nowak", "Electrician", "Estates", HOSPITAL),
    Colleague("una", "Una McBride", "Chaplain", "Wellbeing", HOSPITAL),
    Colleague("wei", "Wei Zhang", "Biomedical scientist", "Laboratory", HOSPITAL),
    Colleague("yusuf", "Yusuf Haddad", "Parks manager", "Parks", TOWN_HALL),
    Colleague("marek", "Marek Dvořák", "Visiting architect", "Planning", TOWN_HALL, STOCKHOLM),
    Colleague("pauline", "Pauline Archer", "Retired matron", "Nursing", HOSPITAL),
)

PEOPLE_TEAM = ("priya", "oluwaseun", "una", "amara")
CHANNELS = (
    Room("general", "News for everybody at the trust and the council"),
    Room(
        "kindness",
        "Small good things at work",
        share=0.7,
        always=("amara", "bjorn", "carys", "dev", "elif", "grace", "idris", "niamh", "priya", "una"),
        bot=True,
        guests=True,
    ),
    Room("coffee", "A cup, and ten minutes", share=0.6, always=("amara", "bjorn", "fergus", "joan"), bot=True),
    Room("estates", "Lifts, lights and leaking taps", share=0.3, always=("fergus", "rosa", "tomasz", "amara")),
    Room("people-team", "For the people team", only=PEOPLE_TEAM, private=True),
    Room("summer-fete-2024", "Thank you all, what a day", share=0.5, always=("amara", "joan"), archived=True),
)

VISITORS = (
    Colleague("delyth", "Delyth Hartwell", "Master builder", "Building", BUILDERS),
    Colleague("conor", "Conor Quigley", "Site manager", "Building", BUILDERS),
)
"""People of another company, who are in the channel that it shares with this one."""
SHARED = Room("new-wing", "The new wing, with Hartwell & Daughters", only=("fergus", "elif", "tomasz", "yusuf"))

CHATTER = (
    Line("summer-fete-2024", "joan", 2400, "Thank you all. What a day, and what a lot of cake."),
    Line("general", "priya", 27, "The new rota is up. Shout if a shift doesn't work for you."),
    Line("general", "yusuf", 25, "The park café opens early all week, for anybody coming off nights."),
    Line("estates", "fergus", 24, "The east lift is back. Thank you for your patience on the stairs."),
    Line("estates", "amara", 23.5, "You heroes. Ward 6 sends biscuits."),
    Line("kindness", "grace", 22, "Somebody left soup in the staff room with a note. It made my night."),
    Line("kindness", "una", 21, "That sounds like the kitchen. Lovely people."),
    Line("coffee", "joan", 3, "The library kettle is on at eleven. All welcome, from either site."),
    Line("coffee", "bjorn", 2, "I'd join by video, with a proper Swedish fika at my end."),
    Line("people-team", "priya", 1.5, "Ideas for helping night staff meet each other? Small ones are best."),
)

JOBS = (
    ("Staff nurse", "Nursing", HOSPITAL),
    ("Healthcare assistant", "Nursing", HOSPITAL),
    ("Ward clerk", "Nursing", HOSPITAL),
    ("Registrar", "Medicine", HOSPITAL),
    ("Consultant", "Medicine", HOSPITAL),
    ("Midwife", "Maternity", HOSPITAL),
    ("Dietitian", "Therapies", HOSPITAL),
    ("Speech therapist", "Therapies", HOSPITAL),
    ("Pharmacy technician", "Pharmacy", HOSPITAL),
    ("Porter", "Estates", HOSPITAL),
    ("Gardener", "Parks", TOWN_HALL),
    ("Social worker", "Adult care", TOWN_HALL),
    ("Housing officer", "Housing", TOWN_HALL),
    ("Librarian", "Libraries", TOWN_HALL),
    ("Payroll officer", "Finance", TOWN_HALL),
    ("Software developer", "Digital", TOWN_HALL),
    ("Environmental health officer", "Environment", TOWN_HALL),
    ("Registrar of births", "Registration", TOWN_HALL),
)

GIVEN_NAMES = names(
    """
    Aaliyah Abdul Adaeze Agnieszka Aisha Alasdair Aleksandra Amelia Amina Anan Andrzej Anjali Anneli
    Aoife Arjun Astrid Ayesha Ayo Bartosz Beatriz Bethan Bilal Bronwen Camille Catrin Chidi Chloe Ciarán
    Claire Daiki Daniela David Deepa Diego Dilnoza Eilidh Ekaterina Elena Emeka Emily Emre Esther Ewan
    Farah Fatima Fiona Francesca Gareth Gabriel Gita Gwen Hamza Harriet Hassan Helen Ibrahim Ifeoma
    Ikram Imani Ingrid Isla Jamal Jasmine Jerome Jin João Kamala Karim Katarzyna Keiko Kofi Kumar Lars
    Layla Leila Li Lucía Magnus Maja Malik Margaret Mariam Mateo Mei Mohammed Mónica Nadia Naomi Neha
    Nkechi Noor Olena Oskar Patience Pedro Rajesh Rebecca Rhys Ruth Saoirse Samira Sanjay Sean Shira
    Siân Simone Sofia Sunita Svetlana Takumi Tamar Thandiwe Tuan Valentina Vikram Wanjiru Winston Xin
    Yael Yasmin Yewande Zanele Zofia
    """
)

FAMILY_NAMES = names(
    """
    Abbott Abdi Achebe Ahmed Ali Andersson Asante Bailey Banerjee Barnes Begum Bennett Bergström
    Campbell Chen Chowdhury Clarke Cohen Costa Davies Diallo Evans Fernandes Fischer Fraser García Ghosh
    Goldberg Green Gupta Hassan Hughes Hussain Ibrahim Iyer Jackson Johansson Jones Kaur Kelly Khan Kim
    Kowalska Kumar Lam Le Lewis Lindgren López MacDonald Mahmood Martin Mbeki Menon Mohamud Morgan
    Moreau Murphy Mwangi Nakamura Ncube Nguyen Nwosu O'Brien Odhiambo Olsson Omar Osei Park Pereira
    Petrov Popescu Qureshi Rao Reid Roberts Rossi Said Sato Scott Sharma Sidhu Silva Singh Smith
    Svensson Tadesse Tan Taylor Thomas Thompson Tran Usman Wallace Walsh Wang Williams Wójcik Wong
    Wright Yamamoto Young Zieliński
    """
)
