"""English: labels of pasted notes and mails, and what says that words are private."""

from bot.parsing.line.vocabulary.table import Tag

NOTES: dict[Tag, str] = {
    Tag.ATTENDEES: "attendees, attendee, participants, present, people, with, attended by, who",
    Tag.ON_DATE: "date, day, when, sent, sent on",
    Tag.SENDER: "from, sender",
    Tag.LASTED: "duration, length, time, minutes, how long",
    Tag.NOTES: """
    notes, note, summary, discussion, topics, minutes, details, comments, recap, agenda
    """,
    Tag.KIND: "type, kind, activity, channel, activity type",
    Tag.PRIVATE: """
    private, confidential, off the record, in confidence, confidentially, private note, between us, just
    between us, keep private, keep this private, please keep private, keep it private, do not share, not for
    sharing, please keep confidential, keep confidential, keep this confidential, keep it confidential,
    please keep this confidential, strictly confidential, strictly private, not for the team, not for the
    channel, not for everyone, just for me, for me only, don't tell anyone, do not tell anyone, fyi
    confidential, keep btw us, pls keep btw us, btw us, don't share, don't share this, do not share this,
    not to be shared, keep between us, keep this between us, keep that between us, keep it between us,
    that's between us, this is between us, stays between us, pls keep private, pls keep this private, keep
    this to yourself, keep it to yourself, keep that to yourself, between you and me, for your eyes only,
    private please, confidential please, internal only
    """,
}
