"""Writes the sheet of the benchmark with another library, and prints the seconds it
took: peers.py xlsxwriter|openpyxl ROWS FILE. The texts, formulas, table, list and
rule are those of bench_test.go."""
import sys
import time

HEADERS = ["Numéro", "Code", "Client", "Date", "Échéance", "Montant", "Encaissé", "Reste", "Retard", "Tranche",
           "Pénalités", "Indemnité", "Exigible", "Part", "Rang", "Statut", "Commentaire", "Identifiant"]
STATES = ["À faire", "À venir", "En litige"]


def row(i):
    r = i + 2
    total, paid = 1000 + i % 977 + (i % 100) / 100, (i % 7) * 10.25
    rest = round(total - paid, 2)
    return ([f"F{i:06d}", f"C{i % 500:04d}", f"Société numéro {i % 500}", 45000 + i % 300, 45030 + i % 300, total, paid], [
        (f"ROUND(F{r}-G{r},2)", rest), (f"MAX(0,45120-E{r})", max(0, 45120 - (45030 + i % 300))),
        (f'IF(I{r}>90,"91 j et plus","1 à 30 j")', "91 j et plus" if max(0, 90 - i % 300) > 90 else "1 à 30 j"),
        (f"ROUND(H{r}*I{r}*0.1225/365,2)", 0.5), (f"IF(I{r}>0,40,0)", 40), (f"ROUND(H{r}+K{r}+L{r},2)", rest + 40.5),
        (f"IF(F{r}=0,0,ROUND(H{r}/F{r},4))", 0.9)],
        [i, STATES[i % 3], f"remarque {i}", f"id{i}"])


def by_xlsxwriter(rows, name):
    import xlsxwriter
    book = xlsxwriter.Workbook(name)
    sheet = book.add_worksheet("Factures")
    head = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": "#1F3864", "border": 1})
    text, day = book.add_format({"num_format": "@", "border": 1}), book.add_format({"num_format": "dd/mm/yyyy", "border": 1})
    euro = book.add_format({"num_format": '#,##0.00 "€"', "border": 1, "bg_color": "#F2F2F2"})
    rose = book.add_format({"bg_color": "#F8CBCB"})
    sheet.set_column(0, 17, 14)
    sheet.freeze_panes(1, 2)
    for i in range(rows):
        given, formulas, rest = row(i)
        for c, v in enumerate(given):
            sheet.write(i + 1, c, v, day if c in (3, 4) else euro if c > 4 else text)
        for c, (formula, value) in enumerate(formulas):
            sheet.write_formula(i + 1, 7 + c, "=" + formula, euro, value)
        for c, v in enumerate(rest):
            sheet.write(i + 1, 14 + c, v, text)
    sheet.add_table(0, 0, rows, 17, {"columns": [{"header": h, "header_format": head} for h in HEADERS]})
    sheet.data_validation(1, 15, rows, 15, {"validate": "list", "source": STATES})
    sheet.conditional_format(1, 9, rows, 9, {"type": "formula", "criteria": '=$J2="91 j et plus"', "format": rose})
    book.close()


def by_openpyxl(rows, name):
    from openpyxl import Workbook
    from openpyxl.formatting.rule import FormulaRule
    from openpyxl.styles import Border, Font, PatternFill, Side
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.table import Table
    book = Workbook()
    sheet = book.active
    sheet.title = "Factures"
    line = Border(*[Side(style="thin")] * 4)
    head, fill, grey = Font(bold=True, color="FFFFFF"), PatternFill("solid", "1F3864"), PatternFill("solid", "F2F2F2")
    sheet.append(HEADERS)
    for c in sheet[1]:
        c.font, c.fill = head, fill
    sheet.freeze_panes = "C2"
    for i in range(rows):
        given, formulas, rest = row(i)
        for n, v in enumerate(given + ["=" + f for f, _ in formulas] + rest):
            c = sheet.cell(i + 2, n + 1, v)
            c.border = line
            if n in (3, 4):
                c.number_format = "dd/mm/yyyy"
            elif 4 < n < 14:
                c.number_format, c.fill = '#,##0.00 "€"', grey
            else:
                c.number_format = "@"
    sheet.add_table(Table(displayName="Table_Fac", ref=f"A1:R{rows + 1}"))
    choice = DataValidation(type="list", formula1='"' + ",".join(STATES) + '"')
    choice.add(f"P2:P{rows + 1}")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add(f"J2:J{rows + 1}", FormulaRule(formula=['$J2="91 j et plus"'], fill=PatternFill("solid", bgColor="F8CBCB")))
    book.save(name)


if __name__ == "__main__":
    kind, rows, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    {"xlsxwriter": by_xlsxwriter, "openpyxl": by_openpyxl}[kind](1, name)  # its modules are loaded
    start = time.perf_counter()
    {"xlsxwriter": by_xlsxwriter, "openpyxl": by_openpyxl}[kind](rows, name)
    print(time.perf_counter() - start)
