package decode
import ("testing";"bytes";"fmt";"strings";"time")
func TestZZ(t *testing.T){
	var keys bytes.Buffer
	for i := range 100_000 {
		fmt.Fprintf(&keys, "cle_numero_%d: 1\n", i)
	}
	for name, src := range map[string][]byte{
		"keys":          bytes.Clone(keys.Bytes()),
		"keys, broken":  append(keys.Bytes(), "sans deux-points\n"...),
		"brackets":      bytes.Repeat([]byte("["), 100_000),
		"indentation":   []byte(strings.Repeat("- ", 20_000) + "a"),
		"one long line": []byte("adresse: [" + strings.Repeat("a, ", 100_000) + "a]"),
		"deep braces":   []byte("plans: " + strings.Repeat("{a: ", 40) + strings.Repeat("}", 40)),
	} {
		s:=time.Now()
		refuse(src)
		a:=time.Since(s); s=time.Now()
		YAML("f",src,new(sample))
		t.Log(name,a,time.Since(s))
	}
}
