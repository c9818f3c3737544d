package crew

import (
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

func TestEachRankIsDoneOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		done := make([]int, rapid.IntRange(0, 200).Draw(t, "n"))
		Each(len(done), func(i int) { done[i]++ })
		if i := slices.IndexFunc(done, func(n int) bool { return n != 1 }); i >= 0 {
			t.Fatalf("rank %d of %d done %d times", i, len(done), done[i])
		}
	})
}

func TestTheToolsOfAWorkerAreItsOwn(t *testing.T) {
	const n = 100
	var hired sync.Map
	Share(n, func() func(int) {
		used := new(int) // the race detector would see two workers
		hired.Store(used, true)
		return func(int) { *used++ }
	})
	sum := 0
	hired.Range(func(used, _ any) bool { sum += *used.(*int); return true })
	if sum != n {
		t.Errorf("%d ranks done, want %d", sum, n)
	}
}

func TestAPanicIsRaisedWhereTheWorkWasAsked(t *testing.T) {
	for name, ask := range map[string]func(){
		"each": func() {
			Each(10, func(i int) {
				if i == 7 {
					panic("ours")
				}
			})
		},
		"begin": func() { Begin(func() { panic("ours") })() },
	} {
		func() {
			defer func() {
				if said := recover(); said != "ours" {
					t.Errorf("%s: recovered %v", name, said)
				}
			}()
			ask()
		}()
	}
}
