/** The workload that the pictures show: its code, what it wrote, and what it came to. */

export const CODE = `from decimal import Decimal

from exports import load
from render import write_pdf


def main(input):
    rows = load(input["month"], currency=input["currency"])
    print(f"loaded {len(rows)} rows for {input['month']}")

    totals = {}
    for number, row in enumerate(rows, start=1):
        supplier = row["supplier"]
        if supplier not in input["suppliers"]:
            continue
        net = Decimal(row["net"])
        vat = Decimal(row["vat"])  # "n/a" since the export of 2026-02
        entry = totals.setdefault(supplier, {"net": Decimal(0), "vat": Decimal(0), "invoices": 0})
        entry["net"] += net
        entry["vat"] += vat
        entry["invoices"] += 1
        if number % 25 == 0:
            print(f"{number} of {len(rows)} rows")

    pages = write_pdf(totals, title=f"Suppliers, {input['month']}")
    return {"month": input["month"], "pages": pages, "suppliers": totals}
`

const stdout = (line: string) => ({ stream: 'stdout' as const, line })
const stderr = (line: string) => ({ stream: 'stderr' as const, line })

const PROGRESS = [25, 50, 75, 100, 125, 150, 175, 200, 225, 250].map((row) => stdout(`${row} of 268 rows`))

export const TRACEBACK = `ValueError: could not convert “n/a” to a number: column vat, row 112
Traceback (most recent call last):
  File "main.py", line 16, in main
    vat = Decimal(row["vat"])
  File "exports.py", line 88, in convert
    raise ValueError(text, name, number)`

export const LOG = [
  stdout('\u001b[36mINFO\u001b[0m  python 3.14 in sandbox, 256 MB, 600 s'),
  stdout('\u001b[36mINFO\u001b[0m  fetching exports/2026-02.csv (1.4 MB)'),
  stdout('loaded 268 rows for 2026-02'),
  ...PROGRESS.slice(0, 4),
  stderr('\u001b[33mWARN\u001b[0m  row 112: vat is “n/a”, taken as 0.00'),
  ...PROGRESS.slice(4, 7),
  stderr('\u001b[33mWARN\u001b[0m  row 189: supplier “Globex ” has a trailing space, taken as globex'),
  ...PROGRESS.slice(7),
  stdout('268 of 268 rows, 3 suppliers'),
  stdout('\u001b[36mINFO\u001b[0m  rendering suppliers-2026-02.pdf'),
  stdout('page 1 of 4'),
  stdout('page 2 of 4'),
  stdout('page 3 of 4'),
  stdout('page 4 of 4'),
  stdout('\u001b[32mOK\u001b[0m    wrote suppliers-2026-02.pdf, 4 pages, 188 KiB'),
  ...TRACEBACK.split('\n')
    .slice(1)
    .map((line) => stderr(`\u001b[31mERROR\u001b[0m ${line}`)),
  stderr('exit status 1: 2 warnings'),
]

export const OUTPUT = {
  contentType: 'application/json',
  encoding: 'utf8' as const,
  data: JSON.stringify({
    month: '2026-02',
    pages: 4,
    suppliers: {
      acme: { invoices: 131, net: '48211.90', vat: '9160.26' },
      globex: { invoices: 94, net: '30877.15', vat: '5866.66' },
      initech: { invoices: 43, net: '9120.00', vat: '1732.80' },
    },
    warnings: ['row 112: vat is “n/a”, taken as 0.00', 'row 189: supplier “Globex ” has a trailing space'],
    file: { name: 'suppliers-2026-02.pdf', bytes: 192841 },
  }),
}
