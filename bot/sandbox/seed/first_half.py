"""The first six weeks of the story: how it began, and the week of the trade fair in which nobody had time."""

FIRST_HALF = {
    -12: """
mon 10:40 ana   Acme 20m with Jo Lee: first call since the renewal, they use the reports every morning
mon 16:10 bo    Hooli video 30m with Priya Nair: exports fail at month's end #complaint exports stop \
at 10,000 rows next: find out from engineering wed
tue 11:15 ines  Globex 25m with Marta Silva: budget is fixed until next year #about opening a second office in Porto
tue 14:05 ines  "Kestrel Air" meeting 45m with Tom Baker and Ruth Adler: they compare us with two others \
#competitor Skylark offers the first year free
wed 15:30 bo    Umbrella call 15m: quiet, no wishes, happy to be asked
wed 17:20 bo    Initech 20m with Peter Gibb: wants a shorter weekly report #request one page, no charts
thu 10:00 ana   "Northwind Traders" video 40m with Lena Fuchs: went through their numbers together \
#like the new dashboard
thu 11:30 ines  "Stark Foods" 20m: cutting cost everywhere #risk procurement reviews all tools next quarter
fri 15:45 bo    "Dunder Paper" voicemail: tried twice, will try again
""",
    -11: """
mon 09:50 ines  Globex 15m with Marta Silva: sent her the security paper, she passes it on
mon 16:00 bo    Hooli 20m with Priya Nair: told her what we know about the exports next: call back fri
tue 09:30 ana   "Vandelay Industries" visit 60m with Art Vance and Kel Varnsen: saw their plant, \
the night shift reads our reports on paper #story "We open your report before the coffee"
tue 14:40 ines  Cyberdyne video 30m with Miles Dyson: asks for single sign-on #request SSO with their own directory
tue 15:50 bo    "Pied Piper" 25m with Dinesh Rao: growing fast #opportunity twenty more seats soon
wed 08:30 chen  Acme video 20m @ana with Sam Park: watched him build a report, he clicks back and forth a lot
wed 11:10 ana   "Monarch Shipping" coffee 30m with Nils Berg: curious, no project yet
wed 16:45 bo    Umbrella 15m with Alice Wong: new head of operations starts next month #about new head of operations
thu 10:20 ines  "Massive Dynamics" 20m with Nina Sharp: all quiet, likes the support #like answers within the hour
thu 17:00 bo    Initech 15m with Peter Gibb: the one-page draft is what he meant #like the one-page report
fri 10:15 ana   "Wonka Sweets" 20m with Charles Beck: busy season begins, no time for two months
fri 15:30 bo    "Sirius Books" 15m: three shops now, same plan
""",
    -10: """
mon 11:00 ines  "Kestrel Air" video 45m with Ruth Adler: showed the audit log #request export of the audit log
tue 10:10 ines  "Aperture Labs" 30m with Carol Mercer: first talk, they build it themselves today \
#competitor an in-house tool, two engineers
tue 16:20 bo    Hooli 15m with Priya Nair: month's end went badly again #complaint exports, third month running
wed 14:00 ana   Acme 20m with Jo Lee: wants the numbers per plant #request figures by plant
wed 15:10 bo    "Dunder Paper" 20m with Pam Hal: price is fine, wants invoices by the fifth
thu 09:20 ines  "Massive Dynamics" 15m with Nina Sharp: contract runs another year
fri 11:40 ana   "Prestige Tours" emailed: sent the new price list
""",
    -9: """
mon 09:40 ana   Acme 15m with Jo Lee: plant figures can wait until the audit is over
mon 10:30 ines  Globex video 40m @chen with Marta Silva and Rui Costa: went through the data model \
#about one set of figures for both offices
mon 15:20 bo    Initech 20m: a new colleague takes over the reports, name follows
tue 09:10 mara  "Sirius Books" 15m: explained the invoice line by line, all clear now #like that a human called
tue 11:00 ana   "Northwind Traders" 25m with Lena Fuchs: auditors liked the trail \
#story "The auditors asked who built it"
tue 14:30 ines  Cyberdyne 20m with Miles Dyson: SSO decides the renewal #risk renewal hangs on SSO \
next: date from engineering fri for @chen
tue 16:40 bo    Umbrella visit 90m with Alice Wong and Ed Moss: met the new head of operations, wants fewer tools
wed 08:45 chen  Cyberdyne 20m @ines with Miles Dyson: it is plain OpenID, less work than feared
wed 10:50 ines  "Tyrell Optics" video 30m with Rachel Dunn: happy, and would speak at an event #story would speak for us
wed 15:15 bo    "Pied Piper" 20m with Dinesh Rao: seats approved #opportunity contract for two years
wed 17:30 bo    Hooli 20m with Priya Nair: a fix is on its way #complaint waited ten weeks for exports
thu 09:30 ana   "Monarch Shipping" 20m with Nils Berg: budget talks in two weeks
thu 13:20 petra Acme lunch 60m @ana with Jo Lee: they plan a plant in Lyon #about a plant in Lyon next year
fri 10:00 ines  "Stark Foods" 25m with Pepper Hill: the review is about price #competitor Ledgerly is a third cheaper
fri 15:40 bo    "Dunder Paper" 15m with Pam Hal: invoices came on the fourth #like invoices on time
""",
    -8: """
mon 10:05 ines  Globex 15m with Marta Silva: sign-off moves to next month
mon 15:00 bo    Hooli message: told them the exports fix is in testing
mon 16:30 bo    Initech 20m with Ron Lund: the new colleague, new to reports, asked for an hour of help \
next: book an hour fri
tue 09:45 ana   Acme 20m with Sam Park: mobile view cuts off the last column #complaint mobile view cuts the last column
tue 11:20 ines  "Kestrel Air" visit 75m @petra with Ruth Adler and Tom Baker: security questions, none left open
wed 14:10 ana   "Northwind Traders" 20m: Lena is away, spoke to the desk, nothing new
wed 15:50 bo    "Pied Piper" 15m with Dinesh Rao: signed #opportunity second team in Lisbon
thu 09:15 chen  "Tyrell Optics" video 25m @ines with Rachel Dunn: looked at slow pages together, found two
thu 10:40 ines  "Aperture Labs" 20m with Carol Mercer: their tool broke, now they listen \
#about nobody wants to own it
thu 17:10 bo    Umbrella no answer
fri 09:30 dee   "Tyrell Optics" 30m with Rachel Dunn: interview for our customer page \
#story "Mondays begin with your page"
fri 11:00 ana   "Vandelay Industries" 20m with Art Vance: invoices name the wrong plant \
#complaint wrong plant on invoices
""",
    -7: """
mon 09:30 ana   Acme video 25m with Jo Lee: wants Lyon on board early #opportunity thirty seats in Lyon
mon 10:20 ines  Globex 20m with Rui Costa: asked how others handle two offices
mon 15:30 bo    Initech video 60m with Ron Lund: an hour of help, he builds reports himself now #like the hour of help
mon 16:50 bo    Hooli 15m with Priya Nair: will test the fix on her own data
tue 10:00 ines  Cyberdyne 20m with Miles Dyson: heard the date for SSO, relieved #like straight answers
tue 11:30 mara  "Vandelay Industries" 20m with Kel Varnsen: cleared the invoices \
next: credit note thu
tue 15:15 bo    "Sirius Books" 15m: a fourth shop opens soon #opportunity a fourth shop
wed 09:05 ana   "Northwind Traders" meeting 60m with Lena Fuchs and Omar Said: quarterly review, all green
wed 10:45 ines  "Stark Foods" 20m with Pepper Hill: decision is made above her #risk decision in finance, not with her
wed 14:20 ana   "Wonka Sweets" 15m with Charles Beck: thirty orders a minute and the page held #like speed on busy days
wed 16:10 bo    "Pied Piper" webinar 45m: showed the Lisbon team around, eleven people
thu 08:40 chen  Hooli video 30m @bo with Priya Nair: her export runs through, 48,000 rows \
#like the export that just works
thu 11:10 ines  "Kestrel Air" 20m with Ruth Adler: legal has the contract next: call legal mon
thu 14:00 petra "Northwind Traders" dinner 120m with Omar Said private: he may leave next year
fri 10:30 ana   "Monarch Shipping" 20m with Nils Berg: no budget this year, stays in touch
fri 15:45 bo    "Dunder Paper" 20m with Pam Hal: wants fewer mails from us #complaint too many automatic mails
""",
}
