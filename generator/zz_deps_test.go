package generator

import (
	_ "codeberg.org/go-fonts/liberation/liberationsansregular"
	_ "github.com/arran4/golang-ical"
	_ "github.com/chromedp/chromedp"
	_ "github.com/gofrs/flock"
	_ "github.com/johnfercher/maroto/v2"
	_ "github.com/johnfercher/maroto/v2/pkg/core"
	_ "github.com/kljensen/snowball"
	_ "github.com/pdfcpu/pdfcpu/pkg/api"
	_ "github.com/phpdave11/gofpdf"
	_ "github.com/rogpeppe/go-internal/testscript"
	_ "github.com/spf13/cobra"
	_ "github.com/wneessen/go-mail"
	_ "github.com/xuri/excelize/v2"
	_ "github.com/yuin/goldmark"
	_ "golang.org/x/image/font/sfnt"
	_ "golang.org/x/net/html"
	_ "golang.org/x/text/unicode/norm"
	_ "golang.org/x/text/encoding/charmap"
	_ "gopkg.in/yaml.v3"
	_ "pgregory.net/rapid"
)
