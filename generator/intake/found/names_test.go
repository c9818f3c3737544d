package found

import "testing"

func TestTheExportOfAnotherDayHasTheSameMapping(t *testing.T) {
	for file, want := range map[string]string{
		"factures.xlsx":                         "imports/factures.yaml",
		"export/factures-2026-03-31.xlsx":       "imports/factures.yaml",
		"Export factures 31-03-2026.csv":        "imports/export-factures.yaml",
		"factures_20260331_1045.csv":            "imports/factures.yaml",
		"factures (2).xlsx":                     "imports/factures.yaml",
		"factures - Copie.xlsx":                 "imports/factures.yaml",
		"123456782FEC20261231.txt":              "imports/123456782fec.yaml",
		"123456782FEC20261231-bis.txt":          "imports/123456782fec.yaml",
		"20260331.csv":                          "imports/20260331.yaml",
		"factures-2026.xlsx":                    "imports/factures-2026.yaml",
		`C:\Users\Claire\Export 2026.03.31.csv`: "imports/export.yaml",
	} {
		if got := LastingName(file); got != want {
			t.Errorf("%s has %s, want %s", file, got, want)
		}
	}
}
