"""What people read where the code says a kind of insight: plain text."""

from bot.domain.insights.model import InsightKind

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
