package markdown

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// target checks the destination of a link and returns it, "" when it is refused.
// The list is of what is allowed: a list of what is not always misses one.
func (p *parser) target(n ast.Node, destination []byte) string {
	link := resolve(destination)
	switch {
	case IndexPrivate(link) >= 0: // its token stays unread: E109
	case strings.ContainsFunc(link, badInLink):
		p.refuseLink(n, link).Hint = "une adresse ne contient ni espace, ni guillemet, ni chevron"
	case allowed(link), p.dialect == ForPlaybook && isRelative(link):
		return link
	case p.dialect == ForPlaybook:
		p.refuseLink(n, link).Hint = "adresses permises : https, mailto, tel, ou une page du guide (page.md, #partie)"
	default:
		p.refuseLink(n, link).Hint = "adresses permises : https://…, mailto:…, tel:…"
	}
	return ""
}

func badInLink(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || !unicode.IsPrint(r) || strings.ContainsRune("\"<>\\`", r)
}

func allowed(link string) bool {
	scheme, rest, _ := strings.Cut(link, ":")
	switch strings.ToLower(scheme) {
	case "https":
		host, ok := strings.CutPrefix(rest, "//")
		return ok && host != "" && !strings.HasPrefix(host, "/")
	case "mailto":
		// A copy in secret or an attachment has no place behind a link.
		query := strings.ToLower(rest)
		return strings.Contains(rest, "@") && !strings.Contains(query, "cc=") && !strings.Contains(query, "attach")
	case "tel":
		return rest != "" && strings.Trim(rest, "+0123456789-.()") == ""
	}
	return false
}

// isRelative reports whether link stays inside the site: page.md, ../x/page.html,
// #part.
func isRelative(link string) bool {
	path, fragment, hasFragment := strings.Cut(link, "#")
	switch {
	case strings.Contains(path, ":"), strings.HasPrefix(path, "/"), strings.Contains(path, "?"):
		return false
	case path == "":
		return hasFragment && fragment != ""
	}
	return strings.HasSuffix(path, ".md") || strings.HasSuffix(path, ".html")
}

func (p *parser) autoLink(out []glyph, n *ast.AutoLink, as glyph) []glyph {
	label := string(n.Label(p.src))
	url := label
	if n.AutoLinkType == ast.AutoLinkEmail {
		url = "mailto:" + label
	}
	as.Link = p.linkTo(p.target(n, []byte(url)))
	return p.add(out, n.Pos(), strings.Map(dropTokens, label), as)
}

// linkTo gives an address its number among the links of the text.
func (p *parser) linkTo(address string) int32 {
	p.links = append(p.links, address)
	return int32(len(p.links) - 1)
}
