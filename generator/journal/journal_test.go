package journal

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/money"
)

var update = flag.Bool("update", false, "rewrite testdata")

func day(d int) calendar.Date { return calendar.Of(2026, 3, d) }

// sample has a line of each type, but for purge.
func sample() []Entry {
	paid := []Invoice{{Number: "FA26-056"}}
	return []Entry{
		{Date: day(26), Time: "10:12", Creditor: "000000034", Client: "C17", Type: Reminder, Channel: ByEmail, Direction: Sent,
			Invoices: []Invoice{{Number: "FA26-056", Stage: "relance1", Plan: "progressif", Status: Done, Balance: 2400_00}},
			Deadline: calendar.Of(2026, 4, 2), Lot: "2026-03-26-ateliers-boreal-1f3a9c02",
			Documents: []Document{{"courriels/C17-relance1.eml", sum([]byte("x"))}}, Author: "Claire Roux"},
		{Date: day(26), Client: "C17", Type: Call, Outcome: NoAnswer, Channel: ByPhone, Direction: Sent},
		{Date: day(27), Client: "C17", Type: Reply, Outcome: Disputing, Cause: InDispute, Contact: "M. Kerjean", Content: "« finition » <à revoir> & \u2028 suite"},
		{Date: day(27), Client: "C17", Type: Promise, Amount: 1800_00, Deadline: calendar.Of(2026, 4, 10), Invoices: paid},
		{Date: day(20), Type: Payment, Amount: 5, Means: "virement", Reference: "VIR 12", Invoices: paid},
		{Date: day(27), Client: "C17", Type: Dispute, Reason: "finition", Disputed: 600_00, Invoices: paid},
		{Date: day(28), Client: "C17", Type: Dispute, Closed: true, Issue: Partly, Invoices: paid},
		{Date: day(28), Client: "C17", Type: Approval, Stage: "med", Decision: Denied, Reason: "trop tôt", AskAgain: calendar.Of(2026, 4, 15)},
		{Date: day(29), Client: "C17", Type: Registered, Stage: "recommandee", Number: "1A 000 000 0000 0", Posted: day(29), Presented: day(30), Returned: "npai"},
		{Date: day(29), Client: "C17", Type: Postponement, Until: calendar.Of(2026, 4, 3), Reason: "congés", Invoices: paid},
		{Date: day(30), Client: "C17", Type: Handover, Recipient: "Cabinet Exemple"},
		{Date: day(1), Client: "C17", Type: Takeover, Stage: "relance1", Invoices: paid},
		{Date: day(30), Type: Typed, Sheet: "À relancer", Cell: "H12", Field: "note", Before: "a", After: "b", Generation: 3},
		{Date: day(30), Client: "C17", Type: Note, Content: "réunion"},
		{Date: day(31), Type: Correction, Corrects: "2026-03-27-002", Amount: 1700_00, Reason: "montant mal compris"},
		{Date: day(31), Type: Correction, Corrects: "2026-03-26-002", Cancels: true, Reason: "saisie en double"},
	}
}

func written(entries ...Entry) []byte {
	empty, _ := Read("journal.jsonl", nil)
	return empty.Append(entries...)
}

func mustRead(t *testing.T, src []byte) *Log {
	t.Helper()
	l, list := Read("journal.jsonl", src)
	if len(list) > 0 {
		t.Fatalf("%+v", list)
	}
	return l
}

func TestTheLinesAreThoseOfTheContract(t *testing.T) {
	got := written(sample()...)
	const golden = "testdata/journal.jsonl"
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("lines differ from %s:\n%s", golden, got)
	}
	first, _, _ := bytes.Cut(got, []byte("\n"))
	contract := `{"v":1,"id":"2026-03-26-001","date":"2026-03-26","heure":"10:12","creancier":"000000034","client":"C17","type":"relance","canal":"email","sens":"emis",` +
		`"factures":[{"numero":"FA26-056","etape":"relance1","plan":"progressif","statut":"faite","solde":"2400.00"}],` +
		`"date_limite":"2026-04-02","lot":"2026-03-26-ateliers-boreal-1f3a9c02","documents":[{"fichier":"courriels/C17-relance1.eml","sha256":"` + sum([]byte("x")) + `"}],` +
		`"auteur":"Claire Roux","precedent":"` + origin + `"}`
	if string(first) != contract {
		t.Errorf("first line\n%s\nwant\n%s", first, contract)
	}
}

