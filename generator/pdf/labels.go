package pdf

import (
	"relance/generator/calendar"
	"relance/generator/layout"
)

// Labels sets address labels on sheets of fourteen, under a title. The error is that
// of a character no font has.
func (p *Press) Labels(title string, labels []layout.Label, date calendar.Date) (*Print, error) {
	sheets, err := layout.Labels(labels)
	if err != nil {
		return nil, err
	}
	return p.draw(sheets, title, "", date)
}
