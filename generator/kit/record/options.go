package record

import (
	"maps"
	"reflect"
	"strings"

	"relance/generator/calendar"
	"relance/generator/diag"
	"relance/generator/kit/scalar"
	"relance/generator/money"
)

// Options (réglages) hold for a creditor; a plan or a client overrides a key by
// writing it again. Days are calendar days unless said otherwise.
type Options struct {
	At               map[string]diag.Pos
	Grouping         string        `cle:"regroupement" choix:"client|etape|facture" aide:"une communication par client, par étape ou par facture"`
	SeparateFormal   scalar.YesNo  `cle:"etapes_formelles_separees" aide:"une étape formelle ne réclame que ses factures"`
	AbsorbSoft       scalar.YesNo  `cle:"absorber_douces" aide:"les relances douces rejoignent le courrier formel du jour"`
	Anchor           string        `cle:"ancre" choix:"echeance|premiere_action|etape_precedente" aide:"remplace l'ancre des plans"`
	CatchUp          string        `cle:"rattrapage" choix:"progressif|compresser|direct" aide:"que faire d'un retard pris"`
	CatchUpGap       int           `cle:"intervalle_compresse" aide:"jours entre étapes d'un rattrapage compressé"`
	Rhythm           string        `cle:"rythme" choix:"quotidien|hebdomadaire" aide:"à quel rythme l'outil est lancé"`
	LateTolerance    int           `cle:"tolerance_retard" aide:"jours de retard d'une étape avant recalage"`
	MinInterval      int           `cle:"intervalle_minimal" aide:"jours entre deux contacts sur une facture"`
	HolidayZone      calendar.Zone `cle:"zone_feries" aide:"jours fériés suivis"`
	ShiftDue         scalar.YesNo  `cle:"echeance_jour_ouvre" aide:"une échéance un jour chômé passe au jour ouvré suivant"`
	PostalDays       int           `cle:"delai_postal" aide:"jours d'acheminement d'un courrier"`
	NoticeDays       int           `cle:"delai_mise_en_demeure" aide:"jours laissés par une mise en demeure"`
	HandoverMargin   int           `cle:"marge_transmission" aide:"jours ouvrés après le délai imprimé avant transmission"`
	PaymentFreshness int           `cle:"fraicheur_paiements" aide:"âge maximal, en jours, des encaissements saisis"`
	Minimum          money.Amount  `cle:"montant_minimal" aide:"en dessous, aucun message"`
	FormalMinimum    money.Amount  `cle:"montant_minimal_formel" aide:"en dessous, pas d'étape formelle"`
	MaxContacts      int           `cle:"contacts_max" aide:"contacts au plus par client sur la fenêtre"`
	ContactWindow    int           `cle:"fenetre" aide:"fenêtre des contacts, en jours"`
	CallHours        string        `cle:"horaires_appel" aide:"horaires d'appel"`
	PromiseGrace     int           `cle:"promesse_grace" aide:"jours ouvrés de grâce après une promesse"`
	PromiseMaxDays   int           `cle:"promesse_delai_max" aide:"durée d'une promesse acceptée sans approbation"`
	PromiseMax       int           `cle:"promesses_max" aide:"promesses suspensives par facture"`
	BrokenPromise    string        `cle:"promesse_rompue" choix:"reprendre|escalader" aide:"après une promesse rompue"`
	PartialPause     int           `cle:"pause_paiement_partiel" aide:"jours de pause après un règlement d'au moins 10 % du solde"`
	DisputeResume    int           `cle:"delai_reprise_litige" aide:"jours avant reprise après un litige clos"`
	DisputeAck       int           `cle:"litige_accuse" aide:"jours ouvrés pour accuser réception d'un litige"`
	InstalmentRemind int           `cle:"echeancier_rappel" aide:"jours avant la relance d'une échéance impayée"`
	InstalmentLapse  int           `cle:"echeancier_caducite" aide:"jours avant la caducité d'un accord"`
	InstalmentMax    int           `cle:"echeancier_max" aide:"échéances au plus sans approbation"`
	DeferralMax      int           `cle:"reports_max" aide:"reports de suite sans approbation"`
	SilenceDays      int           `cle:"alerte_silence" aide:"jours échus sans action avant alerte"`
	ApprovalDays     int           `cle:"alerte_validation" aide:"jours d'attente d'une validation avant alerte"`
	Dependence       money.Rate    `cle:"seuil_dependance" aide:"part d'un client qui alerte"`
	FinancingCost    money.Rate    `cle:"cout_financement" aide:"coût annuel de financement"`
	Imputation       string        `cle:"imputation" choix:"principal_dabord|interets_dabord" aide:"ce qu'un règlement partiel éteint d'abord"`
	Window           string        `cle:"enveloppe" choix:"dl-35x100|dl-45x100|c5|c4|aucune" aide:"enveloppe à fenêtre ; la place de la fenêtre des c5 et c4 varie selon les fabricants : essayez une des vôtres"`
	Justify          scalar.YesNo  `cle:"justifier" aide:"lettres justifiées, avec césures"`
	ChangePlan       scalar.YesNo  `cle:"changer_plan" aide:"une facture déjà relancée suit le nouveau plan de son client, à l'étape de même nature"`
	EmailLines       int           `cle:"relances_max_email_liste" aide:"factures listées dans un courriel"`
	Approvers        []string      `cle:"valideurs" aide:"qui approuve les étapes à valider"`
}

