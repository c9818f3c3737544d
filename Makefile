# relance: the targets a newcomer needs are demo and test; the others are for those
# who work on it.

RELANCE := bin/relance
PACKAGES := poppler-utils qpdf chromium libreoffice-calc python3-uno default-jre-headless \
	libpdfbox2-java libactivation-java libjaxb-api-java libcommons-io-java libcommons-logging-java
PEERS := python3-xlsxwriter python3-openpyxl
ROUNDS ?= 5

.PHONY: demo test build tools check bench bench-hugo bench-typst audit slow golden pictures clean

# demo makes the example of a small firm at its reference date and says what to
# open. generer ends with 3: some clients of the example are blocked on purpose.
demo: build
	@[ -e demo/relance.yaml ] || $(RELANCE) init --exemple pme demo
	@$(RELANCE) generer --kit demo || [ $$? -eq 3 ]
	@echo
	@echo "À ouvrir d'abord :"
	@echo "  demo/sortie/index.html         le lot du jour : quoi, à qui, pourquoi"
	@echo "  demo/sortie/impression.pdf     les lettres à imprimer"
	@echo "  demo/suivi.xlsx                le tableau de suivi"
	@echo "  demo/sortie/site/index.html    le guide de relance"

build:
	@go build -trimpath -o $(RELANCE) ./cmd/relance

# test installs the outside tools it can, then runs every check. What could not be
# checked is named.
test: tools check
	@go test -timeout 9m -v ./... > .test.log 2>&1; status=$$?; \
	grep -E '^(ok|FAIL|panic:|\?)|^ *--- (FAIL|SKIP)' .test.log | grep -v 'no test files'; \
	[ $$status -eq 0 ] || grep -B 2 -A 25 -E '^ *--- FAIL|^panic:|\[build failed\]|^#' .test.log | head -300; \
	rm -f .test.log; exit $$status

check:
	@bad=$$(gofmt -l cmd content templates generator site); [ -z "$$bad" ] || { echo "gofmt : $$bad"; exit 1; }
	@go vet ./...

tools:
	@missing=""; for p in $(PACKAGES) $(ALSO); do dpkg -s $$p >/dev/null 2>&1 || missing="$$missing $$p"; done; \
	[ -z "$$missing" ] && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "installation de :$$missing"; \
		{ apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $$missing; } >/dev/null 2>&1 \
			|| echo "installation impossible ; contrôles sautés faute de :$$missing"; \
	else echo "contrôles sautés faute de :$$missing"; fi

# bench prints medians of interleaved rounds, as ratios to a peer in the same run.
bench:
	@$(MAKE) --no-print-directory tools ALSO='$(PEERS)'
	@for i in $$(seq $(ROUNDS)); do \
		go test -run '^$$' -bench 'Letter$$' -benchtime 500x -benchmem ./generator/pdf; \
		go test -run '^$$' -bench 'Batch|Memory|Size' -benchtime 3x ./generator/pdf; \
		go test -run '^$$' -bench 'Generate|AgendaYAML' -benchtime 3x ./cmd/relance; \
		go test -run '^$$' -bench . -benchtime 3x ./generator/agenda ./generator/tracker ./generator/tracker/workbook ./generator/grid/... ./generator/intake/...; \
		go test -run '^$$' -bench Shipped -benchtime 3x ./site; \
	done | go run ./cmd/relance/internal/median

# audit looks at every kind of page of the playbook with axe, html-validate, vnu and
# Lighthouse in Chromium, and opens it in Firefox; it needs npm.
audit:
	@$(MAKE) --no-print-directory tools ALSO=firefox-esr
	@t=$$(mktemp -d); npm install --silent --prefix $$t axe-core@4 html-validate@10 vnu-jar lighthouse@12 puppeteer-core@24 && \
	TOOLS=$$t go test -tags audit -timeout 60m -run Audit ./site; status=$$?; rm -rf $$t; exit $$status

# bench-hugo builds 5,000 pages with us and with Hugo.
bench-hugo:
	@t=$$(mktemp -d); GOBIN=$$t go install github.com/gohugoio/hugo@v0.160.0 && \
	for i in $$(seq $(ROUNDS)); do HUGO=$$t/hugo go test -run '^$$' -bench FiveThousand -benchtime 1x ./site; done \
	| go run ./cmd/relance/internal/median; status=$$?; rm -rf $$t; exit $$status

# bench-typst sets our letter beside the same one made by Typst; it needs npm.
bench-typst:
	@t=$$(mktemp -d); npm install --silent --prefix $$t @myriaddreamin/typst-ts-node-compiler@0.7.0 && \
	for i in $$(seq $(ROUNDS)); do \
		go test -run '^$$' -bench '^BenchmarkLetter$$' -benchtime 500x ./generator/pdf; \
		node generator/pdf/testdata/typst/batch.mjs $$t $$(go list -m -f '{{.Dir}}' codeberg.org/go-fonts/liberation); \
	done | go run ./cmd/relance/internal/median; status=$$?; rm -rf $$t; exit $$status

# golden rewrites the reference documents, in the packages that have some.
golden:
	@go test $$(grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -n 1 dirname | sort -u) -update

slow:
	@for t in generator/decode:FuzzYAML generator/document:FuzzParse generator/journal:FuzzRead; do \
		go test ./$${t%%:*} -run '^$$' -fuzz $${t##*:} -fuzztime 60s -fuzzminimizetime 1x -parallel 1 || exit 1; done

# pictures redraws those of the README from what the program makes.
pictures: demo
	@t=$$(mktemp -d); \
	pdftoppm -r 60 -f 1 -l 1 -singlefile -png demo/sortie/a-valider/C09-med.pdf .github/lettre; \
	soffice --headless -env:UserInstallation=file://$$t/p --convert-to pdf --outdir $$t demo/suivi.xlsx >/dev/null 2>&1; \
	pdftoppm -r 60 -f 1 -l 1 -singlefile -png $$t/suivi.pdf .github/suivi; \
	chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking \
		--user-data-dir=$$t/c --window-size=1000,700 --screenshot=.github/guide.png file://$(CURDIR)/demo/sortie/site/index.html >/dev/null 2>&1; \
	rm -rf $$t

clean:
	@rm -rf bin demo .test.log
