package main

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode/utf16"

	"relance/generator/output"
)

const despiteHelp = "même si un verrou dit que suivi.xlsx est ouvert ailleurs"

// trackerClosed refuses to go on while somebody has the tracker open, and names them.
func (a *app) trackerClosed(folder *output.Folder) error {
	if a.despite {
		return nil
	}
	for _, name := range []string{trackerFile, trackerNew, trackerODS} {
		err := folder.OpenElsewhere(name)
		if err == nil {
			continue
		}
		if who := holder(os.DirFS(a.dir), name); who != "" {
			err = fmt.Errorf("%w\n   → d'après son verrou, %s l'a ouvert ; si le classeur est fermé, ajoutez --malgre-verrou", err, who)
		}
		return err
	}
	return nil
}

// holder is who opened a workbook, from the lock that their program left beside it;
// "" when it does not say.
func holder(dir fs.FS, file string) string {
	if b, err := fs.ReadFile(dir, ".~lock."+file+"#"); err == nil { // LibreOffice: name,login,machine,date,profile;
		fields := strings.Split(string(b), ",")
		for _, name := range fields[:min(len(fields), 2)] {
			if name = strings.TrimSpace(name); name != "" {
				return name
			}
		}
	}
	if b, err := fs.ReadFile(dir, "~$"+file); err == nil {
		return excelHolder(b)
	}
	return ""
}

// excelHolder reads Excel's lock: the length of a name, the name in the machine's
// own letters over 54 bytes, then the length again and the name in UTF-16.
func excelHolder(b []byte) string {
	const wide = 55
	if len(b) <= wide+2 {
		return ""
	}
	n := int(b[wide])
	var units []uint16
	for at := wide + 2; n > 0 && at+1 < len(b); at, n = at+2, n-1 {
		units = append(units, uint16(b[at])|uint16(b[at+1])<<8)
	}
	return strings.TrimSpace(string(utf16.Decode(units)))
}
