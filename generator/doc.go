// Package generator is the map of relance; it holds no code.
//
// relance reads a folder, the kit (clients, invoices, what was done), decides what
// is due to whom today and why, and makes everything needed to ask for it: letters,
// e-mail drafts, call sheets, a tracker people fill in, a playbook. It never sends
// anything, never chases what is not owed, never forgets what was done.
//
//	kit folder ──► kit ──► claims ──► agenda ──► letters ──► files
//	(YAML, xlsx,   read,   how much   what to    templates   PDF, EML, ICS, TXT,
//	 journal)      checked owed, why  do today   filled      suivi.xlsx, site/
//	                 ▲                                          │
//	                 └────────── journal.jsonl ◄── valider / noter (what people really did)
//
// Data goes one way. Refusals happen on the left, all at once, each with a place
// and a remedy; on the right only the machine can refuse. A file generated is not a
// letter sent: generer never writes the journal, valider and noter do.
//
// # The rooms
//
// A room imports only rooms of lower floors; imports_test.go enforces it and gives
// each dependency its single home.
//
//	floor
//	  1  diag      what is wrong, where, and what to do
//	     money     euros in cents, rates in hundredths of a percent; the only rounding
//	     calendar  days, French business days, French dates
//	     output    a folder written all at once or not at all; the lock       [flock]
//	     crew      work shared between the processors
//	  2  journal   what was done: append-only lines, chained
//	     grid      tables out of XLSX, ODS, CSV; damaged files are refused    [x/text]
//	     decode    YAML into typed values, all faults at once                 [yaml.v3]
//	     document  the paper: Markdown in, text and HTML out                  [goldmark]
//	  3  kit       the user's folder, read and checked                        [x/text]
//	     layout    documents into lines, pages and boxes, in mm               [sfnt, liberation]
//	  4  pdf       pages into PDF/A-2b                                        [maroto]
//	     mail      documents into drafts, dates into .ics                     [go-mail, golang-ical]
//	     claim     how much is owed on a day, and why
//	     intake    invoices out of foreign grids into kit data                [pdfcpu]
//	     postage   letters into sheets, grams and lists for the post
//	     casefile  what proves a claim, gathered with its checksums
//	     retention what need not be kept any longer
//	     site      pages into the static playbook                             [snowball]
//	  5  dunning   one invoice on a day: its state, its next stage, why
//	     enclosure files of the kit that follow letters, checked
//	  6  agenda    one client on a day: communications, tasks, alerts
//	     examiner  what speaks against a line somebody is about to note
//	  7  merge     templates and agenda into letters
//	     tracker   the workbook people edit                                   [excelize]
//
// A room that grew past one noun holds smaller ones in its own folder; the room is the
// whole, and only what its package exports is for others, but where a neighbour needs
// the part itself. kit/scalar, kit/record and kit/check are its values, its shape and
// its contradictions; document/markdown reads pages, document/markup prints them as
// HTML; layout/face knows the fonts, layout/envelope the windows, layout/picture the
// logos, layout/syllable where a French word divides; pdf/file knows the PDF format,
// pdf/typeface and pdf/deflate write its fonts and streams, pdf/foreign reads the PDF
// files of others; decode/syntax finds what YAML only says is wrong, decode/slip what
// it reads as something else, decode/schema writes what decode reads for editors;
// grid/xlsx, grid/ods and grid/csv are the three kinds of grid, grid/pull walks through
// their XML; tracker/rows writes the rows of a sheet; intake/aged compares an
// aged balance with the kit, intake/stage knows the words for what was done before,
// intake/record reads one row of a list, intake/debtor files rows under clients,
// intake/merging works out what an import changes in a kit,
// intake/fec reads the entries that the law makes every program write, intake/ledger
// finds what they leave open, intake/einvoice reads electronic invoices, intake/folder
// makes one import of several files;
// merge/catalogue and merge/language are what a template may say, merge/filling runs
// one on matter after matter, merge/request what is asked for by hand, merge/account
// and merge/history the tables of a statement, merge/address where a letter goes,
// merge/monthly the words of a period's report, merge/sms the text of an SMS; claim/rate
// is the public rates of each half-year; dunning/past is what happened until a day,
// dunning/course the plan an invoice follows and its days, dunning/pause what suspends
// it; agenda/desk groups the decisions of one client, agenda/event is what calls for a
// message that no plan schedules, agenda/message is one message, agenda/watch what
// somebody must do or look at, agenda/report a month of work for a creditor;
// tracker/workbook is all that knows Excel, tracker/monthly the report as a workbook,
// tracker/reading/form reads the cells of a line that people filled in.
//
// cmd/relance stands above them all: the screen, the clock, the exit status. Its
// generate.go is the whole flow on one screen. templates/ and content/ are the
// default kit itself: a user's kit has the same two folders, laid over them file by
// file.
//
// These packages exist for this program and promise nothing to others.
//
// # Words
//
// Go, files and comments speak English; keys, commands and all that a user sees
// speak French.
//
//	Creditor, Client      créancier, client (débiteur)
//	Invoice, Due          facture, échéance
//	Claim                 créance: what one invoice is worth on a day
//	Interest              pénalités (intérêts) de retard
//	Compensation          indemnité forfaitaire de recouvrement, 40 EUR
//	Plan, Stage           plan de relance, étape
//	Channel               canal: email, sms, appel, courrier, recommande
//	FormalNotice          mise en demeure
//	Handover              transmission à un partenaire de recouvrement
//	Promise, Instalments  promesse de règlement, échéancier
//	Dispute               litige
//	Decision              what dunning says of one invoice
//	Communication         what agenda makes of several: one message to one client
//	Batch                 lot: all the communications of one run
//	Approval              approbation of a stage « à valider »
//	Tracker, Playbook     suivi.xlsx, guide (site/)
//
// # Decisions
//
// 2026-11-21. Interest is cut into a line at each change of balance and of rate: at
// each half-year for the law's own rates, whether or not two of them happen to be
// equal; never for a contract's fixed rate nor for a public body's, which is frozen.
//
// 2026-11-21. In the agenda's JSON an invoice is shown as it stands before grouping: a
// meeting that a formal letter of the same client sets aside is still « a_valider »
// there, and its reason says that it is skipped.
//
// 2026-11-21. « Couverte » compares the money on account with what the client owes
// and is overdue; for an invoice not yet due, with all it owes. Otherwise a credit
// note larger than every overdue invoice would not stop a reminder as soon as one
// more invoice is issued.
//
// 2026-11-21. With nobody declared under « valideurs », valider approves and
// records a stage « à valider » at once; its document is in sortie/a-valider/ all
// the same, so that it is read apart from what may simply be posted.
//
// 2026-11-21. The playbook does not print the creditor's name, although it could:
// it may be hosted where anybody reads it, and a sole trader's name is personal.
//
// 2026-11-21. The journal has a seal beside it (.relance/sceau: number of lines and
// head): a chain alone cannot show that its last lines are gone.
//
// 2026-11-22. In the journal « clos » and « annule » are yes or no; a « note » with
// « au » is a meeting the client accepted, and holds its formal stages.
//
// 2026-11-22. A call that is noted does the call stage of the plan that is due, whether
// or not its sheet was validated: people note what they did, not what was printed.
//
// 2026-11-22. taux.yaml holds its rows under a key, « taux: », for decode reads a
// mapping at the root of every file.
//
// 2026-11-22. An optional field that a template needs is a fault of that one
// communication when it is filled (E106), not of the template: contracts want the
// others to go on.
//
// 2026-11-22. A promise is confirmed in writing only when it suspends. One for a day too
// far, or one more than the options allow, is declined in the next written stage, or by
// « promesse_refusee », a stage outside plans that contracts §6 does not list.
//
// 2026-11-22. An assigned invoice is never in one message with another: two accounts
// to pay into would be printed.
//
// 2026-11-22. The shipped plans no longer carry « delai_jours »: it would win over the
// option « delai_mise_en_demeure » that a creditor or a client writes, and over the
// fifteen days of a consumer.
//
// 2026-11-22. Where « valideurs » are declared, nobody else approves: valider and noter
// refuse another name.
//
// 2026-11-22. The diary reminds of a promise on the working day after it, when the money
// shows; the task of the agenda stays on the promised day.
//
// 2026-11-22. A print file that holds pages of others (invoice copies, the bank's page)
// does not claim PDF/A: their fonts are not ours. Each letter on its own still does.
//
// 2026-11-22. A wrong « fichier_pdf » or « rib » is a fault of the kit, not a blocked
// client: it is a path, which a person corrects in a second.
//
// 2026-11-22. A purge is a journal line whose ID is of the day before the first line, so
// that IDs still grow; « dossier » with papers missing lists them and ends with 0.
//
// 2026-11-22. The interest statement is an annex of the letter that quotes it, not a
// second file: the two are read, signed for and filed together.
//
// 2026-11-22. A declaration of claim is computed at the opening judgment, the disputed
// part included; a measure takes effect on the first working day after its printed
// deadline; documents asked for by hand are never journaled: the person who sends one
// notes it.
//
// 2026-11-22. A payment above its invoice by more than a tenth and the 40 euros is a
// contradiction; less is an overpayment, for interest may come with it.
//
// 2026-11-22. A measure (blocked orders, cash first…) is approved like a stage and
// announced only then; an approval of « litige » ends the disputes of thirty days or
// more that have no outcome, a refusal waits fifteen days.
//
// 2026-11-22. A message prints a deadline at least two working days after an e-mail, one
// after the working day on which a letter arrives, and the next stage waits for it; not
// under « compresser », which asked for short intervals. Where the same words leave by
// e-mail too, the letter only has to have arrived. The plans' golden dates leave no more.
//
// 2026-11-22. An agreement does not lapse before the day that the reminder of its
// instalment printed is over; then its end is told first, and the plan's stages wait for
// the day which that letter prints.
//
// 2026-11-22. Money on account is deducted from the first reminder since it came, and
// held for the invoices of that reminder: two messages never deduct it both. A blocked
// formal stage deducts what is left of it.
//
// 2026-11-22. An aged balance has no invoices: it only controls the kit, client by
// client. A « reprise » never says that more was done than the file says.
//
// 2026-11-22. Scripts written from right to left are refused rather than set backwards;
// a logo or a signature that cannot be printed stops the run; with « enveloppe: aucune »
// a long address is folded, not refused.
//
// 2026-11-22. An approval covers the invoices it names, or those whose stage had come
// when it was given; another invoice of the client is asked about in its turn.
//
// 2026-11-22. A dispute closed in the client's favour, wholly or in part, keeps its sum
// out of every claim until the credit note is written.
//
// 2026-11-22. In suivi.xlsx the sheets of others are kept, but the cached values of
// their formulas are dropped: a blank is better than a wrong figure. « --garder tableur »
// cannot change what the kit says; the typed value goes to the journal.
//
// 2026-11-22. The internal guide (site-interne) is kept up to date by generer once it
// exists, and is no part of the batch; « site » alone rewrites sortie/site.
//
// 2026-11-22. A mapping of columns written by hand answers only for those it names; an
// imported invoice whose rows disagree is withdrawn whole; a column of amounts whose
// title speaks of payment is asked about, never left aside.
//
// 2026-11-22. Two payments of one day, invoice and sum are two when both have a
// reference and the references differ; otherwise contracts §1 holds, one fact.
//
// 2026-11-22. What people type is read where they typed it: suivi.xlsx, else the
// suivi.nouveau.xlsx that was written beside it, else the suivi.ods that LibreOffice
// saved; that workbook then becomes suivi.xlsx. Two that were typed into are refused.
//
// 2026-11-22. A decision of « À valider » is about a stage and the invoices of its line,
// on all its channels; of two that say the contrary about one invoice, neither is taken.
//
// 2026-11-22. The last promise taken counts first; one whose invoices a later promise
// covers is replaced. A payment noted for several invoices is the same fact as receipts
// of that day, one per invoice at most, that add up to it.
//
// 2026-11-22. In the journal a « saisie » with « reponse_avant » or « responsable »
// completes the dispute opened on its « date_limite ».
//
// 2026-11-22. A tracker newer than its folder is read with a warning: refusing it, as
// excel.md §5 asks, would lose what people typed.
//
// 2026-11-22. A page of the guide writes the figures that a kit decides as
// {{reglage …}} and {{plan …}}; the day of writing stands on the site map only.
//
// 2026-11-22. A saved mapping is found by the titles of a table, whatever the name of
// the file; most of its titles are enough to stop. A column that speaks of payment and
// changes nothing today is « sans_effet »: looked at again at each import.
//
// 2026-11-22. init --depuis and importer end with 3 when lines were rejected, as the
// kit then lacks invoices (contracts.md names only generer and verifier).
//
// 2026-11-22. Rows without a code, of one name and two post codes, are two clients,
// unless their e-mail is the same. A payment dated after the import pays nothing.
//
// 2026-11-22. What is noted is held against the accounts in one room, examiner, for the
// command line and the tracker alike. What is impossible is refused; what is only odd (an
// invoice paid twice) is written, and said.
//
// 2026-11-22. An invoice handed over justifies no measure against the client's others.
//
// 2026-11-22. A journal line about an invoice that left the accounts is nothing to say;
// one whose number the kit writes in another way (« FA-1 », « FA-01 ») is.
//
// 2026-11-22. Money that goes back to a client is never an invoice: it undoes the payment
// of its amount, or is rejected and still counted in the control, which stays the
// ledger's balance. A FEC must balance, by file and by entry; where a journal numbers
// its lines, by journal. An electronic invoice payable to another than its seller is
// « cedee »; two files that disagree on one number are both rejected.
//
// 2026-11-22. A statement of account goes back twelve months, or to the oldest open
// invoice. A document asked for by hand whose address no window shows is laid out
// without one, and says so; a registered number is printed when it was noted the same
// day, for an older one is of an older letter.
//
// 2026-11-22. What people noted never stops a paper: what no font has prints « […] ».
// The type of a table shrinks to 7 points before a word is cut.
//
// 2026-11-22. The letters of a batch are checked first, without being kept, and written
// again one by one when they are drawn: thousands of documents are not held in memory.
// Files are brought down to the disk together, at the commit.
//
// 2026-11-22. The calendar of the guide is the program's own schedule when nobody pays
// and each stage is done on its day. Nobody is called during a pause. A search puts the
// pages that list what the program knows after those that explain.
//
// 2026-11-22. A source that says an invoice is paid is believed when number, date and
// amount agree. importer never adds payments while the tracker holds typings not yet
// read. A « $ » without a country is the dollar of the United States.
//
// 2026-11-22. An agent opens with one letter, and the other channels of that stage wait;
// its later demands repeat the mentions of article R124-4. A stage below the formal
// minimum asks for the principal only, on all its channels.
//
// 2026-11-22. Of a wide table of the tracker, paper takes the first columns, one page
// across; of the journal and the sendings, the last three months. The rest is for the
// screen.
//
// 2026-11-22. How people arrange a sheet is carried by column and by line, never by
// place. What is not carried is said (S521), and does not force another file; their
// formulas are kept when they name their own line only.
//
// 2026-11-22. Harassment by repeated messages is article 222-33-2-2 of the code pénal;
// 222-33-2, which law.md gives, is about work.
package generator
