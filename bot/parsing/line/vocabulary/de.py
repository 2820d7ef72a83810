"""German."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.vocabulary.table import Table, Tag

TABLE = Table(
    nouns={
        Kind.CALL: """
        schaltung, abstimmungstermin, jour fixe, telefontermin, telefonat, tel, anruf, telefon, gespräch,
        telefongespräch, telko, rückruf, austausch, abstimmung
        """,
        Kind.VIDEO: "videocall, videokonferenz, video-call, videogespräch",
        Kind.MEETING: "besprechung, treffen, termin, sitzung, präsentation, vorführung",
        Kind.VISIT: """
        besuch, mittagessen, abendessen, kaffee, vor ort, vor-ort-termin, bier, frühstück
        """,
        Kind.EVENT: "messe, veranstaltung, konferenz, seminar",
        Kind.MESSAGE: "e-mail, mail, sms, nachricht, brief",
    },
    verbs={
        Kind.CALL: "telefoniert, angerufen, rief an, riefen an, telefonierte, telefonierten, zurückgerufen",
        Kind.MEETING: "getroffen, traf, trafen",
        Kind.VISIT: "besucht, besuchte, besuchten, gewesen, vor ort gewesen, war vor ort, waren vor ort",
        Kind.MESSAGE: "geschrieben, gemailt, geschickt, gesendet, schrieb, schickte",
        Kind.HEARD: "gehört, gelesen, gehört von, gerücht, laut presse, laut zeitung, in der zeitung",
    },
    tags={
        Tag.TALK: "gesprochen, sprach, sprachen, geredet, unterhalten",
        Tag.BARE_VERB: """
        besuchen, treffen, anrufen, sprechen, telefonieren, zurückrufen, kontaktieren, erreichen, melden, schreiben,
        sehen
        """,
        Tag.FAILED: """
        nachricht hinterlassen, auf ab gesprochen, mailbox besprochen, kein rückruf, keiner erreichbar, nicht
        durchgekommen, nicht zu sprechen, nicht im büro, telefon besetzt, vergeblich, erfolglos, nicht erreicht, auf
        die mailbox gesprochen, auf band gesprochen, keine antwort, mailbox, niemand erreicht, nicht erreichbar,
        nicht da, nicht gekommen, nicht erschienen, nicht erreichen, nicht ans telefon gegangen, nicht abgenommen,
        nicht rangegangen, geht nicht ran, ging nicht ran, geht nicht ans telefon, kein anschluss, besetzt, niemand
        da, niemand erreichbar, anrufbeantworter, nur mailbox, keiner da, nicht sprechen, nicht gesprochen, nicht
        aufgetaucht, im urlaub, außer haus, nicht im haus, keine rückmeldung
        """,
        Tag.CANCELLED: """
        abgesagt, verschoben, ausgefallen, fiel aus, fand nicht statt, fällt aus, nicht stattgefunden, verlegt,
        geplatzt, storniert, findet nicht statt, kam nicht zustande, wird verschoben
        """,
        Tag.LENGTH: "lang, insgesamt, jeweils, maximal, oder so",
        Tag.NONE: "kein, keine, keinen, keinem, ohne",
        Tag.WAITING: "warte auf, warten auf, nichts von, nichts gehört von, noch nichts von, keine antwort von",
        Tag.NOBODY: "niemand, niemanden, niemandem, keiner, keinen",
        Tag.PRESENT: """
        erreicht, da, erreichbar, abgenommen, rangegangen, ans telefon gegangen, gekommen, gesprochen, ging ans
        telefon, geht ans telefon, ging ran, geht ran, hat abgenommen, nahm ab, war da, war erreichbar
        """,
        Tag.MEANT: """
        konnte nicht, konnten nicht, noch nicht, wollte, wollten, sollte eigentlich, hätte, habe nicht, haben nicht,
        vergessen
        """,
        Tag.HAD: "war, waren, hatte, hatten, habe, haben, hat, gewesen",
        Tag.TRIED: "versucht zu, versucht",
        Tag.INTRO: """
        hat, konnte, konnten, leider, kurzes, kurzer, kurz, kurze, gutes, gute, guter, langes, langer, war, hatte,
        hatten, habe, haben, gerade, eben, ein, eine, einen, einem, einer, das, der, die, dem, den, im, am, beim,
        zum, zur, erstes, erster, heutiges, schönes, nach, neues, unser, unsere, unseren, unserem, mein, meinen,
        sehr, kleines
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
        Tag.FOR: "dauer, ca, etwa, rund, ungefähr, knapp, fast, insgesamt, für, dauerte, je, jeweils, beide",
        Tag.ABOUT: "über, wegen, zu, zum thema, bezüglich",
        Tag.JOIN: "und, sowie, dann, und dann, danach",
        Tag.NEW: "neuer, neuen, neuem, neue, kunde, kunden, interessent, interessenten, firma",
        Tag.STOP: """
        der, die, das, ein, eine, und, oder, nicht, sie, er, wir, ich, es, ist, sind, war, mit, von, zu, wegen, für,
        auf, sehr, alles, gut, noch, auch, wollen, will
        """,
        Tag.THEIRS: """
        war, seit, binnen, innerhalb, unter, mindestens, alle, warten, gewartet, nach
        """,
        Tag.INFINITIVE: "anrufen, zurückrufen, kontaktieren, besuchen, treffen, nochmal anrufen, wieder anrufen",
        Tag.PRIVATE: """
        privat, vertraulich, unter uns, privat bitte, bitte privat, vertraulich bitte, bitte vertraulich, nur für
        mich
        """,
        Tag.BOOKED: "geplant, vereinbart, gebucht, geplant für, vereinbart für, terminiert",
        Tag.WILL: "werde, werden, wollen, muss, müssen, soll, sollte, sollten, möchte",
        Tag.WILL_AT_END: """
        werde, werden, wollen, muss, müssen, soll, sollen, sollte, sollten, möchte, möchten, ich will, ich muss, wir
        müssen
        """,
        Tag.CALLS_BACK: "ruft zurück, rufen zurück, meldet sich, melden sich, meldet sich wieder, meldet sich zurück",
        Tag.CALLS_PARTED: "ruft, rufen, rufe",
        Tag.CALLS_CLOSING: "zurück, an, durch",
        Tag.SORRY: "entschuldigung, ich meine, nein moment, korrektur, sorry",
        Tag.NEXT: "nächster schritt, nächste schritte, als nächstes, aufgabe, aufgaben, offen",
        Tag.PROMISED: """
        ich habe versprochen, versprochen, zugesagt, ich schicke, ich sende, wir schicken, wir senden
        """,
        Tag.ROLE: "geschäftsführer, geschäftsführerin, chef, chefin, leiter, leiterin, einkauf, vorstand, einkäufer",
        Tag.TITLE: "herr, herrn, frau, hr, fr",
        Tag.ATTENDEES: "teilnehmer, teilnehmende, anwesend, dabei",
        Tag.ON_DATE: "datum, tag, gesendet, gesendet am",
        Tag.SENDER: "von, absender",
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
        Tag.HOUR_AND_HALF: "anderthalb stunden, eineinhalb stunden",
        Tag.WHOLE_DAY: "ganzer tag, ganzen tag, den ganzen tag, ganztägig, ganztags, einen ganzen tag",
        Tag.HALF_DAY: "halber tag, halben tag, einen halben tag, halbtägig, halbtags",
        Tag.HALF: "halbe stunde, eine halbe stunde, halbstündig",
        Tag.THREE_QUARTERS: "dreiviertelstunde, eine dreiviertelstunde",
        Tag.QUARTER: "viertelstunde, eine viertelstunde",
        Tag.MINUTE: "minuten, minute",
        Tag.HOUR: "stunde, stunden, std",
        Tag.TIMES: "mal",
        Tag.LAST_WEEK: "letzte woche, vergangene woche",
        Tag.WEEK_BEFORE: "vorletzte woche, in der vorletzten woche",
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
    short_weekdays=("mo", "di", "mi", "do", "fr", "sa", "so"),
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
