package page

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Each does something for each of n ranks, on as many workers as there are
// processors: thousands of pages begun at once would all be half made in memory.
func Each(n int, do func(i int)) {
	var next atomic.Int64
	var work sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		work.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				do(i)
			}
		})
	}
	work.Wait()
}
