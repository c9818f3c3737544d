// Command median reads the output of go test -bench, several rounds of it, and
// prints the median of each benchmark; a pair named X and NaiveX, or X and XPeer,
// is followed by its ratio: how many times better X is.
package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
)

func main() {
	values := map[string][]float64{} // "name unit" → one figure a round
	var order []string
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		f := strings.Fields(in.Text())
		if len(f) < 4 || !strings.HasPrefix(f[0], "Benchmark") {
			continue
		}
		name, _, _ := strings.Cut(strings.TrimPrefix(f[0], "Benchmark"), "-")
		for i := 2; i+1 < len(f); i += 2 {
			v, err := strconv.ParseFloat(f[i], 64)
			if err != nil {
				continue
			}
			key := name + " " + f[i+1]
			if values[key] == nil {
				order = append(order, key)
			}
			values[key] = append(values[key], v)
		}
	}
	for _, key := range order {
		fmt.Printf("%-48s %14.6g\n", key, median(values[key]))
	}
	fmt.Println()
	for _, key := range order {
		name, unit, _ := strings.Cut(key, " ")
		for _, peer := range []string{"Naive" + name, name + "Peer"} {
			if other := values[peer+" "+unit]; other != nil && median(values[key]) > 0 {
				ratio := median(other) / median(values[key])
				if strings.HasSuffix(unit, "/s") {
					ratio = 1 / ratio // more is better
				}
				fmt.Printf("%s / %s, %s : %.1f\n", peer, name, unit, ratio)
			}
		}
	}
}

func median(v []float64) float64 {
	s := slices.Clone(v)
	slices.Sort(s)
	return s[len(s)/2]
}
