package report

import (
	"regexp"

	"relance/generator/dunning"
)

// howToAnswer is where a task says how the answer is noted in the program.
var howToAnswer = regexp.MustCompile(` \(approbation « [^»]+ »[^)]*\)`)

// measureNames are the measures as one says them, by the name that the journal has.
var measureNames = map[string]string{
	dunning.BlockOrders: "le blocage des commandes", dunning.CashFirst: "le règlement à la commande",
	dunning.Acceleration: "l'exigibilité immédiate", dunning.Suspension: "la suspension des livraisons",
}

var quotedName = regexp.MustCompile(`« ([a-z_]+) »`)

// question is a task as the creditor reads it, who never saw the program.
func question(task string) string {
	task = howToAnswer.ReplaceAllString(task, "")
	return quotedName.ReplaceAllStringFunc(task, func(quoted string) string {
		if name := measureNames[quotedName.FindStringSubmatch(quoted)[1]]; name != "" {
			return name
		}
		return quoted
	})
}