// DefaultOptions are the values of domain.md §2.2.
func DefaultOptions() Options {
	return Options{
		Grouping: "client", SeparateFormal: scalar.Yes, AbsorbSoft: scalar.Yes, CatchUp: "progressif", CatchUpGap: 5,
		Rhythm: "quotidien", LateTolerance: 3, MinInterval: 3, ShiftDue: scalar.No,
		PostalDays: 3, NoticeDays: 8, HandoverMargin: 1, PaymentFreshness: 5,
		Minimum: 15_00, FormalMinimum: 150_00, MaxContacts: 2, ContactWindow: 7,
		CallHours: "9 h – 12 h et 14 h – 18 h", PromiseGrace: 1, PromiseMaxDays: 15, PromiseMax: 1,
		BrokenPromise: "reprendre", PartialPause: 5, DisputeResume: 3, DisputeAck: 3,
		InstalmentRemind: 1, InstalmentLapse: 8, InstalmentMax: 3, DeferralMax: 2,
		SilenceDays: 15, ApprovalDays: 10, Dependence: 25_00, FinancingCost: 8_00,
		Imputation: "principal_dabord", Window: "dl-35x100", EmailLines: 10, Justify: scalar.No, ChangePlan: scalar.No,
	}
}

// Over returns base with the keys written in o replaced; At then tells what
// either of them wrote.
func (o Options) Over(base Options) Options {
	if len(o.At) == 0 {
		return base
	}
	return o.written(base)
}

func (o Options) written(base Options) Options {
	at := maps.Clone(o.At)
	for key, pos := range base.At {
		if _, written := at[key]; !written {
			at[key] = pos
		}
	}
	base.At = at
	from, to := reflect.ValueOf(o), reflect.ValueOf(&base).Elem()
	for i := range from.NumField() {
		key, _, _ := strings.Cut(from.Type().Field(i).Tag.Get("cle"), ",")
		if _, written := o.At[key]; written && key != "" {
			to.Field(i).Set(from.Field(i))
		}
	}
	return base
}

// Tolerance is the number of days a stage may be late before the plan is
// re-anchored; a weekly run is a week behind by nature (contracts.md §9.7).
func (o Options) Tolerance() int {
	if _, written := o.At["tolerance_retard"]; !written && o.Rhythm == "hebdomadaire" {
		return 6
	}
	return o.LateTolerance
}
