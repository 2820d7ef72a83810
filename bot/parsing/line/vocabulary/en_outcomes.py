"""English: what took place, what did not, and what is still to come."""

from bot.parsing.line.vocabulary.table import Tag

OUTCOMES: dict[Tag, str] = {
    Tag.OF_COMPANY: """
    logistics, ventures, health, healthcare, energy, bank, banking, labs, laboratories, capital, holdings, holding,
    industries, industrial, studios, pharma, pharmaceuticals, insurance, motors, airlines, airways, foundation,
    institute, university, hospital, properties, realty, consulting, technologies, robotics, aerospace, biotech, foods
    """,
    Tag.BARE_VERB: """
    visit, meet, meet with, see, call, speak, talk, phone, catch up, sync, demo, present, chat, connect, zoom, ring,
    ring up, call back, ring back, go and see, go see, drop by, stop by, pop in, lunch, email, text, message, write,
    ping, contact, reach, reach out, get in touch, get back, follow up, check in, chase, touch base, visiting,
    meeting, meeting with, seeing, calling, speaking, talking, phoning, ringing, catching up, have a call, have
    lunch, have a meeting, set up a call, schedule a call, book a call, arrange a call, set up a meeting, schedule a
    meeting, book a meeting, arrange a meeting
    """,
    Tag.FAILED: """
    voicemails, voice mails, vms, left a note with, left a note, left my card, left a card, won't take my calls,
    won't take our calls, not taking calls, doesn't take calls, won't talk to us, won't return my calls, not
    returning my calls, didn't return my call, no callback, no call back, never called back, didn't call back, did
    not call back, out of reach, no reception, couldn't speak to, couldn't talk to, unable to speak to, off sick, on
    leave, on pto, on parental leave, away this week, away all week, out this week, out all week, out today, away
    today, line dead, line was dead, line went dead, disconnected, is disconnected, rings out, just rang, no dial
    tone, cut me off, never materialised, never materialized, had to leave a message, got voicemail, got the
    voicemail, got their voicemail, hit voicemail, only voicemail, no one available, not around, nobody around,
    couldn't find, couldn't catch, didn't catch, missed them, missed him, missed her, no joy, in vain, missed our
    call, missed my call, missed the call, missed our meeting, missed the meeting, missed us, never got through,
    never got through to, never got hold of, didn't get hold of, never reached, never heard back, didn't get through
    to, tried calling, tried reaching, tried to call, tried to reach, tried phoning, tried ringing, tried to get
    hold of, trying to reach, voicemail, voice mail, vm, left message, left a message, left a msg, left msg, left
    him a message, left her a message, left them a message, no answer yet, nobody turned up, no one turned up,
    turned us away, nobody available, left vm, left a vm, left voicemail, left a voicemail, lvm, no answer,
    noanswer, no-show, no shows, noshow, no luck, no reply, no response, no pickup, didn't pick up, did not pick up,
    didn't answer, did not answer, couldn't reach, could not reach, unable to reach, can't reach, unreachable, rang
    out, straight to voicemail, went to voicemail, nobody picked up, no one picked up, nobody answered, line busy,
    busy signal, didn't show, did not show, didn't show up, did not show up, never showed, never showed up, stood me
    up, stood us up, not available, out of office, ooo, no one home, nobody home, not in, didn't get through, missed
    call, gatekeeper, not reached, wrong number, never picked up, never answered, no pick up, answering machine,
    answerphone, engaged tone, line engaged, line was engaged, line was busy, was engaged, not answering, not
    answer, not answered, doesn't answer, isn't answering, isn't picking up, not picking up, won't pick up, won't
    answer, not reachable, wasn't there, weren't there, wasn't in, weren't in, was out, were out, out until, out
    till, out sick, away until, away till, on vacation, on holiday, nobody there, no one there, nobody in, office
    was closed, office closed, was closed, were closed, engaged, busy, closed, stood up by, didn't come, did not
    come, didn't turn up, did not turn up, never turned up, never came, didn't respond, did not respond, didn't
    reply, did not reply, never responded, never replied, went unanswered, unanswered, couldn't get through,
    couldn't get hold of, can't get through, can't get hold of, cannot reach, failed to reach, no contact, straight
    to vm, went straight to vm, went to vm, goes to voicemail, goes to vm, hit vm, got vm, vm again, straight to
    voice mail, went straight to voicemail, rejected my call, declined my call, call rejected
    """,
    Tag.CANCELLED: """
    called it off, call it off, pulled out, had to drop, no longer happening, dropped off the calendar, pushed
    it, pushed it back, pushed us, pushed us back, moved it, moved us, delayed it, declined the invite, declined
    the meeting, couldn't make, can't make, couldn't attend, can't attend, unable to attend, couldn't make it,
    can't make it, cancelled, canceled, cxl'd, cxld, cxl, canx, cancled, rescheduled, postponed, didn't happen,
    did not happen, never happened, fell through, called off, bailed, ghosted us, ghosted me, pushed back the,
    moved the meeting, moved the call, moved to, got moved to, was moved to, pushed to, got pushed, pushed back,
    delayed to, didn't take place, did not take place, didn't make it, did not make it, has been cancelled, got
    cancelled, was cancelled, cancels, cancel, got postponed, had to cancel, had to reschedule, asked to
    reschedule, asked to move the, backed out, dropped out, wants to reschedule, skipped, bumped, got bumped,
    was bumped, is cancel, is cancelled, is canceled, was canceled, is off, was off, got moved, was moved, put
    off, blew us off, blew me off, flaked, flaked on us, ghosted, ghosted our, no-showed, scrapped, is
    postponed, was postponed, moved, delayed, shifted, pushed, was rescheduled, got rescheduled, hasn't
    happened, has not happened, won't happen, isn't happening, not happening, not taking place
    """,
    Tag.MEANT: """
    supposed to, was supposed to, were supposed to, wanted to, meant to, was going to, were going to, planned to,
    forgot to, should have, didn't, did not, never, haven't, have not, hasn't, wasn't able to, couldn't, could not,
    trying to, didn't manage to, did not manage to, failed to, can't, cannot, unable to, still haven't, still
    hasn't, was unable to, didn't get to, never got to
    """,
    Tag.NONE: "no, not a, not any, zero, without a, without any",
    Tag.WAITING: """
    nothing from, no news from, no word from, no update on, no update from, nothing heard from, haven't heard from,
    have not heard from, didn't hear from, not heard from, not heard back from, waiting on, waiting for, awaiting,
    still waiting for, still waiting on, chasing, chased, no sign of, no reply from, no response from, no answer
    from, waiting to hear from, nothing to report on, nothing to report from, nothing new on, nothing new from,
    nothing new with, no news on, no movement on, no movement from, no progress on, no change on, no change at, no
    activity on, no activity at, quiet at, not a word from, radio silence from, silence from
    """,
    Tag.NOBODY: "nobody, no one, noone, none, not anyone, not anybody",
    Tag.PRESENT: """
    picked up, picks up, pick up, answered, answers, answering, answer, turned up, showed, showed up, came, was
    there, is there, there, was in, is in, in, home, was home, available, was available, is available, around,
    responded, replied, reachable, called back, was around, joined, dialled in, dialed in, at home, at the desk
    """,
    Tag.HAD: """
    had, did, was, were, held, got, attended, finished, wrapped, wrapped up, completed, been, went, had a, did a,
    took, spent, great, lovely, productive, fantastic, amazing, excellent, awesome, brilliant, wonderful, pleasant,
    good, nice, tough, difficult, interesting, super, really good, very good
    """,
    Tag.TRIED: "tried to, tried, attempted to, attempted, trying to reach",
    Tag.BOOKED: """
    confirmed, confirmed for, fixed for, booked, planned, scheduled, set up, booked in, pencilled in, penciled in,
    lined up, arranged, on the calendar, invite sent, set, upcoming, agreed, booked for, planned for, scheduled for,
    set up for, arranged for, booked on
    """,
    Tag.WILL: """
    will be at, will be in, want to go, need to go, have to go, keen to, plan on, planning on, thinking of, thinking
    about, setting up, scheduling, arranging, organizing, organising, planning, trying to set up, trying to
    schedule, trying to arrange, will, i'll, we'll, going to, gonna, about to, i will, we will, i am going to, i'm
    going to, we're going to, plan to, planning to, i'm, we're, we are, i am, shall, will be, shall be, i'll be,
    we'll be, going to be, will to, need to, needs to, have to, got to, gotta, must, should, ought to, hope to,
    hoping to, want to, wanna, would like to, i'd like to, we'd like to, remember to, must remember to, don't forget
    to, intend to, let's, aim to, looking to, due to, still need to, still have to, still must, need to go and, im,
    im going to, im gonna, ill be, i'm gonna, we're gonna, weve got to, ive got to, i've got to, tryna, need 2, ill
    """,
    Tag.CALLS_BACK: """
    calls back, calls me back, calls us back, is calling back, is calling me back, is calling us back, are calling back,
    are calling me back, are calling us back, rings back, rings me back, rings us back, phones back, gets back to me,
    gets back to us, get back to me, get back to us, is getting back to me, is getting back to us, comes back to me,
    comes back to us
    """,
    Tag.WISH: """
    want a, wants a, want another, wants another, would like a, asked for a, ask for a, asks for a, need a, needs a,
    requested a, want to have a, wants to have a
    """,
    Tag.GOING: """
    on my way to, on the way to, en route to, flying to see, flying to, flying out to, travelling to, traveling to,
    driving to, heading to, going to, going over to, off to, off to see, visiting, seeing, meeting up with
    """,
    Tag.NEXT: """
    next, next step, next steps, todo, to do, to-do, action, actions, action item, action items, follow-up,
    follow up, followup, follow ups, follow-ups, todos
    """,
    Tag.TODO: "todo, to-do",
    Tag.PROMISED: """
    i promised to, i promised them to, we promised to, promised to, i owe them, i owe him, i owe her, owe them,
    owe him, owe her, we owe them, i owe, we owe, promised them, promised her, promised him, i said i would, i
    said i'd, i need to, i have to, i committed to, i agreed to, promised, told them i will, told him i will,
    told her i will, told her we'd, told him we'd, told them we'd, told her i'd, told him i'd, told them i'd,
    said we'd, said i'd, need to send
    """,
}
