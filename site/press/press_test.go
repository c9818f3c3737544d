package press

import "testing"

func TestCommentsStayInTheSource(t *testing.T) {
	if got := string(Squeeze([]byte("/* a\n   b */\n\n  x {\n    // c\n  }\n/* d */\ny\n"))); got != "x {\n}\ny\n" {
		t.Errorf("got %q", got)
	}
}

func TestAPageAmongOthersKeepsItsLinksAndItsRank(t *testing.T) {
	page := `<h1>A = B</h1><h4 id="x">T</h4><a href="#x">1</a><a href="b.html">2</a><a href="b.html#y">3</a><a href="https://z.example/?a=b">4</a>` +
		`<div class="tableau" aria-label="Tableau : T"></div><label for="x"></label><hr>`
	want := `<h2>A = B</h2><h5 id="a--x">T</h5><a href="#a--x">1</a><a href="#b">2</a><a href="#b--y">3</a><a href="https://z.example/?a=b">4</a>` +
		`<div class="tableau" aria-label="L&amp;, tableau : T"></div><label for="a--x"></label><hr>`
	if got := Move(page, "a", "L&", map[string]string{"a.html": "a", "b.html": "b"}); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAStyleSheetKeepsWhatItSays(t *testing.T) {
	sheet := "/* a */\n@media (max-width: 46rem) and (scripting: enabled) {\n  .a > b, .c:not(.d) { margin: 0 1rem; content: \" : {, } \"; }\n  a::after { color: red }\n}\n:root { --x: #fff; }\n"
	want := "@media (max-width:46rem) and (scripting:enabled){.a>b,.c:not(.d){margin:0 1rem;content:\" : {, } \"}a::after{color:red}}:root{--x:#fff}"
	if got := string(Style([]byte(sheet))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAScriptKeepsItsTexts(t *testing.T) {
	const script = "  // a remark\n  if (a === b) { say(\"un : deux, { trois }\\u00a0!\", c + 1); }\n"
	if got, want := string(Script([]byte(script))), "if(a===b){say(\"un : deux, { trois }\u00a0!\",c+1);}\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
