package columns

import "testing"

func TestCodesThatSUMIFSMisreadsAreComparedExactly(t *testing.T) {
	for code, want := range map[string]bool{
		"C17": false, "CL0001": false, "DUPONT1": false, "001": true, "1": true, "C*": true, ">5": true, "MAI25": true, "Mars3": true,
		"VRAI": true, "C-17": true, "É1": true, "": true, "A1234567890123456": true,
	} {
		if isAmbiguous(code) != want {
			t.Errorf("%q: ambiguous is %v", code, !want)
		}
	}
}