func TestWhatIsAppendedIsReadBack(t *testing.T) {
	l := mustRead(t, nil)
	src := l.Append(sample()[:5]...)
	src = append(src, mustRead(t, src).Append(sample()[5:]...)...)
	again := mustRead(t, src)
	l.Append(sample()[5:]...)
	if !reflect.DeepEqual(l.Entries, again.Entries) || l.Head != again.Head {
		t.Errorf("read back\n%+v\nwant\n%+v", again.Entries, l.Entries)
	}
	for i, e := range again.Entries {
		want := sample()[i]
		want.Line, want.Version, want.ID, want.Previous = i+1, 1, e.ID, e.Previous
		if !reflect.DeepEqual(e, want) {
			t.Errorf("line %d: %+v, want %+v", i+1, e, want)
		}
	}
}

func TestAnEntryOfAnEarlierDayIsNumberedOnTheLastOne(t *testing.T) {
	l := mustRead(t, written(sample()[:6]...))
	var ids []string
	for _, e := range l.Entries {
		ids = append(ids, e.ID)
	}
	want := []string{"2026-03-26-001", "2026-03-26-002", "2026-03-27-001", "2026-03-27-002", "2026-03-27-003", "2026-03-27-004"}
	if !slices.Equal(ids, want) {
		t.Errorf("%q, want %q", ids, want)
	}
}

func TestADayMayHoldMoreThanAThousandEntries(t *testing.T) {
	l := mustRead(t, nil)
	src := l.Append(slices.Repeat([]Entry{{Date: day(2), Type: Note, Content: "x"}}, 1001)...)
	if last := mustRead(t, src).Entries[1000]; last.ID != "2026-03-02-1001" {
		t.Error(last.ID)
	}
}

