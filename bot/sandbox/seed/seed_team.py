"""The seeded workspace: eight people of a small software company, and where they talk."""

from bot.sandbox.team import Team, TeamChannel, TeamPerson, TeamUserGroup

EVERYBODY = ("U0ANA", "U0BO", "U0CHEN", "U0DEE", "U0MARA", "U0INES", "U0PETRA", "U0SAM")

PEOPLE = (
    TeamPerson(
        "U0ANA",
        "ana",
        "Ana Ruiz",
        title="Account Executive",
        department="Sales",
        is_admin=True,
        is_owner=True,
        display_name="Ana",
    ),
    TeamPerson(
        "U0BO",
        "bo",
        "Bo Lindqvist",
        tz="America/New_York",
        title="Customer Success",
        department="Sales",
        display_name="Bo",
    ),
    TeamPerson(
        "U0CHEN",
        "chen",
        "Chen Wei",
        tz="Asia/Singapore",
        title="Software Engineer",
        department="Engineering",
        display_name="Chen",
    ),
    TeamPerson("U0DEE", "dee", "Dee Okafor", title="Content Lead", department="Marketing", display_name="Dee"),
    TeamPerson("U0MARA", "mara", "Mara Novak", title="Controller", department="Finance", display_name="Mara"),
    TeamPerson("U0INES", "ines", "Ines Duarte", title="Account Executive", department="Sales", display_name="Ines"),
    TeamPerson(
        "U0PETRA", "petra", "Petra Vogel", title="Chief Executive Officer", department="Board", display_name="Petra"
    ),
    TeamPerson(
        "U0SAM", "sam", "Samir Haddad", title="Chief Technology Officer", department="Board", display_name="Sam"
    ),
)

CHANNELS = (
    TeamChannel("C0GENERAL", "general", is_general=True, members=EVERYBODY, bot_is_member=False),
    TeamChannel("C0CUSTOMERS", "customers", members=EVERYBODY, topic="Who spoke to whom, and what they said"),
    TeamChannel("C0RANDOM", "random", members=EVERYBODY, bot_is_member=False),
    TeamChannel("C0ACMEJOINT", "acme-joint", is_ext_shared=True, members=("U0ANA", "U0CHEN"), topic="With Acme Corp"),
    TeamChannel("G0BOARD", "board", is_private=True, members=("U0PETRA", "U0SAM", "U0MARA"), bot_is_member=False),
)

GROUPS = (
    TeamUserGroup("S0SALES", "sales", "Sales", ("U0ANA", "U0BO", "U0INES")),
    TeamUserGroup("S0ENG", "engineering", "Engineering", ("U0CHEN", "U0SAM")),
    TeamUserGroup("S0MARKETING", "marketing", "Marketing", ("U0DEE",)),
    TeamUserGroup("S0FINANCE", "finance", "Finance", ("U0MARA",)),
)

SEEDED = Team(
    id="T0SANDBOX",
    name="Brightwater",
    domain="brightwater",
    people=PEOPLE,
    channels=CHANNELS,
    zone="Europe/Berlin",
    usergroups=GROUPS,
    first_line="/logcall Acme Corp 20m renewal chat, worried about exports",
)
