"""The commonest of Japanese."""

from bot.domain.conversations.model import Kind
from bot.parsing.line.vocabulary.table import Table, Tag

TABLE = Table(
    nouns={
        Kind.CALL: "電話, 通話, お電話",
        Kind.VIDEO: "ビデオ会議, オンライン会議, ズーム",
        Kind.MEETING: "打ち合わせ, 打合せ, 会議, ミーティング, 商談, 面談, デモ",
        Kind.VISIT: "訪問, ランチ, 会食, 来社, 昼食, 夕食",
        Kind.EVENT: "展示会, セミナー, ウェビナー, イベント",
        Kind.MESSAGE: "メール, メッセージ, チャット",
    },
    verbs={
        Kind.CALL: "電話した, 電話しました",
        Kind.VISIT: "訪問した, 訪問しました",
        Kind.MESSAGE: "メールした, 送信",
    },
    tags={
        Tag.TALK: "話した, 話しました",
        Tag.FAILED: "留守電, 不在, 留守番電話, 応答なし",
        Tag.CANCELLED: "キャンセル, 延期, 中止",
        Tag.INTRO: "を, が, は, お",
        Tag.TO: "と, へ, に, との, の, で",
        Tag.JOIN: "と, 及び",
        Tag.PRIVATE: "社外秘, 内密, 非公開",
        Tag.BOOKED: "予定",
        Tag.NEXT: "次回, 次のステップ, 宿題",
        Tag.ATTENDEES: "参加者, 出席者",
        Tag.ON_DATE: "日付, 日時",
        Tag.LASTED: "所要時間, 時間",
        Tag.NOTES: "メモ, 議事録",
        Tag.GREETING: "こんにちは, おはよう, おはようございます, こんばんは",
        Tag.THANKS: "ありがとう, ありがとうございます",
        Tag.HELP: "ヘルプ, 助けて",
        Tag.HALF: "半時間, 三十分",
        Tag.MINUTE: "分, 分間",
        Tag.HOUR: "時間",
        Tag.LAST_WEEK: "先週",
        Tag.NEXT_WEEK: "来週",
    },
    weekdays=(
        "月曜, 月曜日",
        "火曜, 火曜日",
        "水曜, 水曜日",
        "木曜, 木曜日",
        "金曜, 金曜日",
        "土曜, 土曜日",
        "日曜, 日曜日",
    ),
    days={
        0: "今日, 本日, 今朝",
        -1: "昨日",
        -2: "一昨日, おととい",
        1: "明日",
        2: "明後日",
    },
    units={
        "day": "日",
        "week": "週間",
        "month": "か月, ヶ月",
    },
    ago="_前",
    ahead="_後",
    last="先週の",
    coming="来週の, 今度の",
)
