"""Words of five letters and more that are no topic: what any note may have in it, whatever it is about."""

import re
from collections.abc import Mapping

MIN_LETTERS = 5
"""Shorter words tell little of what a customer spoke of."""

_BY_LANGUAGE: Mapping[str, str] = {
    "en": """
    about above absolutely account accounts across actual actually after afternoon again against agree agreed ahead
    almost alone along already alright also although always among amount another answer answered anybody
    anymore anyone
    anything anyway anywhere apart appear appears around asked asking aside away awful awfully badly basically
    became
    because become becomes been before began begin behind being believe below beside besides better between beyond
    bigger bring bringing brought brief briefly bunch business called calling calls came cannot certain
    certainly change
    changed chance chat chats check checked chief choose clear clearly close closed colleague colleagues comes
    coming
    common company completely concern concerned concerns constant constantly contact conversation could couple
    course
    currently customer customers daily december definitely despite detail details different differently
    directly doing
    dozen during early easily either eight eighteen eighth eighty eleven else email emailed ended enough
    entire entirely
    especially evening eventually every everybody everyone everything everywhere exactly example except
    excited expect
    expected explain explained extra extremely fairly faster favor favour february feeling feels fifteen fifth fifty
    final finally finding finds first firstly floor folks follow followed following forty forward found four
    fourteen
    fourth friday frequently fully further furthermore general generally getting given gives giving glad going
    gonna gotta
    great greatly group guess guys hacking half happen happened happening happens happier happy hardly having heard
    hearing heavily hello hence herself higher highly himself hopefully hoping hours hourly however hundred
    hundreds idea
    ideally immediately important include included including indeed inside instead interested issue issues itself
    january july june keeps kind kinda known knows large largely larger lastly lately later latest least leave
    leaving
    likely likes little longer looked looking looks lots lovely lower lunch main mainly major makes making
    many march
    maybe meaning means meant meanwhile meet meeting meetings mention mentioned merely message middle might million
    millions mind minute minutes monday money month monthly months more moreover morning mostly moving much
    myself nearly
    necessarily needed needing needs neither never nevertheless next nice nicely nine nineteen ninety nobody
    none nonetheless
    normal normally nothing notice november nowhere number numbers obvious obviously occasionally october often okay
    once ones only onto open opened opinion option order other others otherwise ought ourselves outside over overall
    owner part particular particularly partly pass past people perhaps person personally phone place plan planned
    planning plans please plenty point points possible possibly pretty previous previously probably problem problems
    promise promised properly quarter quarterly question questions quick quickly quiet quite rarely rather
    reach reached
    ready real really reason reasons recent recently regarding regularly reply right roughly said same
    saturday saying
    says seconds secondly seem seemed seems seen seldom september serious seriously seven seventeen seventh seventy
    several shall short shortly should show showed shown side simple simply since sixteen sixth sixty slightly
    slow slower
    slowly small smaller somebody somehow someone something sometime sometimes somewhat somewhere soon sorry
    sort sounds
    speak speaking specific specifically spend spoke spoken stand start started starting starts still stopped
    straight
    strongly stuff such sudden suddenly sunday super suppose supposed surely taken takes taking talk talked
    talking talks
    team tells tenth thank thanks that their theirs them themselves then thereafter therefore these they thing
    things
    think thinking thinks third thirdly thirteen thirty this those though thought thousand thousands three
    thrice through
    throughout thursday thus till time times tired today together told tomorrow tonight took topic totally
    toward towards
    tried trouble truly trying tuesday turned twelfth twelve twenty twice under unfortunately unhappy unless
    unlike until
    upcoming update upon urgent urgently used useful using usual usually value various very virtually visit
    visited wait
    waited waiting wanted wanting wants watch wednesday week weekend weekly weeks well went were what whatever
    whatsoever
    when whenever where whereas wherever whether which whichever while whoever whole whom whose wide widely
    will willing
    wish with within without wonder wondering work worked working works worried worry worse worst worth would
    wrong year
    yearly years yesterday yours yourself yourselves zero
    couldn doesn mightn mustn needn shouldn weren wouldn
    angry awesome break breaking breaks brings broke broken cheap cheaper companies complain complaining complains
    costing difficult easier excellent expensive failing fails hates hopes horrible impossible losing loves mentions
    misses missing perfect products struggle struggles struggling stops terrible tries useless waits wishes
    """,
    "de": """
    aber abends aktuell alle allem allen aller allerdings alles allgemein also andere anderem anderen anderer
    anderes anders
    anfang angeblich anruf anschließend antwort arbeiten arbeitet auch aufgrund außer außerdem bald beide
    beiden beim bereits
    besonders besser besten bestimmt bestimmte beziehungsweise bisher bislang bitte bleiben bleibt brauchen
    braucht bringen
    dabei dadurch dafür dagegen daher dahin damals damit danach daneben danke dann daran darauf daraus darin
    darüber darum
    darunter davon davor dazu denen denn dennoch deren derzeit deshalb dessen desto deswegen deutlich dienstag
    diese diesem
    diesen dieser dieses doch donnerstag doppelt dort dreimal dreißig dritte dritten drittens durch durchaus
    dürfen dürfte eben
    ebenfalls ebenso ehemals eher eigentlich eilig einander eine einem einen einer eines einfach einige
    einigen einiger einiges
    einmal eins einzeln endlich erneut erst erste ersten erstens etliche etwa etwas euch euer eure fast fehlt
    ferner finden
    findet folgende fragen fragte freitag froh früher fünf fünfte fünfzig ganz ganze ganzen gänzlich garnicht
    gefragt gegen
    gegenüber gehen geht gelegentlich gemacht gemeinsam genau genug gerade gern gerne gesagt gesamt gesprochen
    gestern gewesen
    gewiss gibt gilt glauben gleich gleichzeitig glücklich größer großer großes grund grundsätzlich guten
    haben halb hallo hatte
    hatten hätte hätten häufig heißt heute hier hierbei hiermit hierzu hinter hoffentlich hunderte hundert
    ihnen ihre ihrem
    ihren ihrer immer immerhin indem infolge inklusive insgesamt inzwischen irgendwann irgendwas irgendwie
    jahre jahren
    jährlich januar jede jedem jeden jedenfalls jeder jederzeit jedes jedoch jemals jemand jetzt jeweils juni
    kaum kein keine
    keinem keinen keiner keines kleine kleiner knapp komisch komplett können könnte könnten konnte kosten
    kunde kunden
    kürzlich kurz lange langsam lassen lässt laufen läuft leicht leider letzte letzten letztens lieber machen
    macht mache
    manche manchmal mehr mehrere mehreren mehrmals mein meine meinem meinen meiner meinte meist meisten
    meistens melden
    minuten mittags mittlerweile mittwoch mochte möchte möchten möglich möglicherweise monat monate monatlich
    montag morgen
    morgens müssen müsste musste nachdem nachher nachmittags nächste nächsten nachts nahezu namens nämlich
    natürlich neben
    nebenbei nehmen neuen neuer neulich nicht nichts niemals niemand nochmal nochmals normal normalerweise
    notwendig nunmehr
    nutzen nutzt obwohl oder offen offenbar offensichtlich öfter öfters oftmals ohne ohnehin problem probleme
    quartal recht
    reden redet richtig rund sagen sagt sagte samstag schade schlecht schlechter schlicht schließlich schnell
    schneller schon
    schwer sechs sechste sechzig sehen sehr seine seinem seinen seiner seit seitdem selber selbst selten
    sicher sicherlich
    sieben siebte siebzig sind sofort sogar sollen sollte sollten sonntag sonst sorgen soweit sowie sowieso
    später spätestens
    sprechen spricht stark statt stehen steht stets stunde stunden täglich tatsächlich tausend tausende
    teilweise termin thema
    toll total trotz trotzdem über überall überhaupt übrigens ungefähr unglücklich unmittelbar unsere unserem
    unseren unserer
    unten unter unterwegs unzufrieden vermutlich verschieden verschiedene versprochen viel viele vielen vieler
    vielleicht
    vielmals vierte vierzig völlig vollständig voraussichtlich vorbei vorher vorhin vormittags vorne
    wahrscheinlich während
    wann waren wäre wären warten wartet warum wegen weil weitere weiteren weiterhin welche welchem welchen
    welcher welches
    wenig wenige weniger wenigstens wenn werde werden weshalb wichtig wichtiger wieder wiederum wieso will
    wirklich wird
    wissen woche wochen wochenende wöchentlich wohin wollen wollte wollten worden wurde wurden würde würden
    zehnte zehnmal
    ziemlich zudem zuerst zufrieden zuletzt zumeist zumindest zunächst zurück zusammen zusätzlich zuvor
    zwanzig zwar zwei
    zweimal zweite zweiten zweitens zwischen zwischendurch zwölf
    """,
    "fr": """
    aient ailleurs ainsi alors ancien annuel apparemment appel après assez attend attendre attention aucun
    aucune aujourd
    auparavant auprès aurait auront aussi aussitôt autant autour autre autrefois autrement autres avaient
    avait avance avant
    avant-hier avec avoir avons avril beaucoup besoin bien bientôt bonjour bonne celle celles celui cent
    centaine cependant
    certain certaine certainement certaines certains cette ceux chacun chacune chaque chose choses cinquante
    cinquième cinq
    clairement client cliente clients combien comme comment complètement contact content contente contents
    contre côté couramment
    cours dans davantage début dedans dehors déjà demain demande demander demandé dépend depuis dernier
    dernière dernièrement
    derniers derrière désormais dessous dessus deux deuxième devant devenir devoir devrait différent
    différents dimanche dire
    directement disent dixième doigt doivent donc donner dont double douze durant échange effectivement
    également elles
    encore enfin ensemble ensuite entier entièrement entre environ envers éventuellement évidemment exactement
    exemple façon
    faire faisait fait faut février finalement fois font forcément fréquemment généralement grand grande
    grands grave gros
    heure heures heureux heureusement hier huitième hier ici immédiatement important inquiet inquiète inquiets
    janvier jamais
    jeudi jour journée jours jusqu jusque juillet juin juste justement laisser lendemain lequel lesquels leurs
    longtemps lors
    lorsque lundi mainte maintenant mais malgré malheureusement mardi matin mauvais meilleur même mêmes
    mensuel mercredi merci
    mettre mieux mille milliers minute minutes mois moins moment monde montre moyen naturellement nécessaire
    neuvième nombre
    nombreux normalement notamment notre nôtre nous nouveau nouveaux nouvelle nouvelles novembre nulle
    nullement octobre
    onze ou ouvert parce pareil parfois parle parlé parler parmi part partie partout pas passé passer pendant
    pense penser
    perdu permet personne personnes petit petite petits peut-être peuvent peux plupart plus plusieurs plutôt
    point possible
    pourquoi pourrait pourtant pouvait pouvoir précédent précisément premier première premièrement prend
    prendre presque
    prévu prévue probablement problème problèmes prochain prochaine promis propos puis puisque quand quant
    quarante quart
    quatorze quatre quatrième quel quelle quelles quelqu quelque quelquefois quelques quels question questions
    quinze quoi
    quoique quotidien raison rapide rapidement rarement récemment redire regarder rendez rendez-vous reste
    rester retard
    retour réunion rien samedi sans savoir second seconde selon semaine semaines semble semestre sept
    septembre septième
    serait seront seul seule seulement sinon situation sixième soient soir soit soixante sommes sont souvent
    suite suivant
    sujet surtout tandis tant tard tellement temps tiens toujours tous tout toute toutefois toutes trente très
    trimestre trois
    troisième trop trouve trouver type ultérieurement unique urgent utilise utiliser vendredi venir vers
    veulent veut vingt
    vingtaine visite vite voici voilà voir voire votre vouloir voudrait vous vraiment
    """,
    "es": """
    abril acerca además adelante afuera agosto ahora algo alguien algún alguna algunas alguno algunos allá
    allí alrededor
    ambas ambos anoche anterior anteriormente antes anual apenas aproximadamente aquel aquella aquellas
    aquello aquellos
    aquí arriba así asimismo atrás aunque ayer bastante bien buena buenas bueno buenos cada casi catorce cerca
    cien ciento
    cientos cierta cierto cinco cincuenta claro clara claramente cliente clientes como cómo completamente
    completo común
    contenta contento contra cosa cosas cuál cuales cualquier cualquiera cuando cuándo cuanta cuánto cuanto
    cuarenta cuarta
    cuarto cuatro cuenta cuestión debajo debe debería deben décimo decir dejar del delante demás demasiado
    dentro desde
    después detrás dice dicen diciembre dicho diciendo diez diferente diferentes difícil dijeron dijo
    directamente domingo
    donde dónde doce doble dos durante ellas ellos embargo encima enero enfadado enseguida entero entonces
    entre era eran
    esas escribir ese esos especialmente espera esperan esperar estaba estaban estamos están estar estas estás
    este esté
    estos estuvo exactamente excepto fácil falta febrero feliz felizmente final finalmente frecuente
    frecuentemente fuera
    fueron general generalmente gente gracias gran grande grandes grave haber había habían habla hablado
    hablamos hablar
    hablaron habló hacen hacer hacia hacía hasta hecho hemos hicieron hizo hola hora horas hubo igual
    igualmente importante
    incluso inmediatamente inquieto jamás jueves julio junio juntas junto juntos justo lado largo lejos lenta
    lentamente
    lento libre llama llamada llamar llega llegar llevar luego lugar lunes malo mañana manera martes marzo
    mayor mayoría
    media medio mejor menor menos mensual mes meses mientras miércoles miles minuto minutos misma mismas mismo
    mismos
    momento mucha muchas mucho muchos muestra mundo nada nadie necesario necesita necesitan necesitar ningún
    ninguna ninguno
    normalmente nosotros noveno noviembre nuestra nuestras nuestro nuestros nueva nuevamente nueve nuevo
    nuevos número nunca
    ochenta octavo octubre ocho once otra otras otro otros para parece parte parecen pasada pasado pasar peor
    pequeña
    pequeño pero persona personas pesar piensa piensan poca pocas poco pocos podemos poder podría podrían
    ponen poner porque
    posible posiblemente preocupa preocupada preocupado pregunta preguntó primer primera primeramente primero
    principalmente
    principio pronto problema problemas probable probablemente promesa prometido propia propio próxima
    próximamente próximo
    puede pueden pues punto queda quedan querer quién quien quienes quiere quieren quince quinto quizá quizás rápida
    rápidamente rápido raramente razón realmente recién recientemente reunión sábado saben saber salvo seguir
    según segunda
    segundo seguramente seguro seis semana semanal semanas septiembre séptimo sería sesenta setenta sexto
    siempre siendo siete
    sigue siguen siguiente simplemente sino siquiera sobre sola solamente solo sólo somos son suele suelen
    sumamente suya
    tal tales también tampoco tanta tantas tanto tantos tarde temprano tendrá tendría tener tenía tengo tercer
    tercera
    tercero tiempo tiene tienen todas todavía todo todos tomar total totalmente trabaja trabajan trabajar
    trabajo tras través
    trece treinta tres triste trimestre última últimamente último últimos única únicamente único urgente usado
    usan usar
    usted ustedes varias varios veces veinte veinticinco venir verdad viene vienen viernes visita vista volver
    vosotros
    """,
}

_ALL = frozenset(word for words in _BY_LANGUAGE.values() for word in words.casefold().split())
_ADVERB = re.compile(r"(?:ly|mente|[aeiou]mment|weise|wards?|mals|tens)$")
_ENGLISH_PARTICIPLE = re.compile(r"(?:(?<![ei])ed|(?:rr|pl|n|l)ied)$")
_NOUNS_ALL_THE_SAME = frozenset(
    """
    anomaly assembly butterfly embed family italy mitglied monopoly moped reply supply reward rewards award
    awards shred
    steward stewards
    """.split()
)
"""Nouns that end as adverbs and participles do."""


def is_topic(word: str) -> bool:
    """Whether a word, casefolded, may be what somebody spoke of: no adverb, numeral, verb form or other filler."""
    if len(word) < MIN_LETTERS or word in _ALL:
        return False
    return word in _NOUNS_ALL_THE_SAME or not (_ADVERB.search(word) or _ENGLISH_PARTICIPLE.search(word))
