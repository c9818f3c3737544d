package graft

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"relance/generator/tracker/parts"
)

// enter writes in the host's workbook where its sheets of relance are now: those it
// had keep their place, the others come last.
func (g *grafting) enter() error {
	rels := parts.Rels(parts.Workbook)
	sheetID, relID := g.next(parts.Workbook, `sheetId="(\d+)"`), g.next(rels, `Id="rId(\d+)"`)
	kind := ""
	for _, tag := range parts.Relation.FindAllString(string(g.guest.parts[parts.Rels(parts.Workbook)]), -1) {
		if strings.HasSuffix(parts.Attribute(tag, "Type"), "/worksheet") {
			kind = parts.Attribute(tag, "Type")
		}
	}
	for _, s := range g.guest.Sheets {
		target := "/" + g.moved[s.Part]
		if old := g.host.Sheet(s.Name); old != nil {
			g.edit(rels, func(x string) string {
				return parts.Relation.ReplaceAllStringFunc(x, func(tag string) string {
					if parts.Attribute(tag, "Id") == old.Rel {
						return parts.With(tag, "Target", target)
					}
					return tag
				})
			})
			continue
		}
		g.edit(rels, func(x string) string {
			return strings.Replace(x, "</Relationships>", fmt.Sprintf(`<Relationship Id="rId%d" Type="%s" Target="%s"/></Relationships>`, relID, kind, target), 1)
		})
		state := ""
		if v := parts.Attribute(s.Tag, "state"); v != "" {
			state = ` state="` + v + `"`
		}
		g.edit(parts.Workbook, func(x string) string {
			return strings.Replace(x, "</sheets>", fmt.Sprintf(`<sheet xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" name="%s" sheetId="%d"%s r:id="rId%d"/></sheets>`, html.EscapeString(s.Name), sheetID, state, relID), 1)
		})
		g.host.Sheets = append(g.host.Sheets, parts.Sheet{Name: s.Name})
		sheetID, relID = sheetID+1, relID+1
	}
	return nil
}

// next is a number above all those that a pattern finds in a part of the host.
func (g *grafting) next(part, pattern string) int {
	highest := 0
	for _, m := range regexp.MustCompile(pattern).FindAllSubmatch(g.host.parts[part], -1) {
		n, _ := strconv.Atoi(string(m[1]))
		highest = max(highest, n)
	}
	return highest + 1
}

var (
	nameTag  = regexp.MustCompile(`<definedName [^>]*>[^<]*</definedName>`)
	nameList = regexp.MustCompile(`(?s)<definedNames>.*</definedNames>|<definedNames\s*/>`)
	calcTag  = regexp.MustCompile(`<calcPr[^>]*?/?>(?:</calcPr>)?`)
)

// names gives the host the defined names of the guest instead of those it had of
// relance, and asks programs to compute all formulas again.
func (g *grafting) names() error {
	var list []string
	for _, tag := range nameTag.FindAllString(string(g.host.parts[parts.Workbook]), -1) {
		if !g.replaced(tag) {
			list = append(list, tag)
		}
	}
	for _, tag := range nameTag.FindAllString(string(g.guest.parts[parts.Workbook]), -1) {
		if at := parts.Attribute(tag, "localSheetId"); at != "" {
			n, err := strconv.Atoi(at)
			if err != nil || n >= len(g.guest.Sheets) {
				return fmt.Errorf("nom défini hors du classeur : %s", tag)
			}
			place := slices.IndexFunc(g.host.Sheets, func(s parts.Sheet) bool { return strings.EqualFold(s.Name, g.guest.Sheets[n].Name) })
			tag = parts.With(tag, "localSheetId", strconv.Itoa(place))
		}
		list = append(list, tag)
	}
	g.edit(parts.Workbook, func(x string) string {
		x = calcTag.ReplaceAllLiteralString(nameList.ReplaceAllLiteralString(x, ""), "")
		after := "</sheets>"
		if strings.Contains(x, "</externalReferences>") {
			after = "</externalReferences>"
		}
		return strings.Replace(x, after, after+"<definedNames>"+strings.Join(list, "")+`</definedNames><calcPr calcId="0" fullCalcOnLoad="1"/>`, 1)
	})
	return nil
}

