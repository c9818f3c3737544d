// Package crew shares work between the processors. What is made does not depend on
// who made it, nor on when.
package crew

import (
	"runtime"
	"sync/atomic"
)

// Each does something for each of n ranks, on as many workers as there are
// processors: thousands of pages begun at once would all be half made in memory. A
// panic of one is raised here, once the others have stopped.
func Each(n int, do func(i int)) {
	Share(n, func() func(int) { return do })
}

// Share is [Each] for workers who have tools of their own: hire is called once for
// each of them.
func Share(n int, hire func() func(i int)) {
	var next atomic.Int64
	workers := min(n, runtime.GOMAXPROCS(0))
	failures := make(chan any, workers)
	for range workers {
		go func() {
			defer func() { failures <- recover() }()
			do := hire()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		}()
	}
	var first any
	for range workers {
		if failure := <-failures; failure != nil {
			first = failure
		}
	}
	if first != nil {
		panic(first)
	}
}

// Together does several things at once, as [Each].
func Together(tasks ...func()) {
	Each(len(tasks), func(i int) { tasks[i]() })
}

// Begin does something meanwhile. end waits until it is done, and raises its panic.
func Begin(do func()) (end func()) {
	failure := make(chan any, 1)
	go func() {
		defer func() { failure <- recover() }()
		do()
	}()
	return func() {
		if f := <-failure; f != nil {
			panic(f)
		}
	}
}
