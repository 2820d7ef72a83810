"""The last six weeks of the story, and the running week until Wednesday morning."""

SECOND_HALF = {
    -6: """
mon 10:15 ines  Globex 15m with Marta Silva: half the team is at the fair, short call
tue 09:50 mara  "Vandelay Industries" 20m with Art Vance: credit note arrived, still cross \
#complaint invoices took two months
wed 09:20 chen  Hooli 15m with Priya Nair: month's end was quiet for once
thu 12:30 ines  "Tyrell Optics" event 45m with Rachel Dunn: she spoke at our stand, forty people stayed
fri 16:00 bo    Initech emailed: sent Ron the recording
""",
    -5: """
mon 09:35 ana   Acme 20m with Jo Lee: budget for Lyon is with the board
mon 10:10 ines  "Kestrel Air" 30m with Ruth Adler: legal wants one clause changed next: new clause wed
mon 11:40 dee   "Lumon Health" event 20m with Harmony Cole: met at the fair, they file by hand #about filing by hand
tue 09:20 ines  Globex visit 90m @chen with Marta Silva and Rui Costa: saw the Porto office, six of ten use us daily
tue 15:10 bo    "Pied Piper" 20m with Dinesh Rao: Lisbon is live #like two days from contract to start
tue 16:30 bo    Hooli 20m with Priya Nair: asks what else we can do #opportunity finance team wants in
wed 08:50 chen  Acme video 25m with Sam Park: mobile view, saw it with my own eyes #complaint mobile view in the plant
wed 10:30 ana   "Northwind Traders" 20m with Lena Fuchs: the audit comes again, wants us earlier this time
wed 14:50 ines  Cyberdyne 25m with Miles Dyson: tests SSO from Monday
thu 09:40 mara  "Dunder Paper" 15m with Pam Hal: one mail a month from now on #like one mail a month
thu 11:20 ana   "Monarch Shipping" left message: said we have a smaller plan now
thu 15:40 bo    "Sirius Books" 15m: orders doubled, all fine
fri 10:05 ines  "Aperture Labs" video 40m @chen with Carol Mercer: two engineers asked good questions \
#answer they would miss the alerts first
fri 15:20 bo    Initech 20m with Ron Lund: wants to show it to his boss #opportunity a second department
""",
    -4: """
mon 09:25 ana   Acme video 30m with Jo Lee and Sam Park: Lyon is approved #opportunity Lyon approved
mon 10:00 ines  Globex 15m with Marta Silva: signed off next: kick-off date fri
mon 10:50 ines  "Kestrel Air" 20m with Ruth Adler: clause is fine, waits for a signature
mon 15:05 bo    Hooli video 30m with Priya Nair and Gavin Moore: finance wants its own view #request a view for finance
mon 16:20 bo    Initech 15m with Ron Lund: the boss wants to see it too
tue 08:30 chen  Cyberdyne video 30m @ines with Miles Dyson: SSO works for forty people #like SSO without a meeting
tue 09:45 ana   "Wonka Sweets" visit 60m with Charles Beck: saw the packing line, screens hang too high
tue 11:15 dee   "Tyrell Optics" 20m with Rachel Dunn: she read the story twice #like being asked
tue 13:30 sam   Hooli heard: a post by their architect #complaint still no API for exports
tue 14:40 ines  "Tyrell Optics" 15m with Rachel Dunn: two more shops of theirs are curious
tue 15:55 bo    "Pied Piper" 20m with Dinesh Rao: nothing open
wed 09:10 mara  Acme 20m with Jo Lee: agreed how Lyon is invoiced
wed 10:35 ana   "Northwind Traders" 25m with Lena Fuchs: asks for the audit checklist next: checklist fri
wed 14:15 ines  "Aperture Labs" 30m with Carol Mercer: wants a trial #opportunity trial next month
wed 15:30 bo    "Dunder Paper" 20m with Pam Hal: all good, no mails #like quiet
thu 09:00 ana   "Prestige Tours" 15m with Olga Kern: bookings are back, wants a second seat
thu 10:20 ines  "Lumon Health" 25m with Harmony Cole: by hand means nine people #about nine people file by hand
thu 16:45 bo    "Sirius Books" 20m: asked for the stock report #request stock per shop
fri 11:05 petra Globex 30m with Marta Silva: thanked her, she asks for a roadmap twice a year
fri 15:15 bo    Hooli 15m with Priya Nair: finance view can wait a month
""",
    -3: """
mon 09:55 ines  Globex 20m with Rui Costa: kick-off is set
mon 15:25 bo    Initech video 30m with Ron Lund and Bill Lum: showed the boss #risk the boss knows Ledgerly well
tue 09:15 ana   Acme 15m with Sam Park: mobile fix seen, two columns still cut #complaint mobile view, two columns left
tue 10:40 ines  "Kestrel Air" emailed: asked about the signature
tue 15:00 bo    "Pied Piper" 15m with Dinesh Rao: praise for the night support #like night support
wed 08:35 chen  Acme video 20m with Sam Park: fixed the last two columns while he watched #like fixed while I watched
wed 11:00 ana   "Northwind Traders" 20m with Lena Fuchs: checklist is in use
wed 14:25 ines  Cyberdyne 20m with Miles Dyson: renewal is on the way #about one login for everything
thu 09:35 dee   "Lumon Health" 20m with Harmony Cole: gave her two customers to call
thu 10:50 ines  "Aperture Labs" video 45m with Carol Mercer: trial has begun, five people
thu 16:15 bo    Hooli visit 60m with Priya Nair and Gavin Moore: walked through the month's end with finance
fri 10:10 ana   "Wonka Sweets" 20m with Charles Beck: screens hang lower now, he laughed
fri 11:25 mara  "Sirius Books" 15m: moved the invoice date, fine for both
fri 15:50 bo    "Dunder Paper" attempt: line was busy
""",
    -2: """
mon 09:20 ana   Acme 20m with Jo Lee: names for Lyon arrive this week
mon 10:30 ines  Globex meeting 60m @chen with Marta Silva and Rui Costa: kick-off, Porto starts first
mon 15:10 bo    Hooli 20m with Priya Nair: exports hold #story "Month's end is a Tuesday like any other"
mon 16:40 bo    Initech 20m with Bill Lum: compares prices #competitor Ledgerly, same price without support
tue 09:05 ana   "Northwind Traders" 20m with Lena Fuchs: one week until their audit
tue 10:25 ines  "Kestrel Air" 20m with Ruth Adler: signature next week, she says
tue 11:50 dee   "Prestige Tours" 20m with Olga Kern: full for the season \
#story "Sold out two months early"
tue 14:35 ines  Cyberdyne visit 75m with Miles Dyson: renewed for two years #like straight answers, again
tue 15:45 bo    "Pied Piper" 15m with Dinesh Rao: asks about prices for Lisbon
wed 08:40 chen  "Aperture Labs" video 30m @ines with Carol Mercer: two bugs in the trial, one is ours \
#complaint alerts come twice
wed 10:15 ana   "Monarch Shipping" 20m with Nils Berg: the smaller plan fits #opportunity the small plan
wed 13:40 petra "Kestrel Air" 20m @ines with Tom Baker: chief to chief, the signature is certain
wed 16:05 bo    "Sirius Books" 15m: stock report is what they meant #like the stock report
thu 09:30 ines  "Tyrell Optics" 25m with Rachel Dunn: introduced the two shops
thu 11:10 mara  Globex 15m with Rui Costa: one invoice for both offices #request one invoice for both offices
thu 15:35 bo    "Dunder Paper" 20m with Pam Hal: will renew, no doubts
fri 10:00 ana   Acme 15m with Sam Park: mobile is fine #like the mobile view, at last
""",
    -1: """
mon 09:40 ines  Globex 15m with Marta Silva: Porto is live
mon 11:05 ana   Acme 20m with Jo Lee: thirty-two names for Lyon #about a common language of figures
mon 15:15 bo    Hooli 20m with Gavin Moore: finance starts soon #opportunity finance, twelve seats
tue 08:55 chen  Globex video 25m with Rui Costa: one slow page, his laptop, not us
tue 09:50 ana   "Northwind Traders" 15m with Lena Fuchs: the audit went through #like the checklist
tue 10:45 ines  "Kestrel Air" 15m with Ruth Adler: signed #answer they would miss the audit log
tue 15:30 bo    Initech 25m with Bill Lum private: he asks what we cost without Ron
wed 09:25 dee   "Lumon Health" 25m with Harmony Cole: she called both references #opportunity decision this month
wed 10:30 ines  "Aperture Labs" 20m with Carol Mercer: alerts come once now #like two days from bug to fix
wed 14:05 ana   "Monarch Shipping" coffee 30m with Nils Berg: met his boss too, friendly \
next: offer for the small plan tue
wed 16:20 bo    "Pied Piper" 20m with Dinesh Rao: prices for Lisbon are fine
thu 09:45 mara  "Prestige Tours" 15m with Olga Kern: payment plan agreed
thu 10:55 ines  Cyberdyne 15m with Miles Dyson: forty more people get a login
thu 16:00 bo    Hooli 15m with Priya Nair: wants to thank engineering in person
fri 11:15 ana   "Wonka Sweets" 15m with Charles Beck: rush is over, time to talk again
fri 14:30 ines  "Tyrell Optics" visit next thu with Rachel Dunn
""",
    0: """
mon 09:15 ana   Acme 20m with Jo Lee: Lyon has a start date
mon 09:50 ines  Globex video 30m with Marta Silva: wants Porto's figures on one page \
#request both offices on one page
mon 10:40 ana   "Northwind Traders" 25m with Omar Said: he stays, and takes over Lyon's supplier
mon 15:20 bo    Hooli 20m with Priya Nair: month's end was calm again \
#like @bo who called back every single time
tue 09:10 chen  Globex 20m with Rui Costa: wants Hooli's exports too #story "We would pay for exports that just work"
tue 10:05 petra "Kestrel Air" meeting 45m @sam with Ruth Adler: first day, eleven people in the room
tue 11:30 ana   "Monarch Shipping" 15m with Nils Berg: has the offer #risk his boss wants three offers
tue 14:20 ines  Cyberdyne 25m with Miles Dyson: asks for a list of all logins next: list of logins fri
tue 15:10 bo    "Dunder Paper" next thu with Pam Hal: yearly talk
tue 15:45 bo    Initech visit 60m with Ron Lund and Bill Lum: lunch with both, Ledgerly is off the table
wed 08:40 dee   "Lumon Health" 15m with Harmony Cole: decision on Friday
wed 09:10 ana   "Wonka Sweets" 15m with Charles Beck: wants a second packing line #opportunity a second line
wed 09:25 chen  "Aperture Labs" 20m with Carol Mercer: trial ends, seven people voted yes
""",
}
