// The benchmark letter by Typst, 500 of them in one document, as a line of go test
// -bench: node batch.mjs FOLDER FONTS, where FOLDER is where npm put the compiler and
// FONTS has Liberation Sans. Each letter has its own number, so that none is remembered.
import { createRequire } from "node:module";

const [folder, fonts] = process.argv.slice(2);
const { NodeCompiler } = createRequire(folder + "/")("@myriaddreamin/typst-ts-node-compiler");
const letters = 500;

const source = `
#set document(title: "Mise en demeure", author: "Ateliers Boréal", date: datetime(year: 2026, month: 3, day: 31))
#set page(paper: "a4", margin: (x: 22mm, top: 13mm, bottom: 20mm), footer: align(center, text(size: 7pt)[Ateliers Boréal – SARL au capital de 20 000 € – SIREN 000 000 034 – RCS Angers]))
#set text(font: "Liberation Sans", size: 10.5pt, lang: "fr", region: "FR")
#set par(leading: 0.62em, spacing: 2.7mm)
#let letter(n) = [
  #text(size: 15pt, weight: "bold", fill: rgb("#1f3a5f"))[Ateliers Boréal] \\
  #text(size: 8.5pt)[4 rue de l’Essai · 49000 Angers \\ 02 61 91 00 01 · compta\\@boreal.example]
  #line(length: 100%, stroke: 0.3mm + rgb("#1f3a5f"))
  #place(top + left, dx: 88mm, dy: 42mm, text(size: 10pt)[PLÂTRERIE KERJEAN #(n) \\ À l’attention de M. Kerjean \\ 9 RUE DE L ESSAI \\ 49100 ANGERS])
  #place(top + left, dy: 42mm, text(size: 8.5pt)[*Lettre recommandée avec demande d’avis de réception* \\ n° 1A 123 456 7890 #(n) \\ N/Réf. : *REL-2026-0331-C#(n)-MED*])
  #v(55mm)
  #pad(left: 88mm)[Angers, le 31 mars 2026]
  = Objet : Mise en demeure de payer – factures n° FA#(n)-056 et n° FA#(n)-061
  Malgré nos relances des 24 février, 3 et 12 mars, nous n’avons pas reçu le règlement des factures ci-dessous, aujourd’hui échues. À ce jour, sauf paiement qui se serait croisé avec ce courrier, vous nous devez la somme de *5 328,47 €*, compte arrêté au 31 mars 2026, hors pénalités de retard et indemnité forfaitaire de recouvrement. Dossier #(n).

  #table(columns: (1fr, 1fr, 1fr, auto), align: (left, left, left, right), stroke: none,
    table.header[*Facture*][*Date*][*Échéance*][*Solde dû*],
    [FA#(n)-056], [19/02/2026], [21/03/2026], [2 400,00 €], [FA#(n)-061], [20/02/2026], [22/03/2026], [1 618,40 €],
    [FA#(n)-063], [21/02/2026], [23/03/2026], [200,00 €], [FA#(n)-070], [24/02/2026], [26/03/2026], [1 032,17 €],
    [FA#(n)-071], [25/02/2026], [27/03/2026], [77,90 €], [*Total*], [], [], [*5 328,47 €*])

  Par la présente, nous vous *mettons en demeure* de nous régler cette somme avant le 8 avril 2026, par virement sur le compte indiqué au pied de nos factures. Cette lettre fait courir les intérêts au sens de l’article 1231-6 du code civil, en plus des pénalités. Réf. #(n).

  À défaut, nous transmettrons le dossier #(n) à notre conseil et engagerons une procédure d’*injonction de payer*, sans autre avis. Les frais de cette procédure s’ajouteront à la somme due.

  Si une difficulté explique ce retard, *appelez-nous* : un accord écrit, que nous pourrons examiner ensemble dès cette semaine, vaut toujours mieux qu’un procès dont personne ne sort gagnant.

  Nous vous prions d’agréer nos salutations distinguées.
  #v(17mm)
  #pad(left: 88mm)[*Claire Roux* \\ Responsable administrative]
]
#for n in range(${letters}) { letter(n + 1000); pagebreak(weak: true) }
`;

const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] });
compiler.pdf({ mainFileContent: "#set document(title: \"a\", date: datetime(year: 2026, month: 3, day: 31))\n#set text(font: \"Liberation Sans\")\nBonjour" }, { pdfStandard: "a-2b" }); // fonts are read
const start = process.hrtime.bigint();
const pdf = compiler.pdf({ mainFileContent: source }, { pdfStandard: "a-2b" });
const spent = Number(process.hrtime.bigint() - start) / letters;
if (pdf.length < 50_000) throw new Error("an empty document");
console.log(`BenchmarkLetterPeer \t ${letters} \t ${spent.toFixed(0)} ns/op \t ${(1e9 / spent).toFixed(1)} letters/s`);