func TestCorrectionsApplyInDateOrder(t *testing.T) {
	l := mustRead(t, written(sample()...))
	var got []string
	for _, e := range l.Effective() {
		got = append(got, fmt.Sprintf("%s %s %s %s", e.Date.ISO(), e.ID, e.Type, e.Amount.Decimal()))
	}
	want := []string{
		"2026-03-01 2026-03-30-002 reprise 0.00",
		"2026-03-20 2026-03-27-003 paiement 0.05",
		"2026-03-26 2026-03-26-001 relance 0.00",
		"2026-03-27 2026-03-27-001 reponse 0.00",
		"2026-03-27 2026-03-27-002 promesse 1700.00",
		"2026-03-27 2026-03-27-004 litige 0.00",
		"2026-03-28 2026-03-28-001 litige 0.00",
		"2026-03-28 2026-03-28-002 approbation 0.00",
		"2026-03-29 2026-03-29-001 recommande 0.00",
		"2026-03-29 2026-03-29-002 report 0.00",
		"2026-03-30 2026-03-30-001 transmission 0.00",
		"2026-03-30 2026-03-30-003 saisie 0.00",
		"2026-03-30 2026-03-30-004 note 0.00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestACorrectionMayItselfBeCancelled(t *testing.T) {
	two := []Invoice{{Number: "A"}, {Number: "B"}}
	l := mustRead(t, written(
		Entry{Date: day(1), Client: "C1", Type: Promise, Amount: 1, Deadline: day(9), Invoices: two, Reason: "propre"},
		Entry{Date: day(2), Type: Correction, Corrects: "2026-03-01-001", Cancels: true, Reason: "erreur"},
		Entry{Date: day(3), Type: Correction, Corrects: "2026-03-02-001", Cancels: true},
		Entry{Date: day(3), Type: Correction, Corrects: "2026-03-01-001", Amount: 2, Author: "Paul"},
		Entry{Date: day(3), Type: Correction, Corrects: "2026-03-01-001", Amount: 3, Invoices: []Invoice{{Number: "C"}}, Reason: "autre"},
	))
	got := l.Effective()
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	want := l.Entries[0]
	want.Amount, want.Invoices = 3, []Invoice{{Number: "C"}}
	if !reflect.DeepEqual(got[0], want) {
		t.Errorf("%+v, want %+v", got[0], want)
	}
	if l.Entries[0].Amount != 1 || l.Entries[0].Invoices[0].Number != "A" {
		t.Error("the line itself changed")
	}
}

func TestAJournalMayFollowAPurgedOne(t *testing.T) {
	former := mustRead(t, written(sample()...))
	src := written(Entry{Date: day(31), Type: Purge, Previous: former.Head}, Entry{Date: day(31), Type: Note, Content: "suite"})
	if l := mustRead(t, src); l.Entries[0].Previous != former.Head || len(l.Effective()) != 1 {
		t.Errorf("%+v", l.Entries)
	}
}

func TestAMissingLastNewlineLosesNothing(t *testing.T) {
	src := written(sample()[:3]...)
	l := mustRead(t, bytes.TrimSuffix(src, []byte("\n")))
	if len(l.Entries) != 3 || l.Torn != nil {
		t.Fatalf("%+v", l)
	}
	if more := l.Append(sample()[3]); string(more[:1]) != "\n" || !bytes.Equal(append(bytes.TrimSuffix(src, []byte("\n")), more...), written(sample()[:4]...)) {
		t.Errorf("appended %q", more)
	}
}

func TestALineCutShortIsSetAsideWithANotice(t *testing.T) {
	src := written(sample()[:3]...)
	for _, tail := range []string{`{"v":1,"id":"2026-03-`, "{\"v\":1,\"id\":\"2026-03-\n", "\x00\x00\x00\x00", `{"v":1,"id"` + "\x00\x00"} {
		l, list := Read("journal.jsonl", append(slices.Clone(src), tail...))
		if len(list) != 1 || list[0].Code != "J410" || list[0].Kind != diag.Warning || list[0].Line != 4 {
			t.Errorf("after %q: %+v", tail, list)
			continue
		}
		if string(l.Torn) != tail || len(l.Entries) != 3 {
			t.Errorf("after %q: %d entries, torn %q", tail, len(l.Entries), l.Torn)
		}
		if !bytes.Equal(append(slices.Clone(src), l.Append(sample()[3])...), written(sample()[:4]...)) {
			t.Errorf("after %q: the next line is wrong", tail)
		}
	}
}

// edit returns the sample journal with one replacement on one line, and the
// chain mended after it when mend is set.
func edit(t *testing.T, line int, former, latter string, mend bool) []byte {
	t.Helper()
	lines := strings.SplitAfter(string(written(sample()...)), "\n")
	if !strings.Contains(lines[line-1], former) {
		t.Fatalf("line %d has no %s", line, former)
	}
	lines[line-1] = strings.Replace(lines[line-1], former, latter, 1)
	for i := line; mend && i < len(lines)-1; i++ {
		_, rest, _ := strings.Cut(lines[i], `"precedent":"`)
		lines[i] = strings.Replace(lines[i], rest[:64], sum([]byte(strings.TrimSuffix(lines[i-1], "\n"))), 1)
	}
	return []byte(strings.Join(lines, ""))
}

func TestDamageIsRefusedWithItsPlace(t *testing.T) {
	whole := string(written(sample()...))
	lines := strings.SplitAfter(whole, "\n")
	join := func(order ...int) []byte {
		var b strings.Builder
		for _, n := range order {
			b.WriteString(lines[n-1])
		}
		return []byte(b.String())
	}
	for name, damaged := range map[string]struct {
		src  []byte
		line int
		code string
	}{
		"edited":            {edit(t, 4, "1800.00", "1900.00", false), 5, "J402"},
		"line lost":         {join(1, 2, 4, 5), 3, "J402"},
		"lines swapped":     {join(1, 3, 2, 4), 2, "J402"},
		"line twice":        {join(1, 2, 2, 3), 3, "J402"},
		"beginning lost":    {join(2, 3, 4), 1, "J402"},
		"cut in the middle": {[]byte(lines[0] + lines[1][:40] + "\n" + lines[2]), 2, "J401"},
		"cut and joined":    {[]byte(lines[0] + lines[1][:40] + lines[2]), 2, "J401"},
		"only a torn line":  {[]byte(lines[0][:60]), 1, "J401"},
		"two broken lines":  {[]byte(lines[0] + "{\n{\n"), 2, "J401"},
		"blank line":        {[]byte(lines[0] + "\n" + lines[1]), 2, "J401"},
		"typed over":        {[]byte(lines[0] + "bonjour\n"), 2, "J401"},
		"zero filled":       {[]byte(lines[0] + strings.Repeat("\x00", 80) + "\n" + lines[2]), 2, "J409"},
		"all zeros":         {make([]byte, 512), 1, "J409"},
		"UTF-16":            {[]byte(strings.ReplaceAll(lines[0], "", "\x00")), 1, "J409"},
		"byte order mark":   {[]byte("\ufeff" + whole), 1, "J401"},
		"CRLF":              {[]byte(strings.ReplaceAll(whole, "\n", "\r\n")), 1, "J411"},
		"git conflict":      {[]byte(lines[0] + "<<<<<<< HEAD\n" + lines[1] + "=======\n" + lines[1] + ">>>>>>> autre\n"), 2, "J408"},
		"rest of conflict":  {[]byte(lines[0] + lines[1] + ">>>>>>> autre"), 3, "J408"},
		"newer":             {edit(t, 3, `"v":1`, `"v":2`, true), 3, "J407"},
		"newer, new key":    {edit(t, 3, `"v":1`, `"v":2,"neuf":{}`, true), 3, "J407"},
		"no version":        {edit(t, 3, `"v":1,`, ``, true), 3, "J404"},
		"unknown key":       {edit(t, 3, `"cause"`, `"raison"`, true), 3, "J405"},
		"key in capitals":   {edit(t, 3, `"cause"`, `"Cause"`, true), 3, "J405"},
		"null":              {edit(t, 3, `"litige"`, `null`, true), 3, "J406"},
		"unknown word":      {edit(t, 3, `"litige"`, `"humeur"`, true), 3, "J406"},
		"unknown type":      {edit(t, 3, `"reponse"`, `"réponse"`, true), 3, "J406"},
		"unknown status":    {edit(t, 1, `"faite"`, `"fait"`, true), 1, "J406"},
		"amount a number":   {edit(t, 4, `"1800.00"`, `1800.00`, true), 4, "J406"},
		"amount in French":  {edit(t, 4, `1800.00`, `1 800,00 €`, true), 4, "J406"},
		"no such day":       {edit(t, 4, `2026-04-10`, `2026-04-31`, true), 4, "J406"},
		"French day":        {edit(t, 4, `2026-04-10`, `10/04/2026`, true), 4, "J406"},
		"no such hour":      {edit(t, 1, `10:12`, `24:12`, true), 1, "J406"},
		"no amount":         {edit(t, 4, `"montant":"1800.00",`, ``, true), 4, "J404"},
		"empty amount":      {edit(t, 4, `1800.00`, `0.00`, true), 4, "J404"},
		"neither key":       {edit(t, 6, `"motif":"finition",`, ``, true), 6, "J404"},
		"no stage":          {edit(t, 1, `"etape":"relance1",`, ``, true), 1, "J404"},
		"not an object":     {edit(t, 4, `{"numero":"FA26-056"}`, `"FA26-056"`, true), 4, "J406"},
		"a null invoice":    {edit(t, 4, `{"numero":"FA26-056"}`, `null`, true), 4, "J406"},
		"bad ID":            {edit(t, 3, `"2026-03-27-001"`, `"2026-03-27-1"`, true), 3, "J403"},
		"ID used twice":     {edit(t, 2, `"2026-03-26-002"`, `"2026-03-26-001"`, true), 2, "J403"},
		"ID going back":     {edit(t, 3, `"2026-03-27-001"`, `"2026-03-25-001"`, true), 3, "J403"},
		"corrects nothing":  {edit(t, 15, `"2026-03-27-002"`, `"2026-03-27-999"`, true), 15, "J412"},
		"late purge":        {edit(t, 14, `"note"`, `"purge"`, true), 14, "J413"},
		"null line":         {[]byte("null\n"), 1, "J401"},
		"a list":            {[]byte("[]\n"), 1, "J401"},
		"Latin-1":           {edit(t, 3, "à revoir", "\xe0 revoir", true), 3, "J401"},
	} {
		l, list := Read("journal.jsonl", damaged.src)
		if l != nil || len(list) != 1 || list[0].Kind != diag.Fault {
			t.Errorf("%s: accepted, %+v", name, list)
			continue
		}
		if p := list[0]; p.Code != damaged.code || p.Line != damaged.line || p.File != "journal.jsonl" || p.Hint == "" {
			t.Errorf("%s: %s line %d (%s), want %s line %d", name, p.Code, p.Line, p.Text, damaged.code, damaged.line)
		}
	}
}

func TestHandWrittenButSoundLinesAreAccepted(t *testing.T) {
	l := mustRead(t, []byte(`{ "type": "note", "v": 1, "id": "2026-03-26-001", "date": "2026-03-26", "contenu": "\u00e9crit ailleurs", "client": "", "precedent": "`+origin+"\" }\n"))
	if l.Entries[0].Content != "écrit ailleurs" {
		t.Errorf("%+v", l.Entries)
	}
}

func TestTheSealSeesWhatTheChainCannot(t *testing.T) {
	src := written(sample()...)
	seal := mustRead(t, src).Seal()
	lines := bytes.SplitAfter(src, []byte("\n"))
	upTo := func(n int) []byte { return bytes.Join(lines[:n], nil) }
	longer := append(slices.Clone(src), mustRead(t, src).Append(Entry{Date: day(31), Type: Note, Content: "x"})...)
	for name, journal := range map[string]struct {
		src  []byte
		seal string
		text string
	}{
		"the same":           {src, seal, ""},
		"longer":             {longer, seal, ""},
		"no seal":            {upTo(3), "", ""},
		"seal of nothing":    {src, mustRead(t, nil).Seal(), ""},
		"one torn":           {src[:len(src)-9], seal, ""},
		"last line lost":     {upTo(15), seal, "il manque la dernière ligne"},
		"three lost":         {upTo(13), seal, "il manque les 3 dernières lignes"},
		"two lost, one torn": {src[:len(upTo(14))-9], seal, "il manque les 3 dernières lignes"},
		"emptied":            {nil, seal, "il manque les 16 dernières lignes"},
		"last line edited":   {bytes.Replace(src, []byte("en double"), []byte("en triple"), 1), seal, "sa dernière ligne a changé"},
		"another journal":    {written(slices.Repeat([]Entry{{Date: day(1), Type: Note, Content: "x"}}, 20)...), seal, "sa dernière ligne a changé"},
		"seal damaged":       {src, "16 abc", "le sceau du journal"},
	} {
		l, _ := Read("journal.jsonl", journal.src)
		list := l.Check(journal.seal)
		if journal.text == "" && len(list) > 0 || journal.text != "" && (len(list) != 1 || !strings.Contains(list[0].Text, journal.text)) {
			t.Errorf("%s: %+v, want %q", name, list, journal.text)
		}
	}
}

// silent says how a damaged journal could be taken for another history, if it
// is neither refused, nor the same, nor repaired at its tail with a notice.
func silent(damaged []byte, whole *Log) string {
	l, list := Read("journal.jsonl", damaged)
	if l == nil || len(l.Check(whole.Seal())) > 0 {
		return ""
	}
	if l.Torn != nil {
		if len(list) == 1 && reflect.DeepEqual(l.Entries, whole.Entries[:len(whole.Entries)-1]) && bytes.HasSuffix(damaged, l.Torn) {
			return ""
		}
		return "a wrong repair"
	}
	if !reflect.DeepEqual(l.Entries, whole.Entries) {
		return "another history"
	}
	return ""
}

func thirty() []byte {
	l, _ := Read("", nil)
	src := l.Append(sample()[:14]...)
	src = append(src, l.Append(slices.Repeat([]Entry{{Date: day(31), Client: "C2", Type: Call}}, 16)...)...)
	return src
}

func TestNoTruncationGivesAnotherHistory(t *testing.T) {
	t.Parallel()
	src := thirty()
	whole := mustRead(t, src)
	for n := range src {
		if what := silent(src[:n], whole); what != "" {
			t.Fatalf("cut to %d bytes of %d: %s", n, len(src), what)
		}
	}
}

func TestNoBitFlipGivesAnotherHistory(t *testing.T) {
	t.Parallel()
	src := thirty()
	whole := mustRead(t, src)
	for i := 0; i < len(src); i += 3 { // every bit would take a minute
		bit := byte(1) << (i % 8)
		src[i] ^= bit
		if what := silent(src, whole); what != "" {
			t.Fatalf("bit %d of byte %d, near %q: %s", i%8, i, src[max(0, i-20):i+1], what)
		}
		src[i] ^= bit
	}
	src = written(sample()[:3]...) // all bits, on fewer lines
	whole = mustRead(t, src)
	for i := range 8 * len(src) {
		src[i/8] ^= 1 << (i % 8)
		if what := silent(src, whole); what != "" {
			t.Fatalf("bit %d of byte %d: %s", i%8, i/8, what)
		}
		src[i/8] ^= 1 << (i % 8)
	}
}

func TestAnyTextSurvivesTheJournal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, _ := Read("", nil)
		var src []byte
		var texts []string
		for range rapid.IntRange(1, 5).Draw(t, "entries") {
			text := "x" + rapid.String().Draw(t, "content")
			amount := money.Amount(rapid.Int64Range(1, 1_000_000_00).Draw(t, "cents"))
			src = append(src, l.Append(Entry{Date: day(rapid.IntRange(1, 31).Draw(t, "day")), Client: "C", Type: Promise, Deadline: day(3), Amount: amount, Content: text})...)
			texts = append(texts, text)
		}
		again, list := Read("", src)
		if len(list) > 0 || !reflect.DeepEqual(again.Entries, l.Entries) {
			t.Fatalf("%+v", list)
		}
		for i, e := range again.Entries {
			if e.Content != texts[i] {
				t.Errorf("%q became %q", texts[i], e.Content)
			}
		}
	})
}

func TestAnEntryThatCouldNotBeReadIsNotWritten(t *testing.T) {
	for name, e := range map[string]Entry{
		"no date":      {Type: Note, Content: "x"},
		"no deadline":  {Date: day(1), Type: Promise, Client: "C1", Amount: 1},
		"unknown type": {Date: day(1), Type: "visite", Client: "C1"},
		"late purge":   {Date: day(1), Type: Purge},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: written", name)
				}
			}()
			l, _ := Read("", written(sample()[0]))
			l.Append(e)
		}()
	}
}

func FuzzRead(f *testing.F) {
	f.Add(written(sample()...))
	f.Add([]byte("{}\n{"))
	f.Fuzz(func(t *testing.T, src []byte) {
		l, list := Read("journal.jsonl", src)
		if (l == nil) != (len(list) == 1 && list[0].Kind == diag.Fault) {
			t.Fatalf("%v, %+v", l, list)
		}
		if l != nil && !bytes.HasSuffix(src, l.Torn) {
			t.Fatalf("torn %q", l.Torn)
		}
	})
}
