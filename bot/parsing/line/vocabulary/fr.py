"""French."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.vocabulary.table import Table, Tag

TABLE = Table(
    nouns={
        Kind.CALL: """
        session, débrief, suivi téléphonique, point d'étape, appel, appel téléphonique, point hebdo, point
        hebdomadaire, coup de fil, téléphone, échange, conversation, entretien, point, point téléphonique,
        discussion
        """,
        Kind.VIDEO: "visio, visioconférence, appel vidéo",
        Kind.MEETING: "réunion, rendez-vous, rdv, rencontre, démo, présentation",
        Kind.VISIT: "visite, déjeuner, déj, dîner, café, sur place, petit-déjeuner, apéro",
        Kind.EVENT: "salon, conférence, atelier, évènement, événement",
        Kind.MESSAGE: "e-mail, email, mail, message, sms, texto, courriel, mél, courrier",
    },
    verbs={
        Kind.CALL: "appelé, téléphoné, ai appelé, avons appelé, rappelé, j'ai appelé, on a appelé",
        Kind.MEETING: "rencontré, vu",
        Kind.VISIT: "visité, déjeuné, dîné, rendu visite à",
        Kind.MESSAGE: "écrit, envoyé, écrit à",
        Kind.HEARD: """
        entendu dire, lu que, lu dans, entendu que, j'ai entendu, j'ai lu, rumeur, appris que, paraît que
        """,
    },
    tags={
        Tag.TALK: "parlé, discuté, échangé",
        Tag.BARE_VERB: """
        visiter, appeler, rencontrer, voir, parler, parler à, parler avec, joindre, rappeler, contacter, téléphoner,
        écrire
        """,
        Tag.FAILED: """
        message laissé, laissé message, message vocal, laissé un message vocal, laissé un vocal, n'a pas rappelé,
        pas rappelé, pas disponible, ne répond pas, ne répondent pas, ne répond plus, sans succès, messagerie,
        répondeur, pas de réponse, injoignable, laissé un message, absent, pas répondu, sans réponse, pas pu
        joindre, pas réussi à joindre, n'a pas répondu, n'ont pas répondu, n'a pas décroché, ne décroche pas, pas
        décroché, pas joint, pas pu parler, pas réussi à avoir, occupé, pas venu, pas venus, pas là, en vacances
        """,
        Tag.CANCELLED: """
        annulé, annulée, reporté, reportée, n'a pas eu lieu, décalé, décalée, repoussé, repoussée, a annulé, ont
        annulé, pas eu lieu
        """,
        Tag.LENGTH: "chacun, chacune, en tout, environ, au total",
        Tag.NONE: "pas de, pas, aucun, aucune, sans",
        Tag.WAITING: "j'attends, en attente de, pas de nouvelles de, rien de, sans nouvelles de",
        Tag.NOBODY: "personne",
        Tag.PRESENT: """
        n'a répondu, ne répond, n'a décroché, ne décroche, n'était là, au bout du fil, disponible, là, sur place
        """,
        Tag.MEANT: "pas pu, n'ai pas pu, pas encore, pas réussi à, voulais, voulions, devais, devions",
        Tag.HAD: "eu, ai eu, avons eu, j'ai eu, on a eu, nous avons eu, fait, étais, était, étions",
        Tag.TRIED: "essayé, tenté, essayé de, tenté de, essayé d'",
        Tag.INTRO: """
        n'ai, n'avons, n'a, n'ont, je n'ai, on n'a, avons eu, notre, nos, mon, ma, le, petit, petite, court, courte,
        bon, bonne, rapide, long, longue, eu, ai, avons, a eu, un, une, la, les, au, premier, première, super,
        nouvel, très, j'ai eu
        """,
        Tag.WE: "je, j'ai, nous, nous avons, on a, on",
        Tag.THEY: "ils, elles, il, elle, leur, leurs, le client",
        Tag.SAID: "dit, dit que, disent, a dit, ont dit, explique, raconte, racontent",
        Tag.TO: "avec, chez, à, de, au, du, entre, pour, d', la société, société",
        Tag.WITH: "avec",
        Tag.OF: "de, chez, du, d'",
        Tag.BY: "par",
        Tag.FOR: "pendant, durée, environ, durant, près de, chacun, chacune, chaque",
        Tag.ABOUT: "sur, à propos de, concernant, au sujet de",
        Tag.JOIN: "et, ainsi que, puis, et puis, ensuite",
        Tag.NEW: "nouveau, nouvelle, prospect, société, entreprise",
        Tag.STOP: """
        le, la, les, un, une, des, et, ou, pas, ils, elles, il, elle, nous, je, est, sont, avec, pour, sur, dans,
        très, tout, bien, qui, que, veut, veulent
        """,
        Tag.THEIRS: "depuis, en moins de, toutes les, pendant, attend, attendu",
        Tag.INFINITIVE: "appeler, rappeler, contacter, relancer, à rappeler, à appeler",
        Tag.PRIVATE: """
        privé, privée, confidentiel, entre nous, ceci est privé, ceci est confidentiel, c'est privé, c'est
        confidentiel
        """,
        Tag.BOOKED: "prévu, prévue, planifié, réservé, prévu pour, prévu le, planifié pour",
        Tag.WILL: """
        vais, je vais, allons, nous allons, va, on va, va voir, vais aller, dois, je dois, devons, nous devons, il
        faut, faut, veux, je veux, voudrais, je voudrais, aimerais, j'aimerais, devrais, je devrais, devrait
        """,
        Tag.CALLS_BACK: """
        rappelle, rappellent, me rappelle, nous rappelle, me rappellent, nous rappellent, rappellera, me rappellera,
        nous rappellera, rappelleront
        """,
        Tag.SORRY: "pardon, désolé, je veux dire, correction, non attends",
        Tag.NEXT: "prochaine étape, prochaines étapes, à faire, suite, suivi, action",
        Tag.PROMISED: """
        promis de, j'ai promis de, promis d', je leur envoie, je lui envoie, je vous envoie, nous leur envoyons,
        j'envoie, je dois
        """,
        Tag.ROLE: "directeur, directrice, responsable, pdg, dg, daf, dsi, chef, acheteur, acheteuse",
        Tag.TITLE: "m, mme, monsieur, madame, mlle",
        Tag.ATTENDEES: "participants, présents, participant",
        Tag.ON_DATE: "date, jour, envoyé, envoyé le",
        Tag.SENDER: "de, expéditeur",
        Tag.LASTED: "durée",
        Tag.NOTES: "notes, note, résumé, compte rendu, sujets",
        Tag.CUSTOMER: "client, société",
        Tag.GREETING: "bonjour, salut, bonsoir, coucou",
        Tag.THANKS: "merci, merci beaucoup, merci bien",
        Tag.ASKS: """
        que, quoi, qui, quand, comment, pourquoi, où, quel, quelle, quels, est-ce que, peux-tu, pouvez-vous,
        qu'est-ce que
        """,
        Tag.REQUEST: "rappelle-moi, s'il te plaît, svp, stp, montre-moi",
        Tag.UNDO: "annuler, supprimer, efface, effacer",
        Tag.LIST: "mes clients, mes comptes",
        Tag.HELP: "aide, à l'aide",
        Tag.HOUR_AND_HALF: "heure et demie, une heure et demie",
        Tag.WHOLE_DAY: "toute la journée, journée entière, une journée, journée complète",
        Tag.HALF_DAY: "demi-journée, une demi-journée, demi journée",
        Tag.HALF: "demi-heure, une demi-heure, demi heure, une demi heure",
        Tag.THREE_QUARTERS: "trois quarts d'heure",
        Tag.QUARTER: "quart d'heure, un quart d'heure",
        Tag.MINUTE: "minute, minutes",
        Tag.HOUR: "heure, heures",
        Tag.TIMES: "fois",
        Tag.LAST_WEEK: "semaine dernière, la semaine dernière",
        Tag.NEXT_WEEK: "semaine prochaine, la semaine prochaine",
    },
    weekdays=(
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    ),
    months=(
        "janvier, janv",
        "février, févr",
        "mars",
        "avril, avr",
        "mai",
        "juin",
        "juillet, juil",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre, déc",
    ),
    days={
        0: "aujourd'hui, ce matin, cet après-midi, ce soir",
        -1: "hier, hier soir, hier matin, hier après-midi",
        -2: "avant-hier",
        1: "demain, demain matin",
        2: "après-demain",
    },
    numbers={
        1: "un, une",
        2: "deux",
        3: "trois",
        4: "quatre",
        5: "cinq",
        6: "six",
        10: "dix",
        15: "quinze",
        20: "vingt",
        30: "trente",
        40: "quarante",
        45: "quarante-cinq",
    },
    units={
        "day": "jour, jours",
        "week": "semaine, semaines",
        "month": "mois",
        "year": "an, ans",
    },
    ago="il y a",
    ahead="dans",
    last="_dernier, _dernière, _passé",
    coming="_prochain, _prochaine, ce",
    on="le",
)
