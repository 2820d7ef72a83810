"""The commonest of Chinese."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.vocabulary.table import Table, Tag

TABLE = Table(
    nouns={
        Kind.CALL: "电话, 通话, 電話, 打电话",
        Kind.VIDEO: "视频会议, 视频, 視頻",
        Kind.MEETING: "会议, 开会, 开了会, 會議, 面谈, 演示",
        Kind.VISIT: "拜访, 午餐, 晚餐, 午饭, 晚饭, 拜訪",
        Kind.EVENT: "展会, 研讨会, 活动",
        Kind.MESSAGE: "邮件, 短信, 微信, 消息, 郵件",
    },
    verbs={
        Kind.MEETING: "见了, 见面",
        Kind.VISIT: "拜访了",
        Kind.MESSAGE: "发了邮件",
    },
    tags={
        Tag.TALK: "聊了, 谈了",
        Tag.FAILED: "没接, 没人接, 无人接听, 语音信箱, 未接",
        Tag.CANCELLED: "取消, 推迟, 改期",
        Tag.INTRO: "开了, 了, 开",
        Tag.TO: "和, 与, 跟, 给",
        Tag.JOIN: "和, 与",
        Tag.PRIVATE: "保密, 机密",
        Tag.BOOKED: "预约, 计划",
        Tag.NEXT: "下一步, 待办",
        Tag.ATTENDEES: "参会人, 与会者",
        Tag.ON_DATE: "日期",
        Tag.LASTED: "时长",
        Tag.NOTES: "备注, 记录",
        Tag.GREETING: "你好, 您好, 早上好",
        Tag.THANKS: "谢谢, 多谢",
        Tag.HELP: "帮助",
        Tag.HALF: "半小时, 半个小时",
        Tag.MINUTE: "分钟, 分鐘",
        Tag.HOUR: "小时, 个小时, 小時",
        Tag.LAST_WEEK: "上周",
        Tag.NEXT_WEEK: "下周",
    },
    weekdays=(
        "周一, 星期一",
        "周二, 星期二",
        "周三, 星期三",
        "周四, 星期四",
        "周五, 星期五",
        "周六, 星期六",
        "周日, 星期日, 星期天",
    ),
    days={
        0: "今天, 今早",
        -1: "昨天",
        -2: "前天",
        1: "明天",
        2: "后天",
    },
    units={
        "day": "天",
        "week": "周, 星期",
        "month": "个月",
    },
    ago="_前",
    ahead="_后",
    last="上",
    coming="下",
)
