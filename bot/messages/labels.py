"""What people read where the code says a kind of conversation, a kind of insight or a field: plain text."""

from bot.domain.conversations.conversation_form import Field
from bot.domain.conversations.model import Kind
from bot.domain.insights.model import InsightKind

KINDS = {
    Kind.CALL: "Call",
    Kind.VIDEO: "Video call",
    Kind.MEETING: "Meeting",
    Kind.VISIT: "Visit, on their turf",
    Kind.EVENT: "Event or workshop",
    Kind.MESSAGE: "Message (kept, counts nothing)",
    Kind.ATTEMPT: "Attempt, nobody there (kept, counts nothing)",
    Kind.HEARD: "Heard elsewhere (kept, counts nothing)",
}

INSIGHTS = {
    InsightKind.COMPLAINT: "Complaint: they are unhappy with",
    InsightKind.REQUEST: "Request: they wish for",
    InsightKind.LIKE: "Like: they are glad about",
    InsightKind.RISK: "Risk: we may lose them over",
    InsightKind.COMPETITOR: "Competitor: somebody else offers",
    InsightKind.OPPORTUNITY: "Opportunity: they may buy",
    InsightKind.ABOUT: "About them: goals, plans, worries",
    InsightKind.STORY: "Story: worth telling others",
    InsightKind.ANSWER: "Answer to the question of the week",
}

FIELDS = {
    Field.ACCOUNT: "Account",
    Field.NOTE: "Note",
    Field.KIND: "Kind",
    Field.ON: "Date",
    Field.DURATION: "Duration",
    Field.INSIGHTS: "What they said",
    Field.CONTACTS: "Contacts at the customer",
    Field.COLLEAGUES: "Colleagues who took part",
    Field.HELD_BY: "Held by",
    Field.FOLLOW_UP: "What you promised",
    Field.FOLLOW_UP_DUE: "By when",
    Field.FOLLOW_UP_ASSIGNEE: "Who does it",
    Field.PRIVATE: "Private",
}
