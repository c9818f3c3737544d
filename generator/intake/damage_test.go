package intake

import (
	"fmt"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/intake/header"
)

// A workbook with one bit changed, or cut, says the same or is refused: never other
// invoices in silence.
func TestADamagedWorkbookGivesTheSameInvoicesOrNone(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	f.SetSheetRow("Sheet1", "A1", &[]any{"Client", "E-mail", "Numéro", "Date", "Échéance", "Montant", "Reste dû"})
	for i := range 8 {
		f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+2), &[]any{fmt.Sprintf("Client %d", i%3), "a@client.example", fmt.Sprintf("FA-%d", i), "19/02/2026", "21/03/2026", 100.5 + float64(i), 50})
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	src := buf.Bytes()
	sound, _ := Read("f.xlsx", src, header.Mapping{})
	if sound == nil || sound.Control.Invoices != 8 {
		t.Fatal("the sound workbook is not read")
	}
	want := string(list(sound))
	for at := 0; at < len(src)*8; at += len(src)*8/300 + 1 {
		damaged := append([]byte(nil), src...)
		damaged[at/8] ^= 1 << (at % 8)
		if imp, _ := Read("f.xlsx", damaged, header.Mapping{}); imp != nil && string(list(imp)) != want {
			t.Errorf("bit %d changed: other invoices, in silence", at)
		}
	}
	for n := 0; n < len(src); n += len(src)/50 + 1 {
		if imp, _ := Read("f.xlsx", src[:n], header.Mapping{}); imp != nil && string(list(imp)) != want {
			t.Errorf("cut after %d bytes: other invoices, in silence", n)
		}
	}
}
