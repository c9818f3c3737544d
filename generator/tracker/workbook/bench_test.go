package workbook

import (
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"relance/generator/calendar"
	"relance/generator/money"
	"relance/generator/tracker/cell"
	"relance/generator/tracker/look"
)

// The sheet of the benchmarks: eighteen columns, seven of them formulas, a table, a
// list, a rule. testdata/peers.py writes the same with XlsxWriter and openpyxl.
var benchColumns = []Column[int]{
	{Key: "a", Header: "Numéro", Width: 14, Of: func(i *int) any { return fmt.Sprintf("F%06d", *i) }},
	{Key: "b", Header: "Code", Width: 14, Of: func(i *int) any { return fmt.Sprintf("C%04d", *i%500) }},
	{Key: "c", Header: "Client", Width: 14, Of: func(i *int) any { return fmt.Sprintf("Société numéro %d", *i%500) }},
	{Key: "d", Header: "Date", Width: 14, As: cell.Day, Of: func(i *int) any { return calendar.Date(45000 + *i%300) }},
	{Key: "e", Header: "Échéance", Width: 14, As: cell.Day, Of: func(i *int) any { return calendar.Date(45030 + *i%300) }},
	{Key: "f", Header: "Montant", Width: 14, As: cell.Euros, Of: func(i *int) any { return cents(100_000 + *i%977*100 + *i%100) }},
	{Key: "g", Header: "Encaissé", Width: 14, As: cell.Euros, Of: func(i *int) any { return cents(*i % 7 * 1025) }},
	{Key: "h", Header: "Reste", Width: 14, As: cell.Euros, Use: cell.Computed, Of: func(i *int) any { return cents(100_000 + *i%977*100) }, Formula: "ROUND({f}-{g},2)"},
	{Key: "i", Header: "Retard", Width: 14, As: cell.Count, Use: cell.Computed, Of: func(i *int) any { return max(0, 90-*i%300) }, Formula: "MAX(0,45120-{e})"},
	{Key: "j", Header: "Tranche", Width: 14, Use: cell.Computed, Of: func(i *int) any { return "1 à 30 j" }, Formula: `IF({i}>90,"91 j et plus","1 à 30 j")`},
	{Key: "k", Header: "Pénalités", Width: 14, As: cell.Euros, Use: cell.Computed, Of: func(i *int) any { return cents(50) }, Formula: "ROUND({h}*{i}*0.1225/365,2)"},
	{Key: "l", Header: "Indemnité", Width: 14, As: cell.Euros, Use: cell.Computed, Of: func(i *int) any { return cents(4000) }, Formula: "IF({i}>0,40,0)"},
	{Key: "m", Header: "Exigible", Width: 14, As: cell.Euros, Use: cell.Computed, Of: func(i *int) any { return cents(104_050) }, Formula: "ROUND({h}+{k}+{l},2)"},
	{Key: "n", Header: "Part", Width: 14, As: cell.Share, Use: cell.Computed, Of: func(i *int) any { return cell.Ratio(9000) }, Formula: "IF({f}=0,0,ROUND({h}/{f},4))"},
	{Key: "o", Header: "Rang", Width: 14, As: cell.Count, Of: func(i *int) any { return *i }},
	{Key: "p", Header: "Statut", Width: 14, Use: cell.Entry, List: "Liste", Of: func(i *int) any { return states[*i%3] }},
	{Key: "q", Header: "Commentaire", Width: 14, Use: cell.Entry, Of: func(i *int) any { return fmt.Sprintf("remarque %d", *i) }},
	{Key: "id", Header: "Identifiant", Width: 14, Of: func(i *int) any { return fmt.Sprintf("id%d", *i) }},
}

var states = []string{"À faire", "À venir", "En litige"}

func cents(n int) cell.Sum { return cell.Sum{Amount: money.Amount(n)} }

func writeBench(b *testing.B, rows int) {
	b.Helper()
	lines := make([]int, rows)
	for i := range lines {
		lines[i] = i
	}
	book := New("Essai", "Factures")
	Write(book, Sheet{Name: "Factures", Table: "Fac", Frozen: 2, Locked: "calculé", Flags: []Flag{{Key: "j", Text: "91 j et plus", Fill: look.Rose}}}, benchColumns, lines)
	book.Lists([]List{{Name: "Liste", Words: states}})
	book.Curves(nil)
	book.Hide([]byte("essai"))
	if err := book.Finish(io.Discard); err != nil {
		b.Fatal(err)
	}
}

const benchRows = 10_000

func BenchmarkSheet(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		writeBench(b, benchRows)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*1e9/benchRows, "ns/row")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/sheet")
}

// BenchmarkSheetPeer is XlsxWriter, BenchmarkNaiveSheet openpyxl.
func BenchmarkSheetPeer(b *testing.B)  { benchPeer(b, "xlsxwriter") }
func BenchmarkNaiveSheet(b *testing.B) { benchPeer(b, "openpyxl") }

func benchPeer(b *testing.B, library string) {
	python := "/usr/bin/python3" // Debian's packages are for Debian's Python
	if err := exec.Command(python, "-c", "import "+library).Run(); err != nil {
		b.Skipf("%s est absent (paquet python3-%s)", library, library)
	}
	total := 0.0
	for b.Loop() {
		out, err := exec.Command(python, "testdata/peers.py", library, strconv.Itoa(benchRows), filepath.Join(b.TempDir(), "pair.xlsx")).CombinedOutput()
		if err != nil {
			b.Fatalf("%v: %s", err, out)
		}
		took, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
		if err != nil {
			b.Fatal(err)
		}
		total += took
	}
	b.ReportMetric(total/float64(b.N), "s/sheet")
}

// BenchmarkSheet100000 is the same sheet ten times longer; peak-MB is the most
// memory that the heap held.
func BenchmarkSheet100000(b *testing.B) {
	var peak uint64
	for b.Loop() {
		stop := watchHeap()
		writeBench(b, 10*benchRows)
		peak = max(peak, stop())
	}
	b.ReportMetric(float64(peak)/(1<<20), "peak-MB")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*1e9/(10*benchRows), "ns/row")
}

// watchHeap samples the heap until the function it returns is called, which gives
// the highest value.
func watchHeap() func() uint64 {
	var peak atomic.Uint64
	done, gone := make(chan struct{}), make(chan struct{})
	runtime.GC()
	go func() {
		defer close(gone)
		var m runtime.MemStats
		for {
			runtime.ReadMemStats(&m)
			peak.Store(max(peak.Load(), m.HeapInuse))
			select {
			case <-done:
				return
			case <-time.After(20 * time.Millisecond):
			}
		}
	}()
	return func() uint64 {
		close(done)
		<-gone
		return peak.Load()
	}
}
