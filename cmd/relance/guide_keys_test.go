package main

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"relance/content"
	"relance/generator/decode"
	"relance/generator/kit"
)

// The guide that tells somebody to write a key that the kit refuses makes the next
// generer fail.
func TestTheGuideNamesOnlyKeysThatExist(t *testing.T) {
	var said strings.Builder
	printFields(&said, decode.Fields(kit.Settings{}), 0)
	for _, plan := range []string{"grand_compte", "mauvais_payeur", "nouveau_client"} {
		said.WriteString(plan + "\n")
	}
	has := map[string]bool{}
	for _, word := range regexp.MustCompile(`[a-z_]+`).FindAllString(said.String(), -1) {
		has[word] = true
	}
	quoted := regexp.MustCompile("`([^`{}]*\\{)?([a-z]+(?:_[a-z]+)+|[a-z_]+: [^`]*)`")
	pages, err := fs.Glob(content.FS, "*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no page", err)
	}
	checked := 0
	for _, page := range pages {
		src, err := fs.ReadFile(content.FS, page)
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range quoted.FindAllStringSubmatch(string(src), -1) {
			key, _, _ := strings.Cut(found[2], ":")
			if checked++; !has[key] {
				t.Errorf("%s: « %s » is no key of the kit", page, key)
			}
		}
	}
	if checked < 10 {
		t.Errorf("%d keys checked: the pages are not read as they are written", checked)
	}
}
