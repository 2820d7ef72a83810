"""Spanish."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.vocabulary.table import Table, Tag

TABLE = Table(
    nouns={
        Kind.CALL: "llamada, teléfono, conversación, charla, llamada telefónica, entrevista",
        Kind.VIDEO: "videollamada, videoconferencia",
        Kind.MEETING: "reunión, cita, presentación, encuentro",
        Kind.VISIT: "visita, almuerzo, comida, cena, café, desayuno, cerveza",
        Kind.EVENT: "feria, evento, taller, conferencia, seminario",
        Kind.MESSAGE: "correo electrónico, email, sms, whatsapp, correo, mensaje, carta",
    },
    verbs={
        Kind.CALL: "llamé, llamamos, llamado, llamaron, llamó, llamé a, he llamado, hemos llamado",
        Kind.MEETING: "reuní, reunimos, conocí, vi a, vimos a, me reuní, nos reunimos",
        Kind.VISIT: """
        visité, visitamos, visitado, almorcé, almorzamos, cenamos, comimos, visité a, cené, comí, fui a ver, fuimos
        a ver, estuve en, estuvimos en
        """,
        Kind.MESSAGE: "escribí, escribimos, envié, enviamos, mandé, enviado",
        Kind.HEARD: "oí que, oí decir, leí que, leí en, me dijeron que, he oído, he leído, rumor",
    },
    tags={
        Tag.TALK: "hablé, hablamos, hablado, conversé, conversamos, charlamos",
        Tag.BARE_VERB: """
        visitar, visitar a, llamar, llamar a, ver, ver a, hablar, hablar con, reunirme, reunirnos, contactar,
        escribir, escribir a, localizar, contactar con
        """,
        Tag.FAILED: """
        dejé un recado, dejé recado, mensaje dejado, no me contestó, no me contestaron, no devolvió, no devolvieron,
        no pude localizar, no localizable, sin contestar, nadie contestó, nadie contesta, sin éxito, buzón de voz,
        sin respuesta, no contesta, no contestó, no contestan, no contestaron, no respondieron, no responde, dejé un
        mensaje, dejé mensaje, no apareció, no vino, no aparecieron, no vinieron, no respondió, no pude hablar, no
        pudimos hablar, no logré hablar, no pude contactar, no localicé, no localizado, no disponible, no estaba, no
        estaban, comunicando, ocupado, contestador, no cogen, no coge, no cogió, de vacaciones
        """,
        Tag.CANCELLED: """
        cancelado, cancelada, canceló, cancelaron, aplazado, aplazada, pospuesto, pospuesta, no tuvo lugar,
        reprogramado, reprogramada, suspendido, suspendida, se canceló, movida al, movido al, aplazó, no se hizo
        """,
        Tag.LENGTH: "cada uno, cada una, en total, más o menos",
        Tag.NONE: "sin, ningún, ninguna, no hubo, no hay, no tuve, no tuvimos",
        Tag.WAITING: "esperando a, sin noticias de, nada de, a la espera de",
        Tag.NOBODY: "nadie",
        Tag.PRESENT: """
        contestó, contesta, respondió, responde, atendió, atiende, cogió, vino, apareció, estaba, disponible, en
        casa, me contestó, me atendió
        """,
        Tag.MEANT: """
        no pude, no pudimos, no he podido, no hemos podido, no logré, no logramos, no conseguí, aún no he, todavía
        no he, quería, queríamos, iba a, íbamos a, aún no, todavía no
        """,
        Tag.HAD: "tuve, tuvimos, hice, hicimos, hubo, fue, fui, fuimos, estuve, estuvimos, tenido",
        Tag.TRIED: "intenté, intentamos, traté de",
        Tag.INTRO: """
        nuestra, nuestro, mi, breve, corta, corto, rápida, rápido, buena, buen, gran, larga, largo, tuve, tuvimos,
        una, un, la, el, los, las, primera, primer, al, acabo de, he, hemos, muy
        """,
        Tag.WE: "yo, nosotros, me, nos",
        Tag.THEY: "ellos, ellas, él, ella, su, sus, el cliente",
        Tag.SAID: "dijo, dijeron, dice, dicen, dijo que, comentó, comentaron",
        Tag.TO: "con, de, a, en, al, del, entre, para, la empresa",
        Tag.WITH: "con, junto con",
        Tag.OF: "de, del",
        Tag.BY: "por",
        Tag.FOR: "durante, duración, unos, unas, aproximadamente, casi, cada uno, cada una, ambos, ambas",
        Tag.ABOUT: "sobre, acerca de, respecto a",
        Tag.JOIN: "y, e, luego, y luego, después, y después",
        Tag.NEW: "nuevo, nueva, cliente, prospecto, empresa",
        Tag.STOP: """
        el, la, los, las, un, una, y, o, no, ellos, ella, es, son, con, para, sobre, muy, todo, bien, que, quiere,
        quieren, pero
        """,
        Tag.THEIRS: "desde, cada, menos de, esperando, esperaron",
        Tag.INFINITIVE: "llamar, contactar, visitar, volver a llamar",
        Tag.PRIVATE: """
        privado, privada, confidencial, entre nosotros, esto es privado, esto es confidencial, es confidencial
        """,
        Tag.BOOKED: """
        previsto, prevista, agendado, agendada, programado, programada, reservado, agendado para, programado para,
        previsto para
        """,
        Tag.WILL: """
        voy a, vamos a, tengo que, tenemos que, hay que, debo, debemos, quiero, queremos, necesito, necesitamos,
        debería, deberíamos, me gustaría, pienso, vamos a ir a
        """,
        Tag.CALLS_BACK: """
        me llama, nos llama, me llaman, nos llaman, devuelve la llamada, me devuelve la llamada, nos devuelve la
        llamada, llamará, llamarán, me llamará, nos llamará
        """,
        Tag.SORRY: "perdón, perdona, quiero decir, digo, corrección",
        Tag.NEXT: """
        próximo paso, próximos pasos, siguiente paso, siguiente, pendiente, pendientes, acción, tarea
        """,
        Tag.PROMISED: "prometí, prometimos, he prometido",
        Tag.ROLE: "director, directora, gerente, jefe, jefa, responsable, comprador, compradora",
        Tag.TITLE: "sr, sra, srta, señor, señora, don, doña",
        Tag.ATTENDEES: "asistentes, participantes",
        Tag.ON_DATE: "fecha, día, enviado, enviado el",
        Tag.SENDER: "de, remitente",
        Tag.LASTED: "duración",
        Tag.NOTES: "notas, nota, resumen, temas",
        Tag.CUSTOMER: "cliente, empresa",
        Tag.GREETING: "hola, buenos días, buenas tardes, buenas noches, buenas, qué tal",
        Tag.THANKS: "gracias, muchas gracias",
        Tag.ASKS: """
        qué, quién, cuándo, cómo, por qué, dónde, cuál, cuáles, cuánto, puedes, podrías, hay
        """,
        Tag.REQUEST: "recuérdame, por favor, muéstrame",
        Tag.UNDO: "deshacer, borrar, borra, eliminar, elimina",
        Tag.LIST: "lista, mis clientes, mis cuentas",
        Tag.HELP: "ayuda, ayúdame",
        Tag.HOUR_AND_HALF: "hora y media, una hora y media",
        Tag.WHOLE_DAY: "todo el día, día entero, un día entero, día completo",
        Tag.HALF_DAY: "medio día, media jornada",
        Tag.HALF: "media hora",
        Tag.THREE_QUARTERS: "tres cuartos de hora",
        Tag.QUARTER: "cuarto de hora, un cuarto de hora",
        Tag.MINUTE: "minuto, minutos",
        Tag.HOUR: "hora, horas",
        Tag.TIMES: "veces",
        Tag.LAST_WEEK: "semana pasada, la semana pasada",
        Tag.NEXT_WEEK: "próxima semana, la próxima semana, semana que viene, la semana que viene",
    },
    weekdays=(
        "lunes",
        "martes",
        "miércoles",
        "jueves",
        "viernes",
        "sábado",
        "domingo",
    ),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre, dic",
    ),
    days={
        0: "hoy, esta mañana, esta tarde",
        -1: "ayer, anoche, ayer por la mañana, ayer por la tarde, ayer tarde",
        -2: "anteayer",
        1: "mañana, mañana por la mañana",
        2: "pasado mañana",
    },
    numbers={
        1: "un, una, uno",
        2: "dos",
        3: "tres",
        4: "cuatro",
        5: "cinco",
        6: "seis",
        10: "diez",
        15: "quince",
        20: "veinte",
        30: "treinta",
        40: "cuarenta",
        45: "cuarenta y cinco",
    },
    units={
        "day": "día, días",
        "week": "semana, semanas",
        "month": "mes, meses",
        "year": "año, años",
    },
    ago="hace",
    ahead="en, dentro de",
    last="el pasado, _pasado, _pasada",
    coming="el próximo, próximo, este, _que viene",
    on="el",
)
