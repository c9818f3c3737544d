package agenda_test

import (
	"os"
	"testing"

	"relance/generator/agenda"
	"relance/generator/kit"
	"relance/templates"
)

func example(t testing.TB, name string) *kit.Kit {
	t.Helper()
	k, problems := kit.Load(os.DirFS("../../content/exemples/"+name), templates.FS, nil)
	if problems.Faults() {
		t.Fatalf("%s: %v", name, problems)
	}
	return k
}

func pme(t testing.TB) *agenda.Agenda {
	t.Helper()
	k := example(t, "pme")
	a, err := agenda.Of(k, k.Reference)
	if err != nil {
		t.Fatal(err)
	}
	return a
}
