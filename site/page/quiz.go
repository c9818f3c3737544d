package page

import (
	"relance/generator/document"
	"relance/site/tool"
)

// Quiz turns the tasks under each heading into one question: the ticked ones are
// the right answers.
func (p *Page) Quiz() {
	p.Tool, p.List = true, true
	var body []Segment
	legend, rank := "", 0
	for _, block := range p.Body[0].Blocks {
		if h, ok := block.(document.Heading); ok {
			legend = document.Plain(h.Text)
		}
		tasks := tasksOf(block)
		if tasks == nil {
			body = append(body, Segment{Blocks: []document.Block{block}})
			continue
		}
		rank++
		body = append(body, Segment{HTML: tool.Question(rank, legend, tasks)})
	}
	p.Body = append(body, Segment{HTML: "<p class=\"outil score\" role=\"status\" hidden></p>\n", Tool: true})
}

func tasksOf(block document.Block) []document.Task {
	list, ok := block.(document.List)
	if !ok {
		return nil
	}
	var out []document.Task
	for _, item := range list.Items {
		task, ok := item[0].(document.Task)
		if !ok {
			return nil
		}
		out = append(out, task)
	}
	return out
}
