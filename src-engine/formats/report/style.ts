/** The look of a report: the lab's own, light or dark as the reader's system is, always light on paper. */
export const style = `
:root { color-scheme: light dark; --page: #fcfcfd; --raised: #f3f4f6; --line: #d9dce2; --text: #1a1e26; --muted: #575f6d;
  --link: #1b5fc1; --train: #0072b2; --validation: #c25500; --rate: #5b5f97; --right: 0, 114, 178; --wrong: 213, 94, 0;
  --bad: #855400; }
@media screen and (prefers-color-scheme: dark) {
  :root { --page: #1a1d23; --raised: #242830; --line: #3a404b; --text: #e7eaf0; --muted: #a3abb9; --link: #8ab8ff;
    --train: #4aa8e0; --validation: #f08a3c; --rate: #a9adf0; --right: 74, 168, 224; --wrong: 240, 138, 60;
    --bad: #e3b04b; }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { max-width: 62rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; background: var(--page); color: var(--text);
  font: 14px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: 1.15rem; break-after: avoid; }
h3 { margin: 1rem 0 .25rem; font-size: 1rem; break-after: avoid; }
p { margin: .25rem 0 .75rem; max-width: 48rem; break-inside: avoid; }
a { color: var(--link); }
header > p { margin: 0; }
.result { margin: .5rem 0; font-size: 1.15rem; font-weight: 600; max-width: none; }
.muted, footer, figcaption { color: var(--muted); }
h2 + .muted, h3 + .muted { break-after: avoid; }
.note { margin: 1rem 0; white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .75rem; }
.warning { margin: 1rem 0; border-left: 3px solid var(--bad); padding-left: .75rem; }
nav { margin-top: 1rem; }
nav ol { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: .15rem 0; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 0 2rem; margin: 0 0 .75rem; }
dl > div { display: grid; grid-template-columns: minmax(8rem, 2fr) 3fr; gap: .75rem; padding: .2rem 0;
  border-bottom: 1px solid var(--line); break-inside: avoid; }
dt { color: var(--muted); }
dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
code, pre, .formula { font: 12px/1.5 ui-monospace, 'SF Mono', 'Cascadia Mono', 'Noto Sans Mono', 'Liberation Mono', monospace; }
pre { margin: .5rem 0 0; padding: .75rem; background: var(--raised); border: 1px solid var(--line); border-radius: 6px;
  white-space: pre-wrap; overflow-wrap: anywhere; }
summary { cursor: pointer; }
.paper { display: none; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: .25rem 0 .75rem; }
th, td { padding: .2rem .75rem .2rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
thead th { color: var(--muted); vertical-align: bottom; }
tbody th { white-space: nowrap; }
.number { text-align: right; white-space: nowrap; }
tr { break-inside: avoid; }
.confusion th:first-child { position: sticky; left: 0; background: var(--page); }
.confusion td, .confusion thead th + th { min-width: 2.75rem; padding: .2rem .4rem; text-align: right; }
.confusion td { border: 1px solid var(--line); }
.confusion .right { background: rgb(var(--right), var(--share)); }
.confusion .wrong { background: rgb(var(--wrong), var(--share)); }
.ledger { width: 100%; }
.ledger th, .ledger td { padding-right: 1rem; }
.ledger td { overflow-wrap: anywhere; }
.ledger th:first-child, .ledger .number { white-space: nowrap; }
.ledger .number { padding-right: 0; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: .5rem 1.5rem; }
figure { margin: 0; max-width: 32rem; break-inside: avoid; }
figure.plane { max-width: none; } figure.scatter { max-width: 24rem; }
figcaption { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin-bottom: .5rem; }
.legend { display: inline-flex; align-items: center; gap: .4rem; }
svg { display: block; width: 100%; height: auto; }
svg.swatch { width: 26px; height: 8px; flex: none; }
svg text { fill: var(--muted); font-size: 11px; font-family: inherit; }
svg .grid { stroke: var(--line); stroke-width: 1; }
svg .line, svg .noise, svg .mark { fill: none; stroke-linejoin: round; }
svg .line { stroke-width: 1.8; } svg .noise { stroke-width: 1; opacity: .3; }
svg .mark { stroke: var(--muted); stroke-width: 1; stroke-dasharray: 2 3; }
svg path.train { stroke: var(--train); } svg path.validation { stroke: var(--validation); stroke-dasharray: 6 3; }
svg path.rate { stroke: var(--rate); }
svg circle.train, svg text.train { fill: var(--train); } svg circle.validation, svg text.validation { fill: var(--validation); }
svg circle.rate, svg text.rate { fill: var(--rate); }
svg .dots { fill: none; stroke: var(--train); stroke-width: 5; stroke-linecap: round; opacity: .6; }
svg circle.word { fill: var(--train); } svg text.word { fill: var(--text); font-size: 12px; }
.plane svg { border: 1px solid var(--line); border-radius: 6px; }
footer { margin-top: 2rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: 12px; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media (max-width: 40rem) {
  body { padding: 1rem 1rem 2rem; }
  dl > div { grid-template-columns: 1fr; gap: 0; }
  td.text { min-width: 9rem; }
}
@media screen and (max-width: 40rem) {
  .ledger td { min-width: 11rem; overflow-wrap: break-word; }
  .ledger td.number { min-width: 0; }
}
@media print {
  :root { color-scheme: light; --page: #fff; --raised: #fff; --line: #bbb; --text: #000; --muted: #444; --link: #000; }
  body { max-width: none; padding: 0; font-size: 9.5pt; }
  nav, details { display: none; }
  .paper { display: block; }
  code, pre, .formula { font-size: 8pt; }
  .wide { overflow: visible; }
  svg .grid { stroke-width: .5; }
  .plots { grid-template-columns: 1fr 1fr; }
  .ledger th, .ledger td { padding-right: .5rem; }
  * { print-color-adjust: exact; }
}
@page { size: A4; margin: 16mm; }
`
