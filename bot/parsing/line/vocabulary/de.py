"""German."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.vocabulary.table import Table, Tag

TABLE = Table(
    nouns={
        Kind.CALL: """
        telefonat, tel, anruf, telefon, gespräch, telefongespräch, telko, rückruf, austausch, abstimmung
        """,
        Kind.VIDEO: "videocall, videokonferenz, video-call, videogespräch",
        Kind.MEETING: "besprechung, treffen, termin, sitzung, präsentation, vorführung",
        Kind.VISIT: """
        besuch, mittagessen, abendessen, kaffee, vor ort, vor-ort-termin, bier, frühstück
        """,
        Kind.EVENT: "messe, veranstaltung, konferenz, seminar",
        Kind.MESSAGE: "nachricht, brief",
    },
    verbs={
        Kind.CALL: "telefoniert, angerufen, rief an",
        Kind.MEETING: "getroffen, traf, trafen",
        Kind.VISIT: "besucht, besuchte, besuchten",
        Kind.MESSAGE: "geschrieben, gemailt, geschickt, gesendet, schrieb, schickte",
    },
    tags={
        Tag.TALK: "gesprochen, sprach, sprachen, geredet, unterhalten",
        Tag.BARE_VERB: "besuchen, treffen, anrufen, sprechen",
        Tag.FAILED: """
        nicht erreicht, auf die mailbox gesprochen, auf band gesprochen, keine antwort, mailbox, niemand
        erreicht, nicht erreichbar, nicht da, nicht gekommen, nicht erschienen
        """,
        Tag.CANCELLED: """
        abgesagt, verschoben, ausgefallen, fiel aus, fand nicht statt, fällt aus, nicht stattgefunden
        """,
        Tag.TRIED: "versucht zu, versucht",
        Tag.INTRO: """
        hat, kurzes, kurzer, kurz, kurze, gutes, gute, guter, langes, langer, war, hatte, hatten, habe, haben,
        gerade, eben, ein, eine, einen, einem, einer, das, der, die, dem, den, im, am, beim, zum, zur, erstes,
        erster, heutiges, schönes, nach, neues
        """,
        Tag.WE: "ich, wir, mir, uns, habe, haben",
        Tag.THEY: "sie, er, es, ihr, ihre, die kunden",
        Tag.SAID: """
        sagt, sagte, sagten, meinte, meinten, berichtet, berichtete, erzählt, erzählte
        """,
        Tag.TO: "mit, bei, von, an, zu, beim, vom, zwischen, der firma, firma",
        Tag.WITH: "mit, zusammen mit",
        Tag.OF: "von, bei, der firma, aus",
        Tag.BY: "durch",
        Tag.FOR: "dauer, ca, etwa, rund, ungefähr, knapp, fast, insgesamt, für, dauerte",
        Tag.ABOUT: "über, wegen, zu, zum thema, bezüglich",
        Tag.JOIN: "und, sowie",
        Tag.NEW: "neuer, neuen, neuem, neue, kunde, kunden, interessent, interessenten, firma",
        Tag.STOP: """
        der, die, das, ein, eine, und, oder, nicht, sie, er, wir, ich, es, ist, sind, war, mit, von, zu, wegen,
        für, auf, sehr, alles, gut, noch, auch, wollen, will
        """,
        Tag.THEIRS: """
        war, seit, binnen, innerhalb, unter, mindestens, alle, warten, gewartet, nach
        """,
        Tag.PRIVATE: """
        privat, vertraulich, unter uns, privat bitte, bitte privat, vertraulich bitte, bitte vertraulich, nur für mich
        """,
        Tag.BOOKED: "geplant, vereinbart, gebucht, geplant für, vereinbart für, terminiert",
        Tag.WILL: "werde, werden, wollen",
        Tag.SORRY: "entschuldigung, ich meine, nein moment, korrektur, sorry",
        Tag.NEXT: "nächster schritt, nächste schritte, als nächstes, aufgabe, aufgaben, offen",
        Tag.PROMISED: """
        ich habe versprochen, versprochen, zugesagt, ich schicke, ich sende, wir schicken, wir senden
        """,
        Tag.TITLE: "herr, herrn, frau, hr, fr",
        Tag.ATTENDEES: "teilnehmer, teilnehmende, anwesend, dabei",
        Tag.ON_DATE: "datum, tag",
        Tag.LASTED: "dauer, länge",
        Tag.NOTES: "notizen, notiz, zusammenfassung, themen, protokoll",
        Tag.CUSTOMER: "kunde, firma",
        Tag.GREETING: """
        hallo, guten morgen, guten tag, moin, servus, grüezi, guten abend, grüß gott, hallöchen
        """,
        Tag.THANKS: """
        danke, vielen dank, danke schön, dankeschön, besten dank, merci, super, prima
        """,
        Tag.ASKS: """
        was, wer, wann, wie, warum, wo, welche, welcher, kannst du, könnt ihr, gibt es, hast du, ist das
        """,
        Tag.REQUEST: "erinnere mich, bitte, zeig mir, sag mir",
        Tag.UNDO: "rückgängig, löschen, lösche das, letzten löschen, zurück",
        Tag.LIST: "liste, zeige alle, meine kunden",
        Tag.HELP: "hilfe",
        Tag.HALF: "halbe stunde, eine halbe stunde, halbstündig",
        Tag.QUARTER: "viertelstunde, eine viertelstunde",
        Tag.MINUTE: "minuten, minute",
        Tag.HOUR: "stunde, stunden, std",
        Tag.LAST_WEEK: "letzte woche, vergangene woche",
        Tag.NEXT_WEEK: "nächste woche, kommende woche",
    },
    weekdays=(
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag, sonnabend",
        "sonntag",
    ),
    months=(
        "januar, jänner",
        "februar",
        "märz",
        "april",
        "mai",
        "juni",
        "juli",
        "august",
        "september",
        "oktober, okt",
        "november",
        "dezember, dez",
    ),
    days={
        0: """
        heute, heute morgen, heute früh, heute vormittag, heute nachmittag, heute mittag
        """,
        -1: "gestern, gestern abend, gestern morgen, gestern nachmittag",
        -2: "vorgestern",
        1: "morgen",
        2: "übermorgen",
    },
    numbers={
        1: "ein, eine, einer, einem, einen",
        2: "zwei",
        3: "drei",
        4: "vier",
        5: "fünf",
        10: "zehn",
        15: "fünfzehn",
        20: "zwanzig",
        30: "dreißig",
        40: "vierzig",
        45: "fünfundvierzig",
        90: "neunzig",
        1.5: "anderthalb, eineinhalb",
        6: "sechs",
    },
    units={
        "day": "tag, tage, tagen",
        "week": "woche, wochen",
        "month": "monat, monate, monaten",
        "year": "jahr, jahre, jahren",
    },
    ago="vor",
    ahead="in",
    last="letzten, letzter, vergangenen, letzte",
    coming="nächsten, kommenden, nächster, kommender, diesen",
    on="am",
)
