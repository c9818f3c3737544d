package agenda_test

import (
	"flag"
	"os"
	"testing"
)

// Each case of a property lives through months of runs: forty are enough for every
// day, and -rapid.checks asks for more.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.checks", "40"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}
