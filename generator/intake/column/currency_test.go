package column

import "testing"

func TestTheCurrencyBesideAnAmountIsSeen(t *testing.T) {
	for text, want := range map[string]string{
		"$100.00": "USD 100.00", "US$ 1,100.50": "USD 1,100.50", "100,00 $": "USD 100,00", "CHF 100,00": "CHF 100,00", "100,00 gbp": "GBP 100,00", "£ 12": "GBP 12",
		"100,00 €": " 100,00 €", "EUR 12,00": " EUR 12,00", "12,00 TTC": " 12,00 TTC", "(12,00)": " (12,00)", "abc 12": " abc 12",
	} {
		currency, rest := SplitCurrency(text)
		if got := currency + " " + rest; got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// A workbook may show dollars by the format of a cell alone.
func TestTheCurrencyOfAFormatIsSeen(t *testing.T) {
	for format, want := range map[string]string{
		"[$$-409]#,##0.00": "USD", "[$USD] #,##0.00": "USD", "[$CHF-100C] #,##0.00": "CHF", "[$£-809]#,##0.00": "GBP", `"$"#,##0.00_);\("$"#,##0.00\)`: "USD", "[$$-1009]#,##0.00": "CAD",
		"#,##0.00 [$€-40C]": "EUR", `_-* #,##0.00\ "€"_-`: "EUR", "#,##0.00": "", "[$-40C]d mmmm": "", "[Red]0.00": "", `0" j"`: "", "": "",
	} {
		if got, known := CurrencyShown(format); got != want || !known {
			t.Errorf("%q shows %q %t, want %q", format, got, known, want)
		}
	}
	if _, known := CurrencyShown("[$₿-1] 0.00"); known {
		t.Error("an unknown sign is taken for a known one")
	}
}
