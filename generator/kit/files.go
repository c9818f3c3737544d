package kit

// A File is a YAML file that people write, with a value whose tags say what it may
// hold.
type File struct {
	Name, Help string
	Shape      any
}

// Files are the YAML files of a kit, but for the mappings of imports.
func Files() []File {
	return []File{
		{"relance.yaml", "le créancier et les réglages", Settings{}},
		{"clients.yaml", "les clients et leurs factures", clientsFile{}},
		{"taux.yaml", "les taux d'un semestre nouveau", ratesFile{}},
		{"templates/plans/*.yaml", "un plan de relance", Plan{}},
	}
}
