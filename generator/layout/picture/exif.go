package picture

import (
	"bytes"
	"encoding/binary"
)

// orientation is how the camera that wrote a JPEG was held, from 1 (upright) to 8, as
// Exif says; 1 when nothing is said.
func orientation(data []byte) int {
	if !bytes.HasPrefix(data, []byte{0xFF, 0xD8}) {
		return 1
	}
	for at := 2; at+4 <= len(data) && data[at] == 0xFF; {
		marker, n := data[at+1], int(binary.BigEndian.Uint16(data[at+2:]))
		if marker == 0xDA || n < 2 || at+2+n > len(data) {
			break // the pixels start, or the file is damaged
		}
		if exif, ok := bytes.CutPrefix(data[at+4:at+2+n], []byte("Exif\x00\x00")); marker == 0xE1 && ok {
			return orientationTag(exif)
		}
		at += 2 + n
	}
	return 1
}

// orientationTag reads the first directory of a TIFF header.
func orientationTag(tiff []byte) int {
	const tag, entry = 0x0112, 12
	if len(tiff) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	entries := tiff[at+2:]
	for range order.Uint16(tiff[at:]) {
		if len(entries) < entry {
			break
		}
		if o := int(order.Uint16(entries[8:])); order.Uint16(entries) == tag && o >= 1 && o <= 8 {
			return o
		}
		entries = entries[entry:]
	}
	return 1
}
