package columns

import (
	"slices"
	"strings"
)

// What a client owes, by formula. SUMIFS is quick but does not compare as people
// do: it takes * and ? for wildcards, "001" for "1", "MAI25" for a day. Codes it
// may misread are compared by EXACT instead.
const (
	openFormula    = `ROUND(SUMIFS(Fac_Reste,Fac_Code,{code},Fac_Reste,">0",Fac_Date,"<="&Arrete_au,Fac_Devise,"EUR"),2)`
	overdueFormula = `ROUND(SUMIFS(Fac_Reste,Fac_Code,{code},Fac_Retard,">0",Fac_Date,"<="&Arrete_au,Fac_Devise,"EUR"),2)`

	openExactly    = `ROUND(SUMPRODUCT(EXACT(Fac_Code,{code})*(Fac_Reste>0)*(Fac_Date<=Arrete_au)*(Fac_Devise="EUR")*Fac_Reste),2)`
	overdueExactly = `ROUND(SUMPRODUCT(EXACT(Fac_Code,{code})*(Fac_Retard>0)*(Fac_Date<=Arrete_au)*(Fac_Devise="EUR")*Fac_Reste),2)`
)

// Owed are the formulas, without « = », of all that a client owes in euros and of
// what is overdue of it; {code} stands for the cell of the client's code.
func Owed(code string) (open, overdue string) {
	ambiguous := isAmbiguous(code)
	return exactly(ambiguous, openFormula), exactly(ambiguous, overdueFormula)
}

func exactly(ambiguous bool, formula string) string {
	switch {
	case !ambiguous:
		return formula
	case formula == openFormula:
		return openExactly
	}
	return overdueExactly
}

// isAmbiguous reports whether SUMIFS might take a code for something else. Safe
// are letters followed by at most 15 digits, unless the letters begin like a
// month. Codes that differ by case only are refused by the kit.
func isAmbiguous(code string) bool {
	letters := strings.TrimRight(code, "0123456789")
	digits := code[len(letters):]
	if letters == "" || digits == "" || len(digits) > 15 {
		return true
	}
	for _, r := range letters {
		if (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') {
			return true
		}
	}
	return len(letters) >= 3 && slices.Contains(months, strings.ToLower(letters[:3]))
}

// months are the first letters of the months' names, French and English.
var months = []string{
	"jan", "fev", "feb", "mar", "avr", "apr", "mai", "may", "jui", "jun", "jul", "aou", "aug", "sep", "oct", "nov", "dec",
}
