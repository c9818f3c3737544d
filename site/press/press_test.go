package press

import "testing"

func TestCommentsStayInTheSource(t *testing.T) {
	if got := string(Squeeze([]byte("/* a\n   b */\n\n  x {\n    // c\n  }\n/* d */\ny\n"))); got != "x {\n}\ny\n" {
		t.Errorf("got %q", got)
	}
}
