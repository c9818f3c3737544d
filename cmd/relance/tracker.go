package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"

	"relance/generator/tracker"
)

// writeTracker writes suivi.xlsx, unless the one that is there is not the one the
// program wrote: then what people typed stays, and the new one goes beside it.
func (b *batch) writeTracker(before *lot) error {
	present, err := fs.ReadFile(os.DirFS(b.app.dir), "suivi.xlsx")
	if err == nil {
		b.newName = before == nil || before.Tracker != hash(present)
	}
	if before != nil {
		b.lot.Generation = max(1, before.Generation)
	}
	for {
		var buf bytes.Buffer
		if err := tracker.Write(&buf, b.agenda, b.lot.Generation); err != nil {
			return fmt.Errorf("suivi.xlsx : %w", err)
		}
		same := before != nil && before.Tracker == hash(buf.Bytes())
		if b.newName && hash(buf.Bytes()) == hash(present) {
			b.newName = false // sortie/ was removed, but nobody typed anything
		}
		if before == nil || before.Tracker == "" || same || b.lot.Generation > before.Generation {
			return b.putTracker(buf.Bytes(), before)
		}
		b.lot.Generation++
	}
}

func (b *batch) putTracker(data []byte, before *lot) error {
	if !b.newName {
		b.lot.Tracker = hash(data)
		return b.stage.Write("suivi.xlsx", data)
	}
	if before != nil {
		b.lot.Tracker = before.Tracker
	}
	return b.stage.Write(b.trackerName(), data)
}

func (b *batch) trackerName() string {
	if b.newName {
		return "suivi.nouveau.xlsx"
	}
	return "suivi.xlsx"
}
