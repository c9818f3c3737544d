package grid

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"relance/generator/diag"
)

// A Format is what a file really is, whatever its name says.
type Format uint8

const (
	Unknown Format = iota
	XLSX           // and its twins .xlsm, .xltx
	ODS
	Delimited // CSV, TSV, FEC: lines of text
	PDF
	XML // an e-invoice, perhaps
	refused
)

// Sniff tells what a file is. One that no reader here is for is named for what
// it is, with what to do about it.
func Sniff(file string, src []byte) (Format, diag.List) {
	what, advice := Unknown, ""
	name := ""
	for _, m := range magics {
		if bytes.HasPrefix(src, []byte(m.start)) {
			what, name, advice = m.format, m.name, m.advice
			break
		}
	}
	switch {
	case len(bytes.TrimSpace(src)) == 0:
		name, advice, what = "un fichier vide", "vérifiez que c'est le bon fichier, et qu'il a fini d'être téléchargé", refused
	case name == "OLE":
		name, advice = oldOffice(src)
	case name == "ZIP":
		what, name, advice = insideZip(src)
	case what == Unknown:
		what, name, advice = asText(src)
	}
	if what != refused {
		return what, nil
	}
	var l diag.List
	l.Addf(diag.Pos{File: file}, diag.Fault, "F050", "ce fichier est %s", name).Hint = advice
	return Unknown, l
}

const saveAsXLSX = "ouvrez-le dans votre tableur, puis Enregistrer sous : Classeur Excel (.xlsx)"

var magics = []struct {
	start        string
	format       Format
	name, advice string
}{
	{"PK\x03\x04", refused, "ZIP", ""},
	{"PK\x05\x06", refused, "une archive ZIP vide", "vérifiez que c'est le bon fichier"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", refused, "OLE", ""},
	{"%PDF-", PDF, "", ""},
	{"\x09\x08", refused, "un classeur Excel d'avant 1997", saveAsXLSX},
	{"\x09\x04", refused, "un classeur Excel d'avant 1997", saveAsXLSX},
	{"{\\rtf", refused, "un document RTF", "exportez la liste des factures dans un tableur"},
	{"\x89PNG", refused, "une image", "une image ne se lit pas : exportez la liste des factures dans un tableur"},
	{"\xff\xd8\xff", refused, "une photographie", "une image ne se lit pas : exportez la liste des factures dans un tableur"},
	{"\x1f\x8b", refused, "une archive compressée (gzip)", "décompressez-la d'abord"},
	{"7z\xbc\xaf", refused, "une archive 7-Zip", "décompressez-la d'abord"},
	{"Rar!", refused, "une archive RAR", "décompressez-la d'abord"},
	{"SQLite format 3", refused, "une base de données SQLite", "exportez la liste des factures en CSV"},
	{"PAR1", refused, "un fichier Parquet", "exportez la liste des factures en CSV"},
}

// oldOffice tells apart the contents of an OLE container by the names of its
// streams, which are in UTF-16.
func oldOffice(src []byte) (name, advice string) {
	has := func(stream string) bool {
		wide := make([]byte, 0, 2*len(stream))
		for _, b := range []byte(stream) {
			wide = append(wide, b, 0)
		}
		return bytes.Contains(src, wide)
	}
	switch {
	case has("EncryptedPackage"):
		return "un classeur protégé par un mot de passe",
			"ouvrez-le, puis Fichier, Informations, Protéger le classeur : effacez le mot de passe et enregistrez une copie"
	case has("Workbook"), has("Book"):
		return "un classeur Excel d'ancien format (.xls)", saveAsXLSX
	case has("WordDocument"):
		return "un document Word", "copiez le tableau dans un tableur et enregistrez-le sous .xlsx"
	}
	return "un fichier Office d'ancien format", saveAsXLSX
}

// parts are what tells the containers in ZIP apart.
var parts = []struct {
	part         string
	format       Format
	name, advice string
}{
	{"xl/workbook.xml", XLSX, "", ""},
	{"xl/workbook.bin", refused, "un classeur Excel binaire (.xlsb)", saveAsXLSX},
	{"word/document.xml", refused, "un document Word", "copiez le tableau dans un tableur et enregistrez-le sous .xlsx"},
	{"ppt/presentation.xml", refused, "une présentation PowerPoint", "copiez le tableau dans un tableur et enregistrez-le sous .xlsx"},
	{"Index/Document.iwa", refused, "un document Numbers", "dans Numbers : Fichier, Exporter vers, Excel"},
	{"Index.zip", refused, "un document Numbers", "dans Numbers : Fichier, Exporter vers, Excel"},
}

func insideZip(src []byte) (f Format, name, advice string) {
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return refused, "une archive ZIP ou un classeur abîmé", "téléchargez-le ou enregistrez-le de nouveau : il est sans doute coupé"
	}
	names := map[string]*zip.File{}
	for _, p := range z.File {
		names[strings.ToLower(p.Name)] = p
	}
	for _, p := range parts {
		if names[strings.ToLower(p.part)] != nil {
			return p.format, p.name, p.advice
		}
	}
	if names["[content_types].xml"] != nil {
		return XLSX, "", "" // the reader follows the relations to the workbook, wherever it is
	}
	if p := names["mimetype"]; p != nil {
		return openDocument(p)
	}
	return refused, "une archive ZIP", "décompressez-la, puis importez les fichiers qu'elle contient"
}

func openDocument(p *zip.File) (f Format, name, advice string) {
	r, err := p.Open()
	if err != nil {
		return refused, "un fichier OpenDocument abîmé", "enregistrez-le de nouveau dans LibreOffice"
	}
	defer r.Close()
	kind, err := io.ReadAll(io.LimitReader(r, 200))
	switch mime := string(kind); {
	case err != nil:
		return refused, "un fichier OpenDocument abîmé", "enregistrez-le de nouveau dans LibreOffice"
	case strings.HasPrefix(mime, "application/vnd.oasis.opendocument.spreadsheet"):
		return ODS, "", ""
	}
	return refused, "un document OpenDocument qui n'est pas un tableau", "copiez le tableau dans un tableur et enregistrez-le sous .ods ou .xlsx"
}

func asText(src []byte) (f Format, name, advice string) {
	start := src[:min(len(src), 4096)]
	start = bytes.ReplaceAll(start, []byte{0}, nil) // UTF-16
	head := strings.ToLower(string(bytes.TrimLeft(bytes.TrimLeft(start, "\xef\xbb\xbf\xff\xfe"), " \t\r\n")))
	switch {
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"),
		strings.HasPrefix(head, "<table"), strings.HasPrefix(head, "<meta"):
		return refused, "une page HTML", saveAsXLSX
	case strings.HasPrefix(head, "<") && strings.Contains(head, "urn:schemas-microsoft-com:office:spreadsheet"):
		return refused, "un classeur Excel XML de 2003", saveAsXLSX
	case strings.HasPrefix(head, "<?xml"), strings.HasPrefix(head, "<") && (strings.Contains(head, "crossindustry") || strings.Contains(head, "invoice")):
		if strings.Contains(head, "<html") {
			return refused, "une page HTML", saveAsXLSX
		}
		return XML, "", ""
	case strings.HasPrefix(head, "{"), strings.HasPrefix(head, "[{"):
		return refused, "un fichier JSON", "exportez la liste des factures en CSV ou .xlsx"
	}
	return Delimited, "", ""
}
