"""English: what people type to a bot that is no conversation, and words that are no name."""

from bot.parsing.line.vocabulary.table import Tag

CHAT: dict[Tag, str] = {
    Tag.GREETING: """
    hi, hello, hey, hi there, hello there, hey there, good morning, morning, good afternoon, good evening, yo, hiya,
    howdy, greetings, sup, hi touchbase, hello touchbase, hey touchbase, hi bot, hey bot, hello bot, test, testing,
    ping, hi team, hello team, hi all, hello everyone, hi everyone
    """,
    Tag.THANKS: """
    thanks, thank you, thx, ty, cheers, thank you so much, many thanks, thanks a lot, thanks so much, much
    appreciated, nice, cool, ok, okay, great, perfect, awesome, good bot, got it, great thanks, ok thanks, lol, yes,
    no, nope, yep, sure, done, good night, bye, goodbye, see you, sorry, oops, never mind, nevermind, wrong chat,
    wrong channel, ignore, ignore that, my bad, haha, lmao, np, no problem, no worries, k, kk, fine, whatever, ah
    ok, oh ok, right, will do, sounds good, all good thanks, nvm, my mistake, stop, damn, ugh
    """,
    Tag.ASKS: """
    what, what's, whats, who, who's, whos, when, how, how's, why, where, which, whose, can you, can i, could you,
    could i, do you, do we, do i, does, is there, are there, did i, did we, did you, did anyone, did anybody, has
    anyone, has anybody, have we, have i, will you, would you, should i, should we, am i, is it, are you, is anyone,
    any update, any news, anyone, anybody, does anyone, is this
    """,
    Tag.AUXILIARY: """
    is, are, was, were, did, do, does, has, have, had, should, can, could, will, last, spoke, talked, met, called,
    owns
    """,
    Tag.REQUEST: """
    show, remind, remind me, please, pls, tell me, show me, give me, can somebody, can someone, could someone,
    somebody please, someone please, let me know, add, create, make, send me, find, look up, set a reminder, don't
    forget, assign, search, open, update, change, rename, merge, export, import, reminder:, remember:, note to self,
    someone should, somebody should, someone needs to, somebody needs to, someone call, somebody call, if, in case,
    make sure, whoever, fyi if, pls if, i think we should, i think someone should, maybe we should, we really
    should, we ought to, stop logging, stop asking, stop reminding, stop sending, don't log, do not log
    """,
    Tag.UNDO: """
    remove my last entry, remove my last, delete my last, that was, oops that was, no that was, should be, should
    have been, that should be, oops wrong customer, wrong customer, wrong account, undo, undo last, undo that, undo
    this, undo it, revert, delete, delete last, delete that, remove last, remove that, take it back, take that back,
    take back, delete it, cancel that, delete the last one, remove the last one, undo the last one, undo last entry,
    delete last entry, undo please, delete my last entry, undo my last, undo my last entry, oops undo
    """,
    Tag.LIST: """
    list, list all, show, show all, my accounts, accounts, list accounts, my entries, entries, show accounts, show
    my accounts, list my accounts, list my calls, my calls, my conversations, my week, show my week, show list, list
    calls, show my calls, show my entries, history, overview, report, stats, status, my customers, list customers,
    show customers, leaderboard, menu
    """,
    Tag.LAST: """
    last, show last, show my last, my last, my last entry, last entry, last one, show last entry, repeat
    """,
    Tag.HELP: """
    help, help me, help please, ?, how does this work, usage, commands, instructions, settings, start,
    config, configure, what can you do, how to, options, what can i do, what can i do here, what do you do, who
    are you, what are you, what is this, what's this, how do i use this, how does it work, how do i log, how do i
    log a call, how do i log this, how can i log, how to log, are you a bot, is this working, can you hear me
    """,
    Tag.STOP: """
    a, an, the, and, or, but, if, so, as, is, was, are, were, be, been, am, will, would, can, could, may, might,
    must, should, do, does, did, not, no, yes, all, some, any, this, that, these, those, here, there, then, now, to,
    of, in, on, at, for, from, by, with, about, into, over, up, down, out, off, again, very, too, only, own, same,
    than, because, while, until, before, after, when, where, why, how, what, which, who, my, your, our, their, its,
    his, her, me, you, him, them, us, it, he, she, they, we, i, good, bad, great, nice, well, more, most, less, via,
    per, re, ok, okay, still, also, got, get, getting, want, wants, wanted, need, needs, ask, asks, asked, happy,
    unhappy, angry, worried, today, yesterday, tomorrow, one, two, three, using, use, uses, loves, love, like,
    likes, hate, hates, works, working, broken, going, thinking, let's, customer, client, prospect, lead, account,
    company, team, everyone, nobody, everything, nothing, something, anything, people, guys, folks, ceo, cto, cfo,
    coo, cio, vp, founder, manager, director, boss, buyer, champion, procurement, legal, finance, engineering, it's,
    there's, that's, don't, won't, can't, isn't, feedback, issue, issues, bug, bugs, price, prices, pricing,
    invoice, invoices, contract, renewal, upgrade, proposal, deal, budget, roadmap, q1, q2, q3, q4, fyi, asap, sso,
    api, crm, eod, eow, pr, ui, ux, sla, nps, rfp, po, poc, saas, b2b, kpi, roi, msa, nda, sow, ae, csm, sdr, bdr,
    hr, qa, usa, uk, eu, ny, sf, met, call, meeting, long, short, story, first, next, last, new, old, big, small,
    whole, long story short, update, big news, news, heads up, note, notes, trade, show, day, week, month, year,
    morning, afternoon, evening, night, noon, weekend, monday's, friday's, early, late
    """,
}
