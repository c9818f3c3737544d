package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"relance/generator/diag"
	"relance/site"
	"relance/site/serve"
)

// usualPort is where the guide is shown when nobody says otherwise.
const usualPort = 8765

func (a *app) serveCmd() *cobra.Command {
	port := usualPort
	c := &cobra.Command{
		Use: "servir", Short: "Le guide dans le navigateur, à jour dès qu'une page est enregistrée",
		Long: `Montre le guide public dans le navigateur de ce poste, et de lui seul. La page se
recharge dès qu'un fichier du kit est enregistré ; tant qu'il reste une faute, elle
la montre. Rien n'est écrit. Ctrl-C l'arrête.`,
		Args: args(0, 0, ""),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, _, err := a.read(); err != nil {
				return err // no kit here
			}
			listener, err := listen(port, cmd.Flags().Changed("port"))
			if err != nil {
				return err
			}
			a.committing.Lock()
			a.farewell = "Le guide n'est plus montré."
			a.committing.Unlock()
			fmt.Fprintf(a.out, "Le guide est à l'adresse http://%s/ (Ctrl-C pour arrêter)\n", listener.Addr())
			return serve.Serve(context.Background(), listener, os.DirFS(a.dir), a.guide)
		},
	}
	c.Flags().IntVar(&port, "port", usualPort, "port local ; 0 en choisit un libre")
	return c
}

// listen opens a port of this machine alone. When the usual one is taken, any other
// does, unless it was asked for.
func listen(port int, asked bool) (net.Listener, error) {
	if port < 0 || port > 65535 {
		return nil, usage("--port : un nombre de 0 à 65535 est attendu")
	}
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil && !asked {
		listener, err = net.Listen("tcp", "127.0.0.1:0")
	}
	if err != nil {
		return nil, status{statusMachine, fmt.Sprintf("le port %d est déjà pris\n   → choisissez-en un autre, ou laissez l'outil le choisir : --port 0", port)}
	}
	return listener, nil
}

// guide builds the public guide anew; what is wrong is told on the screen too.
func (a *app) guide() ([]site.File, diag.List) {
	k, models, _, err := a.loadAll()
	var problems diag.List
	var files []site.File
	if err == nil {
		pages, found := a.playbook(k, models)
		files, problems = slices.Collect(pages), found
	} else if refusal := (*diag.Refusal)(nil); errors.As(err, &refusal) {
		problems = refusal.List
	} else {
		problems.Addf(diag.Pos{File: a.dir}, diag.Fault, "P001", "%s", err)
	}
	if problems.Faults() {
		a.printProblems(problems)
	}
	return files, problems
}