// replaced reports whether a defined name of the host is one that relance writes.
func (g *grafting) replaced(tag string) bool {
	name, at := parts.Attribute(tag, "name"), parts.Attribute(tag, "localSheetId")
	if at == "" {
		return g.owned(name)
	}
	n, err := strconv.Atoi(at)
	ofOurs := err == nil && n < len(g.host.Sheets) && g.guest.Sheet(g.host.Sheets[n].Name) != nil
	return ofOurs && slices.Contains([]string{"_xlnm.print_titles", "_xlnm.print_area", "_xlnm._filterdatabase"}, strings.ToLower(name))
}

var propertyTag = regexp.MustCompile(`(?s)<property [^>]*>.*?</property>`)

// properties gives the host the properties by which relance knows its workbook.
func (g *grafting) properties() error {
	ours := string(g.guest.parts[parts.Custom])
	if g.host.parts[parts.Custom] == nil {
		g.moved[parts.Custom] = parts.Custom
		g.declare(parts.Custom, parts.Custom)
		for _, tag := range parts.Relation.FindAllString(string(g.guest.parts["_rels/.rels"]), -1) {
			if parts.Attribute(tag, "Target") == parts.Custom {
				tag = parts.With(tag, "Id", fmt.Sprintf("rId%d", g.next("_rels/.rels", `Id="rId(\d+)"`)))
				g.edit("_rels/.rels", func(x string) string { return strings.Replace(x, "</Relationships>", tag+"</Relationships>", 1) })
			}
		}
	}
	pid := len(propertyTag.FindAllString(ours, -1)) + 2 // the first is 2
	for _, tag := range propertyTag.FindAllString(string(g.host.parts[parts.Custom]), -1) {
		if !strings.HasPrefix(parts.Attribute(tag, "name"), "relance") {
			ours = strings.Replace(ours, "</Properties>", parts.With(tag, "pid", strconv.Itoa(pid))+"</Properties>", 1)
			pid++
		}
	}
	g.host.parts[parts.Custom] = []byte(ours)
	return nil
}

var (
	cached    = regexp.MustCompile(`(</f>|<f [^>]*/>|<f/>)<v>[^<]*</v>`)
	chainPart = "xl/calcChain.xml"
)

// forget drops what formulas of theirs gave on the figures of last time, and the
// order in which they were computed: a false figure is worse than a blank.
func (g *grafting) forget() error {
	for _, s := range g.host.Sheets {
		if s.Part != "" && g.guest.Sheet(s.Name) == nil && bytes.Contains(g.host.parts[s.Part], []byte("<f")) {
			g.edit(s.Part, func(x string) string { return cached.ReplaceAllString(x, "$1") })
		}
	}
	if g.host.parts[chainPart] != nil {
		g.drop(chainPart)
		g.edit(parts.Rels(parts.Workbook), func(x string) string {
			return parts.Relation.ReplaceAllStringFunc(x, func(tag string) string {
				if strings.HasSuffix(parts.Attribute(tag, "Type"), "/calcChain") {
					return ""
				}
				return tag
			})
		})
	}
	return nil
}

var (
	viewTag     = regexp.MustCompile(`<workbookView [^>]*>`)
	selectedTag = regexp.MustCompile(` tabSelected="(?:1|true)"`)
)

// choose leaves one sheet selected, the one in sight: what is typed in one of several
// goes into all of them.
func (g *grafting) choose() error {
	active, _ := strconv.Atoi(parts.Attribute(viewTag.FindString(string(g.host.parts[parts.Workbook])), "activeTab"))
	for i, s := range g.host.Sheets {
		part := s.Part
		if ours := g.guest.Sheet(s.Name); ours != nil {
			part = g.moved[ours.Part]
		}
		if i != active && g.host.parts[part] != nil {
			g.host.parts[part] = unselected(g.host.parts[part])
		}
	}
	return nil
}

// unselected is the part of a sheet that is not selected; its rows are not looked at.
func unselected(part []byte) []byte {
	head, rows, found := bytes.Cut(part, []byte("<sheetData"))
	at := selectedTag.FindIndex(head)
	if !found || at == nil {
		return part
	}
	return slices.Concat(head[:at[0]], head[at[1]:], []byte("<sheetData"), rows)
}
