package intake

import (
	"fmt"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"relance/generator/intake/header"
)

// peak is the most memory in use while f runs, in MiB over what was before it.
func peak(f func()) float64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	now := func() uint64 { metrics.Read(sample); return sample[0].Value.Uint64() }
	runtime.GC()
	before, most := now(), uint64(0)
	done, stopped := make(chan bool), make(chan bool)
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			case <-time.After(2 * time.Millisecond):
				most = max(most, now())
			}
		}
	}()
	f()
	close(done)
	<-stopped
	return float64(most-min(most, before)) / (1 << 20)
}

// invoiceList makes a workbook of invoices, as a person would keep it.
func invoiceList(b *testing.B, rows int) []byte {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	day, _ := f.NewStyle(&excelize.Style{NumFmt: 14})
	w.SetRow("A1", []any{"Code client", "Client", "E-mail", "Numéro", "Date", "Échéance", "Montant TTC", "Réglé"})
	for r := range rows {
		n := r % (rows/20 + 1)
		issued := 45000 + r%300
		line := []any{fmt.Sprintf("C%05d", n), fmt.Sprintf("Client numéro %d", n), fmt.Sprintf("compta@client%d.example", n), fmt.Sprintf("FA-%06d", r),
			excelize.Cell{StyleID: day, Value: issued}, excelize.Cell{StyleID: day, Value: issued + 30}, float64(r*7+100) / 100, 0}
		at, _ := excelize.CoordinatesToCellName(1, r+2)
		if err := w.SetRow(at, line); err != nil {
			b.Fatal(err)
		}
	}
	w.Flush()
	buf, err := f.WriteToBuffer()
	if err != nil {
		b.Fatal(err)
	}
	return buf.Bytes()
}

func BenchmarkImport(b *testing.B) {
	src := invoiceList(b, 100_000)
	for b.Loop() {
		b.ReportMetric(peak(func() {
			imp, l := Read("factures.xlsx", src, header.Mapping{})
			if imp == nil || imp.Control.Invoices != 100_000 {
				b.Fatal(l)
			}
		}), "peak-MiB")
	}
}
