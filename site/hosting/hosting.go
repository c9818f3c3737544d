// Package hosting says what a server must send with the pages: samples for those
// who put the site on one.
package hosting

import "fmt"

// Policy forbids everything but the files of the site itself: no connection, no
// form, no picture from elsewhere. It holds by double click too.
const Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"

// headers are what a page cannot say of itself: they need a server.
var headers = [][2]string{
	{"Content-Security-Policy", Policy + "; frame-ancestors 'none'"},
	{"X-Content-Type-Options", "nosniff"},
	{"Referrer-Policy", "no-referrer"},
	{"X-Robots-Tag", "noindex, nofollow"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
}

// Files are the samples: a name and a text each.
func Files() [][2]string {
	static, nginx, apache := "/*\n", nginxTop, apacheTop
	for _, h := range headers {
		static += fmt.Sprintf("  %s: %s\n", h[0], h[1])
		nginx += fmt.Sprintf("    add_header %s %q always;\n", h[0], h[1])
		apache += fmt.Sprintf("  Header always set %s %q\n", h[0], h[1])
	}
	static += "/_/*\n  Cache-Control: public, max-age=31536000, immutable\n"
	return [][2]string{{"_headers", static},
		{"hebergement/nginx.conf.exemple", nginx + nginxEnd},
		{"hebergement/apache.conf.exemple", apache + apacheEnd}}
}

const nginxTop = `# Le guide de relance, derrière un mot de passe. Adaptez les chemins.
server {
    listen 443 ssl;
    server_name guide.exemple.fr;
    root /srv/guide-relance;
    auth_basic "Guide de relance";
    auth_basic_user_file /etc/nginx/guide.htpasswd;
`

const nginxEnd = `    location /hebergement/ { return 404; }
    location / { index index.html; }
    error_page 404 /404.html;
    gzip on;
    gzip_types text/css text/javascript application/javascript;
}
`

const apacheTop = `# Le guide de relance, derrière un mot de passe. Adaptez les chemins.
<Directory "/srv/guide-relance">
  AuthType Basic
  AuthName "Guide de relance"
  AuthUserFile /etc/apache2/guide.htpasswd
  Require valid-user
`

const apacheEnd = `  RedirectMatch 404 ^/hebergement/
  ErrorDocument 404 /404.html
</Directory>
`
