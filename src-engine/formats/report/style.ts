/** The look of a report: the lab's own, light or dark as the reader's system is, always light on paper. */
export const style = `
:root { color-scheme: light dark; --page: #fcfcfd; --raised: #f3f4f6; --line: #d9dce2; --text: #1a1e26; --muted: #575f6d;
  --train: #0072b2; --validation: #c25500; --cell: 0, 114, 178; --bad: #855400; }
@media (prefers-color-scheme: dark) {
  :root { --page: #1a1d23; --raised: #242830; --line: #3a404b; --text: #e7eaf0; --muted: #a3abb9;
    --train: #4aa8e0; --validation: #f08a3c; --cell: 74, 168, 224; --bad: #e3b04b; }
}
* { box-sizing: border-box; }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; background: var(--page); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1 { margin: 0 0 .75rem; font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: 1.1rem; break-after: avoid; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; break-after: avoid; }
p { margin: .25rem 0 .75rem; max-width: 46rem; }
.muted, footer { color: var(--muted); }
.note { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .75rem; }
.warning { border-left: 3px solid var(--bad); padding-left: .75rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: 0 2rem; margin: 0; }
dl > div { display: grid; grid-template-columns: 9rem 1fr; gap: .75rem; padding: .2rem 0; border-bottom: 1px solid var(--line);
  break-inside: avoid; }
dl.long { grid-template-columns: 1fr; }
dt { color: var(--muted); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
code, pre, .formula { font: 12px/1.5 ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', 'Liberation Mono', monospace; }
pre { margin: 0; padding: .75rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .25rem 0 .75rem; }
th, td { padding: .2rem .75rem .2rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { color: var(--muted); }
tbody th { white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
tr { break-inside: avoid; }
.confusion td, .confusion thead th { min-width: 2.5rem; padding: .2rem .4rem; text-align: right; }
.confusion td { border: 1px solid var(--line); }
.ledger { width: 100%; }
.ledger th, .ledger td { padding-right: 1rem; overflow-wrap: anywhere; white-space: normal; }
.ledger th:first-child, .ledger .number { white-space: nowrap; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(24rem, 1fr)); gap: 1rem; }
figure { margin: 0; max-width: 34rem; break-inside: avoid; }
svg { display: block; width: 100%; height: auto; }
svg text { fill: var(--muted); font-size: 11px; font-family: inherit; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .line { fill: none; stroke-width: 1.6; stroke-linejoin: round; }
svg .train { stroke: var(--train); } svg .validation { stroke: var(--validation); stroke-dasharray: 5 3; }
svg text.train { fill: var(--train); stroke: none; } svg text.validation { fill: var(--validation); stroke: none; }
footer { margin-top: 2rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: 12px; }
@media print {
  :root { color-scheme: light; --page: #fff; --raised: #fff; --line: #bbb; --text: #000; --muted: #444; --train: #0072b2;
    --validation: #c25500; --cell: 0, 114, 178; --bad: #855400; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .wide { overflow: visible; }
  * { print-color-adjust: exact; }
}
@page { margin: 16mm; }
`
