"""English."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.vocabulary.en_chat import CHAT
from bot.parsing.line.vocabulary.en_notes import NOTES
from bot.parsing.line.vocabulary.en_outcomes import OUTCOMES
from bot.parsing.line.vocabulary.table import Table, Tag

TABLE = Table(
    nouns={
        Kind.CALL: """
        deep dive, walkthrough, walk-through, working session, session, debugging session, strategy session,
        touchpoint, touch point, status call, kickoff call, check in call, briefing, q&a, q and a, brainstorm,
        brainstorming, office hour, war room, retro, retrospective, review call, handover, hand-over, call, calls,
        phone, phone call, conference call, cold call, huddle, sync, sync up, catch-up, catchup, check-in,
        conversation, convo, discussion, talk, interview, 1:1, one on one, standup, on the phone, ring, buzz, call
        back, bridge, office hours, whatsapp call, slack huddle, slack call, facetime audio
        """,
        Kind.VIDEO: """
        video, zoom, zoom call, meet, google meet, gmeet, teams, ms teams, teams call, webex, skype, facetime, video
        call, videocall, vc, screen share, screenshare, video chat, video meeting, whatsapp video
        """,
        Kind.MEETING: """
        meeting, mtg, meetings, qbr, ebr, demo, demos, kick-off, kickoff, appointment, face to face, f2f, business
        review, quarterly review, quarterly business review, presentation, steering committee, site review,
        sit-down, pairing, pair programming, whiteboarding
        """,
        Kind.VISIT: """
        to lunch, to dinner, to breakfast, for lunch, for dinner, for breakfast, for coffee, for a coffee, for a
        drink, for drinks, for a beer, over for dinner, over for lunch, out for dinner, out for lunch, visit, site
        visit, onsite, on-site, lunch, coffee, dinner, drinks, drink, breakfast, brunch, beer, beers, golf, plant
        tour, office visit, in person
        """,
        Kind.EVENT: """
        event, webinar, workshop, fair, trade fair, trade show, tradeshow, focus group, conference, expo, meetup,
        summit, roundtable, round table, user group, offsite, open house, hackathon, training day, training, user
        conference, town hall, seminar
        """,
        Kind.MESSAGE: """
        voice note, voice message, whatsapp voice note, whatsapp message, linkedin dm, thank you card, email,
        emails, e-mail, mail, message, text, text message, sms, chat, whatsapp, dm, linkedin, inmail, fax,
        letter, text exchange, message exchange, email exchange, slack message, msg, slack msg, slack, ping,
        linkedin message, by letter, by email, by mail, slack thread, email thread
        """,
        Kind.ATTEMPT: "attempt",
        Kind.HEARD: "heard",
    },
    verbs={
        Kind.CALL: """
        called, cold called, phoned, rang, rang up, interviewed, got a call from, dialed, dialled, facetimed, called
        up, called back, rang back, phoned back, caled, calld, clled, cllaed, phond
        """,
        Kind.VIDEO: "zoomed, skyped",
        Kind.MEETING: """
        met, met up, saw, demoed, demo'd, presented, sat down, sat with, sat w/, sat w, sat in with, ran into,
        bumped into, mett, hosted at our office
        """,
        Kind.VISIT: """
        popped into, popped in, popped by, popped over to, swung by, dropped in on, called in on, came to our office,
        came to see us, came by, came over, had over, visited, lunched, dined, dropped by,
        stopped by, went to see, went to, drove to, flew to
        """,
        Kind.EVENT: "hosted",
        Kind.MESSAGE: """
        emailed, e-mailed, mailed, texted, messaged, dm'd, dmed, dm'ed, whatsapped, sent, forwarded, pinged,
        replied, wrote, slacked, whatsapp'd, sms'd, faxed, shot a note, dropped a note, cc'd, followed up by email
        """,
        Kind.HEARD: """
        heard from, overheard, heard about, read in, read on, read that, read about, read somewhere, saw that, saw
        on linkedin, saw on twitter, saw in the news, saw in the paper, saw an article, saw a post, saw the news,
        rumour, rumor, rumours, rumors, rumour has it, rumor has it, word is, word on the street, news says, press
        says, according to the news, according to the press
        """,
    },
    tags=CHAT
    | NOTES
    | OUTCOMES
    | {
        Tag.TALK: """
        got hold of, got hold of them, got through, got through to, did it by phone, did it over the phone, did
        it on the phone, did it on zoom, did it over zoom, did it anyway, did it remotely, got them, got him,
        got her, got her on the phone, got him on the phone, caught her, caught him, caught them, reached them,
        had a chat, had a quick chat, had a good chat, had a great chat, had a nice chat, spoke, spoken, talked,
        chatted, caught up, synced, connected, discussed, touched base, checked in, huddled, got on the phone,
        hopped on, jumped on, speaking, talking, chatting, ended up chatting, ended up talking, followed up,
        reached, paired, debugged, troubleshot, brainstormed, whiteboarded, spoek, sopke, spoke w, talkd,
        tlaked, tallked, catched up, hung out
        """,
        Tag.INTRO: """
        add, rescheduled from last week, moved from last week, postponed from last week, rescheduled from
        yesterday, moved from yesterday, can you log, could you log, can you add, could you add, please add,
        would you log, logcall, /logcall, just, both, please log, pls log, spent, debrief, ticket, case, msg
        from, had, have, has, having, did, done, held, got, was, finished, wrapped, wrapped up, completed,
        attended, did a, quick, great, good, nice, super, short, long, brief, another, intro, introductory,
        first, second, third, last, weekly, monthly, quarterly, biweekly, annual, regular, productive,
        interesting, tough, difficult, awesome, amazing, lovely, really, very, so, ok, okay, fyi, update, hey,
        also, then, and, finally, again, impromptu, unplanned, scheduled, spontaneous, follow-up, followup,
        follow up, discovery, renewal, support, sales, onboarding, check in, status, pricing, technical, tech,
        kick off, in, on, over, off, out, for, out of, off the phone, off a call, came from, back from, returned
        from, log, logging, logged, note, notes, recap, summary, notes from, had a, been, some, new, informal,
        virtual, remote, outbound, inbound, surprise, friendly, late, early, today's, yesterday's, this, that,
        our, my, a, an, the, one, closed, signed, left, gave, dropped, shot, up, ended, joint, team, group,
        follow, reference, feedback, review, training, escalation, product, roadmap, budget, contract, security,
        topic, subject, title, meeting title, invitation, updated invitation, invite, accepted, event, minutes
        of, minutes from, um, uh, er, hmm, well, so yeah, basically, todays
        """,
        Tag.WE: "i, we, i've, we've, me, us, i'd, we'd, myself, i just, we just, ive, weve, im",
        Tag.THEY: """
        they, he, she, it, they're, they've, they'd, who, it's, he's, she's, nobody, everybody, everyone, theirs,
        shes, hes, theyre
        """,
        Tag.SAID: """
        said, says, saying, told, tells, mentioned, mentions, claims, claimed, reported, reports, thinks, thought,
        complained, explained, heard that, according to, wrote that, added that, believes, confirmed
        """,
        Tag.TO: """
        to, with, w/, w, at, of, for, from, @, folks at, people at, team at, guys at, the team at, my contact at,
        someone at, somebody at, over at, between, and, vs, by, in, into, on, wiht, whit, wth
        """,
        Tag.WITH: "with, w/, w, along with, together with, joined by, wiht, whit, wth",
        Tag.OF: "from, at, of, @, over at, out of",
        Tag.BY: "by, held by, led by, done by",
        Tag.FOR: """
        for, took, for about, for around, for roughly, lasted about, took about, took us, took me, took almost, for
        nearly, for almost, for over, for maybe, for some, for approx, roughly, about, around, approx, almost,
        nearly, circa, ca, in total, total, duration, time, for only, for just, took only, both, each, both of them,
        spent, spent about, went, went on for, went for, prob, probably, approximately, took like, for like, was
        like, it was like, it was about, it was around, it took, it took like, it lasted, it went on for, ran to,
        took a good, for a good, a good, a solid
        """,
        Tag.LENGTH: """
        each, each time, apiece, long, total, in total, in all, altogether, only, roughly, or so, max, tops, give or
        take, ish, or thereabouts, per call, respectively
        """,
        Tag.OF_TALK: """
        complaints, complaining, questions, whining, ranting, talk, talking, back and forth, small talk, debugging,
        troubleshooting, q and a, brainstorming, negotiation, negotiations, negotiating, explaining, listening,
        their time, my time, our time
        """,
        Tag.ABOUT: "about, re, regarding, on, concerning, around, over, wrt",
        Tag.JOIN: "and, plus, as well as, and also, &, +, then, and then, followed by, n",
        Tag.NEW: """
        customers, clients, prospects, partners, companies, of my, of our, new, lead, leads, prospect, customer,
        client, account, company, startup, start-up, potential, vendor, partner, new customer, new client, new
        account, new lead, new prospect, firm, folks, guys, people, team, called, named, the, devs, engineers
        """,
        Tag.THEIRS: """
        lasted, lasts, lasting, was, were, is, are, within, every, after, than, under, least, up to, until, waited,
        waiting, waits, wait, down, lost, last, needs, need, takes, take, taking, by, of, in, to, at, the, their,
        per, each, over, offline, since, before, these, those, another, next, first, a, an, slow, slower, faster,
        delayed, late, loads, load, loading, runs, only, once, spend, spends
        """,
        Tag.STATE: """
        down, offline, unavailable, unreachable, broken, stuck, blocked, waiting, waited, was, were, is, are, been,
        be, outage, without, slow, late, lost, crashed, failed, hung, renewed, signed, paid, uses, used, runs, ran,
        locked, frozen
        """,
        Tag.DELAY: """
        late, later, delay, delays, outage, outages, downtime, sla, earlier, before, longer, faster, slower, behind,
        slot, window, response, queue, wait, waits, notice, delayed, of downtime, old, long, away
        """,
        Tag.SORRY: """
        actually, or rather, sorry, i mean, no wait, wait no, scratch that, correction, make that, i meant, rather,
        my bad, actually no, oops, no sorry, wait
        """,
        Tag.RATHER: """
        but it was, it was, it was actually, it is, that was, this was, that is, should be, should have been, not,
        meant, was meant to be, was supposed to be, instead of
        """,
        Tag.ROLE: """
        ceo, cto, cfo, coo, cio, cmo, cpo, ciso, vp, svp, evp, md, gm, founder, co-founder, president, chairman,
        chairwoman, chair, director, head, lead, ops lead, tech lead, manager, account manager, product manager, pm,
        champion, buyer, engineer, developer, admin, board, procurement, procurement lead, owner, partner, boss,
        team, exec, executive, exec sponsor, executive sponsor, sponsor, steerco
        """,
        Tag.PLACE: """
        hq, head office, headquarters, office, offices, site, plant, campus, folks, guys, crew, devs, people, folk
        """,
        Tag.TITLE: "dr, mr, mrs, ms, mx, prof, st, sr, jr, sir, madam",
        Tag.JOINED: """
        joined, attended, came along, was there, was on, was on too, came with, dialed in, dialled in, sat in, was
        present, were there, joined too, was also there, joined us, also joined
        """,
        Tag.CUSTOMER: "account, customer, client, company",
        Tag.HALF: """
        half an hour, half hour, half-hour, half an hr, 1/2 hour, 1/2 an hour, a half hour, 1/2h, 1/2 h, ½ hour, ½
        h, ½ an hour
        """,
        Tag.THREE_QUARTERS: "three quarters of an hour, three quarters of an hr, three-quarters of an hour",
        Tag.QUARTER: "quarter of an hour, a quarter of an hour, quarter hour, a quarter hour",
        Tag.HOUR_AND_HALF: "hour and a half, an hour and a half, hour and half",
        Tag.WHOLE_DAY: """
        all day, whole day, full day, the whole day, the full day, a whole day, a full day, all-day, full-day
        """,
        Tag.HALF_DAY: "half a day, half day, a half day, half-day, half the day",
        Tag.MINUTE: "m, min, mins, minute, minutes, mn, minuts, mintues, minuets, minites, mnts",
        Tag.HOUR: "h, hr, hrs, hour, hours, huors",
        Tag.TIMES: "x, ×, times",
        Tag.LAST_WEEK: "last week, the past week, past week",
        Tag.WEEK_BEFORE: "week before last, the week before last, two weeks back",
        Tag.NEXT_WEEK: "next week",
    },
    weekdays=(
        "monday, mon, monday's, mondays",
        "tuesday, tues, tue, tuesday's, tuesdays",
        "wednesday, weds, wed, wednesday's, wednesdays",
        "thursday, thurs, thur, thu, thursday's, thursdays",
        "friday, fri, friday's, fridays",
        "saturday, sat",
        "sunday, sun",
    ),
    months=(
        "january, jan",
        "february, feb",
        "march, mar",
        "april, apr",
        "may",
        "june, jun",
        "july, jul",
        "august, aug",
        "september, sept, sep",
        "october, oct",
        "november, nov",
        "december, dec",
    ),
    days={
        0: """
        today, this morning, this afternoon, this evening, earlier today, just now, at lunch today, today at lunch,
        at lunchtime today, tonight, later today, 2day, this aft, this arvo, this am, this pm
        """,
        -1: """
        yesterday, yesterdays, yesterday's, ysterday, y'day, last nite, yesterday nite, yestrday, yesterdy, last
        night, yesterday morning, yesterday afternoon, yesterday evening, yday, yest, yesterday night
        """,
        -7: "week ago, wk ago, a wk ago, 1 wk ago",
        -2: "day before yesterday, the day before yesterday",
        1: """
        tomorrow, tmrw, tomorrow morning, tomorrow afternoon, tomorrow evening, tmr, tomorrow night, tomo
        """,
        2: "day after tomorrow, the day after tomorrow",
    },
    numbers={
        1: "a, an, one",
        2: "two, a couple of, couple of, a couple, couple",
        3: "three, a few, few",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve",
        15: "fifteen",
        20: "twenty",
        25: "twenty-five",
        30: "thirty",
        35: "thirty-five",
        40: "forty",
        45: "forty-five",
        50: "fifty",
        60: "sixty",
        90: "ninety",
    },
    units={
        "day": "day, days",
        "week": "week, weeks, wk, wks",
        "fortnight": "fortnight, fortnights",
        "month": "month, months",
        "year": "year, years",
        "minute": "m, min, mins, minute, minutes",
        "hour": "h, hr, hrs, hour, hours",
    },
    ends={
        "day": "eod, end of day, end of the day, end of play, cob, close of business, eob",
        "week": "eow, end of week, end of the week, end of this week",
        "month": "eom, end of month, end of the month, end of this month, month's end, month end",
        "year": "eoy, end of year, end of the year, year's end, year end",
    },
    ago="_ago, _back, _earlier",
    ahead="in, _from now, _from today",
    last="last, this past, past, on last",
    coming="next, this coming, coming, this, on next",
    on="on",
)
