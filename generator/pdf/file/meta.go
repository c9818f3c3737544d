package file

import (
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"strings"
	"sync"

	"relance/generator/calendar"
	"relance/generator/pdf/deflate"
)

// program signs the files.
const program = "relance"

// catalog writes the root of the file and what makes it an archive: metadata,
// the meaning of its colours, its language.
func (b *binder) catalog(id int, title, author string, date calendar.Date) {
	metadata, intent, profile := b.reserve(), b.reserve(), b.reserve()
	b.stream(metadata, "/Type/Metadata/Subtype/XML", []byte(xmp(title, author, date, len(b.copies) == 0)))
	b.object(intent, "<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)/DestOutputProfile %d 0 R>>", profile)
	b.stream(profile, "/N 3"+flate, srgb())
	b.object(id, "<</Type/Catalog/Pages %d 0 R/Lang(fr-FR)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R/Metadata %d 0 R"+
		"/OutputIntents[%d 0 R]/ViewerPreferences<</DisplayDocTitle true>>%s>>",
		b.parent, b.root, metadata, intent, b.outlines())
}

// outlines writes the bookmarks and returns their entry in the catalog.
func (b *binder) outlines() string {
	if len(b.marks) == 0 {
		return ""
	}
	root := b.reserve()
	first := len(b.offsets) + 1
	for range b.marks {
		b.reserve()
	}
	for i, m := range b.marks {
		links := ""
		if i > 0 {
			links += fmt.Sprintf("/Prev %d 0 R", first+i-1)
		}
		if i < len(b.marks)-1 {
			links += fmt.Sprintf("/Next %d 0 R", first+i+1)
		}
		b.object(first+i, "<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>", utf16Text(m.title), root, m.page, links)
	}
	b.object(root, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, first+len(b.marks)-1, len(b.marks))
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", root)
}

func (b *binder) information(id int, title, author string, d calendar.Date) {
	day := fmt.Sprintf("(D:%04d%02d%02d000000Z)", d.Year(), d.Month(), d.Day())
	b.object(id, "<</Title%s/Author%s/Creator%s/Producer%s/CreationDate%s/ModDate%s>>",
		utf16Text(title), utf16Text(author), utf16Text(program), utf16Text(program), day, day)
}

// xmp says in XML what the information dictionary says, as archives require, and
// that the file is one, and that readers that speak can read it (PDF/UA).
func xmp(title, author string, d calendar.Date, archive bool) string {
	claim := ""
	if archive {
		claim = `
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema><pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>`
	}
	day := fmt.Sprintf("%04d-%02d-%02dT00:00:00Z", d.Year(), d.Month(), d.Day())
	return `<?xpacket begin="` + "\uFEFF" + `" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + claim + `
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">` + escaped(title) + `</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>` + escaped(author) + `</rdf:li></rdf:Seq></dc:creator><dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>` + program + `</xmp:CreatorTool><xmp:CreateDate>` + day + `</xmp:CreateDate><xmp:ModifyDate>` + day + `</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>` + program + `</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>`
}

func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}

// srgb is a small ICC profile, compressed: the primaries and the white of sRGB
// adapted to D50, and a gamma of 2.2 that stands for its curve.
var srgb = sync.OnceValue(func() []byte {
	type entry struct {
		name string
		data []byte
	}
	gamma := append([]byte("curv\x00\x00\x00\x00\x00\x00\x00\x01"), 0x02, 0x33, 0, 0)
	entries := []entry{
		{"desc", description("sRGB")},
		{"cprt", append([]byte("text\x00\x00\x00\x00"), "No copyright\x00"...)},
		{"wtpt", xyz(0xF6D6, 0x10000, 0xD32D)},
		{"rXYZ", xyz(0x6FA2, 0x38F5, 0x0390)},
		{"gXYZ", xyz(0x6299, 0xB785, 0x18DA)},
		{"bXYZ", xyz(0x24A0, 0x0F84, 0xB6CF)},
		{"rTRC", gamma}, {"gTRC", gamma}, {"bTRC", gamma},
	}
	profile := make([]byte, 128+4+12*len(entries))
	copy(profile[8:], "\x02\x10\x00\x00mntrRGB XYZ ")
	copy(profile[24:], "\x07\xD0\x00\x01\x00\x01") // 1 January 2000
	copy(profile[36:], "acsp")
	copy(profile[68:], xyz(0xF6D6, 0x10000, 0xD32D)[8:])
	binary.BigEndian.PutUint32(profile[128:], uint32(len(entries)))
	for i, e := range entries {
		at := profile[132+12*i:]
		copy(at, e.name)
		binary.BigEndian.PutUint32(at[4:], uint32(len(profile)))
		binary.BigEndian.PutUint32(at[8:], uint32(len(e.data)))
		profile = append(profile, e.data...)
		profile = append(profile, make([]byte, (4-len(e.data)%4)%4)...)
	}
	binary.BigEndian.PutUint32(profile, uint32(len(profile)))
	return deflate.Best(profile)
})

// xyz is a colour in fixed-point numbers of 16 binary places.
func xyz(x, y, z uint32) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range []uint32{x, y, z} {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return b
}

// description is the name of the profile, in ASCII only.
func description(name string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(name)+1))
	b = append(b, name...)
	return append(b, make([]byte, 1+4+4+2+1+67)...)
}
