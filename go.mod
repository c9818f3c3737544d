module relance

go 1.26.0

require (
	codeberg.org/go-fonts/liberation v0.6.0 // layout: the letters' fonts, as a module; they own the narrow no-break space, the euro and œ
	github.com/arran4/golang-ical v0.3.4 // mail: calendar entries that any program opens
	github.com/chromedp/chromedp v0.23.0 // tests: the playbook in a real browser
	github.com/gofrs/flock v0.13.1 // output: one writer; the kernel frees the lock of a process that dies
	github.com/johnfercher/go-tree v1.0.5 // pdf: the nodes of maroto's own tree, named in its component interface
	github.com/johnfercher/maroto/v2 v2.3.3 // pdf: components and grid; v2.4 changes core.Provider, which we implement
	github.com/kljensen/snowball v0.10.0 // site: French stems of the search index
	github.com/pdfcpu/pdfcpu v0.15.0 // intake: attachments of Factur-X; 0.15 reads those that maroto's own 0.6 does not
	github.com/rogpeppe/go-internal v1.16.0 // tests: sessions (testscript)
	github.com/spf13/cobra v1.10.2 // cmd: commands, help, completion
	github.com/spf13/pflag v1.0.10 // cmd: cobra's flags, whose messages are put into French
	github.com/wneessen/go-mail v0.8.1 // mail: drafts
	github.com/xuri/excelize/v2 v2.11.1 // tracker: Excel; built with efp 0.0.2, see exclude below
	github.com/yuin/goldmark v1.8.7 // document: Markdown
	golang.org/x/image v0.47.0 // layout: glyph coverage, widths and kerning (sfnt)
	golang.org/x/net v0.62.0 // tests: an HTML parser as oracle
	golang.org/x/text v0.43.0 // grid: encodings; kit, intake, tracker, site: NFC; kit: currency codes
	gopkg.in/yaml.v3 v3.0.1 // decode: YAML with positions; archived upstream, so behind one room
	pgregory.net/rapid v1.3.0 // tests: properties
)

require (
	github.com/boombuler/barcode v1.0.1 // indirect
	github.com/chromedp/cdproto v0.159.0 // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/f-amaral/go-async v0.3.0 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/google/uuid v1.5.0 // indirect
	github.com/hhrutter/tiff v1.0.6 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/mattn/go-runewidth v0.0.31 // indirect; 0.0.27, which pdfcpu asks for, spends 50 ms on tables at each start
	github.com/phpdave11/gofpdf v1.4.3 // indirect
	github.com/richardlehane/mscfb v1.0.9 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/xuri/efp v0.0.2 // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/sys v0.49.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
)

// excelize 2.11.1 asks for this pseudo-version, which the module proxy does not have; its own
// tests pass with the release before it.
exclude github.com/xuri/efp v0.0.3-0.20260924042702-217b81952dec
