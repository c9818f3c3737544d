package tracker

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"relance/generator/tracker/workbook"
)

// LibreOffice keeps the cached values it is given, even false ones: they are
// taken away, so that it has to compute each formula.
func TestFormulasGiveWhatRelanceComputed(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) est absent : les formules ne sont pas recalculées")
	}
	src := written(t, agendaOf(t, hostile(t)))
	ours := opened(t, src)
	theirs := opened(t, recalculated(t, soffice, withoutValues(t, src)))
	compared := 0
	for _, sheet := range ours.GetSheetList() {
		rows, _ := ours.GetRows(sheet)
		for r, row := range rows {
			for c := range row {
				cell := workbook.Place(c+1, r+1)
				if formula, _ := ours.GetCellFormula(sheet, cell); formula != "" {
					compared++
					sameValue(t, ours, theirs, sheet, cell)
				}
			}
		}
	}
	if compared < 400 {
		t.Errorf("only %d formulas were compared", compared)
	}
}

func sameValue(t *testing.T, ours, theirs *excelize.File, sheet, cell string) {
	t.Helper()
	want, _ := ours.GetCellValue(sheet, cell)
	got, _ := theirs.GetCellValue(sheet, cell)
	a, errA := strconv.ParseFloat(want, 64)
	b, errB := strconv.ParseFloat(got, 64)
	// An xlsx keeps 15 significant digits: so many are compared.
	same := errA == nil && errB == nil && strconv.FormatFloat(a, 'g', 15, 64) == strconv.FormatFloat(b, 'g', 15, 64)
	if !same && want != got {
		formula, _ := ours.GetCellFormula(sheet, cell)
		t.Errorf("%s!%s: relance wrote %q, LibreOffice computes %q from =%s", sheet, cell, want, got, formula)
	}
}

var cachedValue = regexp.MustCompile(`(</f>)<v>[^<]*</v>`)

func withoutValues(t *testing.T, src []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range z.File {
		r, _ := part.Open()
		text, _ := io.ReadAll(r)
		if strings.HasPrefix(part.Name, "xl/worksheets/") {
			text = cachedValue.ReplaceAll(text, []byte("$1"))
		}
		p, _ := w.Create(part.Name)
		p.Write(text)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func recalculated(t *testing.T, soffice string, src []byte) []byte {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "suivi.xlsx")
	if err := os.WriteFile(file, src, 0o600); err != nil {
		t.Fatal(err)
	}
	profile := "-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profil"))
	cmd := exec.Command(soffice, profile, "--headless", "--convert-to", "xlsx", "--outdir", filepath.Join(dir, "recalcule"), file)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	result, err := os.ReadFile(filepath.Join(dir, "recalcule", "suivi.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return result
}
