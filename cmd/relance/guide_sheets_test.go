package main

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"relance/content"
	"relance/generator/tracker/board"
	"relance/generator/tracker/columns"
)

// The page that describes the tracker names its sheets, each and no other.
func TestTheGuideNamesTheSheetsOfTheTracker(t *testing.T) {
	src, err := fs.ReadFile(content.FS, "tableau-de-bord.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(src), "## Les feuilles")
	table, _, _ = strings.Cut(table, "\n## ")
	var named []string
	for _, row := range regexp.MustCompile(`(?m)^\| ([^|]+) \|`).FindAllStringSubmatch(table, -1) {
		if row[1] != "Feuille" {
			named = append(named, row[1])
		}
	}
	want := []string{board.DashboardName, columns.Todo, columns.Approvals, columns.Invoices, columns.Clients, columns.Receipts, columns.Promises,
		columns.Disputes, columns.Journal, columns.Sendings, board.SettingsName, board.HelpName}
	if !slices.Equal(named, want) {
		t.Errorf("the page names %q, the tracker has %q", named, want)
	}
}
