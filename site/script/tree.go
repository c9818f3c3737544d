package script

import "relance/site/drawing"

// Tree is the script as a tree: each part stands one row below the first part that
// leads to it.
func (s Script) Tree() []drawing.Box {
	rows := make([]int, len(s.Nodes))
	for i := range rows {
		rows[i] = -1
	}
	var order []int
	if len(rows) > 0 {
		rows[0], order = 0, []int{0}
	}
	for at := 0; at < len(order); at++ {
		for _, c := range s.Nodes[order[at]].Choices {
			if to := s.rank(c.To); to >= 0 && rows[to] < 0 {
				rows[to] = rows[order[at]] + 1
				order = append(order, to)
			}
		}
	}
	place := make([]int, len(rows)) // rank in order
	for at, i := range order {
		place[i] = at
	}
	var out []drawing.Box
	for _, i := range order {
		box := drawing.Box{Label: s.Nodes[i].Title, Row: rows[i], End: s.Nodes[i].End != ""}
		for _, c := range s.Nodes[i].Choices {
			if to := s.rank(c.To); to >= 0 {
				box.To = append(box.To, place[to])
			}
		}
		out = append(out, box)
	}
	return out
}
