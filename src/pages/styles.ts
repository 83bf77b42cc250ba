import { createHash } from 'node:crypto';

/** The one style sheet: system fonts, contrast of 4.5:1 and more in light and dark, targets of at least 44 px. */
export const STYLES = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --paper: #fbfaf7; --card: #fff; --line: #d8d5cd;
  --accent: #0b5d4f; --on-accent: #fff; --warn: #8a3b00; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceae4; --soft: #b1aea6; --paper: #16181b; --card: #1f2226;
  --line: #3b3f45; --accent: #6fd0bb; --on-accent: #06231d; --warn: #ffb27a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif;
  overflow-wrap: break-word; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
main.wide, header.wide, main.wide + footer { max-width: 72rem; }
header { max-width: 44rem; margin: 0 auto; padding: .75rem 1rem 0; }
header a { display: inline-flex; align-items: center; gap: .95rem; min-height: 44px; color: inherit; font-weight: 700; text-decoration: none; }
header a::before { content: ""; width: .8rem; height: .8rem; border-radius: 50%; background: var(--accent);
  box-shadow: .45rem 0 0 color-mix(in srgb, var(--accent) 45%, transparent); }
[dir="rtl"] header a::before { box-shadow: -.45rem 0 0 color-mix(in srgb, var(--accent) 45%, transparent); }
footer { max-width: 44rem; margin: 0 auto; padding: 0 1rem 2rem; color: var(--soft); font-size: .9rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: .5rem 0 1rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 0 0 .5rem; }
a { color: var(--accent); }
.card { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; margin: 1rem 0; }
.card > :first-child, .card > :first-child > :first-child { margin-top: 0; } .card > :last-child, .card > form:last-child > .actions { margin-bottom: 0; }
.soft { color: var(--soft); }
.warn { color: var(--warn); }
.notice { background: var(--card); border: 1px solid var(--accent); border-inline-start-width: .4rem; border-radius: .6rem; padding: .75rem 1rem; }
.cards, .rows, .names { list-style: none; margin: 1rem 0; padding: 0; }
.rows { border-top: 1px solid var(--line); }
.rows li { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; padding: .75rem 0; border-bottom: 1px solid var(--line); }
.rows li > div { flex: 1 1 16rem; min-width: 0; } .rows p { margin: 0; }
.names { display: flex; flex-wrap: wrap; gap: .5rem; } .names li { background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; padding: .25rem .75rem; overflow-wrap: anywhere; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: 1rem; align-items: end; }
form.fields { margin: 1rem 0; } .fields input { width: 100%; } .fields p { margin: .25rem 0 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1rem; margin: 1rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
button, .button { display: inline-block; min-height: 44px; min-width: 44px; padding: .6rem 1.1rem; border-radius: .6rem;
  border: 1px solid var(--accent); background: var(--card); color: var(--accent); font: inherit; font-weight: 600;
  cursor: pointer; text-decoration: none; }
button.primary, .button.primary { background: var(--accent); color: var(--on-accent); }
button:focus-visible, a:focus-visible, input:focus-visible, textarea:focus-visible, summary:focus-visible, iframe:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
select { min-width: 12rem; }
input, select, textarea { font: inherit; min-height: 44px; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .6rem;
  background: var(--card); color: var(--ink); max-width: 100%; }
input[type="email"] { width: 24rem; }
fieldset { border: 0; padding: 0; min-width: 0; } legend { font-weight: 600; padding: 0; margin-bottom: .5rem; }
.words { margin: 1rem 0; } .words textarea, .words select, .words input:not([type="checkbox"], [type="radio"]) { width: 100%; } .words textarea { resize: vertical; } .words p { margin: .25rem 0 0; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
label.choice { display: flex; gap: .6rem; align-items: baseline; min-height: 44px; padding: .5rem 0; font-weight: 400; }
label.choice input { min-height: 0; flex: none; }
table { width: 100%; border-collapse: collapse; } th, td { text-align: start; padding: .5rem; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
pre { overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; padding: 1rem; font-size: .9rem; }
iframe { width: 100%; min-height: 32rem; border: 1px solid var(--line); border-radius: .6rem; background: #fff; }
form.search { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: 1rem 0; } form.search div { flex: 1 1 14rem; }
form.search input { width: 100%; }
.messages { list-style: none; margin: 1rem 0; padding: 0; border-top: 1px solid var(--line); }
.messages li { border-bottom: 1px solid var(--line); }
.messages a { display: grid; grid-template-columns: minmax(0, 1fr) max-content; gap: 0 1rem; align-items: baseline;
  min-height: 44px; padding: .6rem 0; color: inherit; text-decoration: none; overflow-wrap: anywhere; }
.messages strong { grid-area: 2 / 1; } .messages a:hover strong { text-decoration: underline; }
summary { min-height: 44px; padding: .6rem 0; cursor: pointer; font-weight: 600; }
.languages { display: flex; flex-wrap: wrap; gap: 0 1.25rem; list-style: none; margin: 0; padding: 0; }
.languages a { display: inline-block; min-width: 44px; padding: .7rem 0; color: inherit; } .languages [aria-current] { font-weight: 700; text-decoration: none; }
.speaker { font-size: clamp(1.8rem, 7vw, 4.5rem); line-height: 1.15; font-weight: 700; margin: .5rem 0; }
.clock { font-size: clamp(3rem, 16vw, 9rem); line-height: 1; font-weight: 700; font-variant-numeric: tabular-nums; margin: .25em 0; }
.said { font-size: clamp(1.1rem, 2.5vw, 1.75rem); }
.checks { list-style: none; padding: 0; } .checks label { display: flex; gap: .75rem; align-items: center; min-height: 44px; }
.checks input { min-height: 0; width: 1.4rem; height: 1.4rem; }
.skip { position: absolute; inset-inline-start: -999px; } .skip:focus { inset-inline-start: 1rem; top: 1rem; }
@media print { header, footer, .skip { display: none; } .rows li { break-inside: avoid; } }
.qr { display: block; width: min(100%, 26rem); height: auto; background: #fff; }
.seating { display: grid; grid-template-columns: repeat(auto-fill, minmax(16rem, 1fr)); gap: 1rem; list-style: none; padding: 0; }
.seating > li { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; }
.seating ul { list-style: none; margin: 0; padding: 0; } .seating h2 { margin: 0 0 .5rem; }
.table-cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: 1rem; list-style: none; padding: 0; }
.table-cards li { border: 1px dashed var(--soft); padding: 1.5rem 1.25rem; min-height: 10rem; break-inside: avoid; text-align: center; }
.table-cards h2 { font-size: 1.7rem; margin: 0 0 .5rem; } .table-cards p { margin: .25rem 0; }
@media (min-width: 100rem) { main.wide:has(.seating) { max-width: none; padding-inline: 3rem; font-size: 1.6rem; } .seating { grid-template-columns: repeat(auto-fill, minmax(24rem, 1fr)); } }
@media print { header, footer, .skip, .no-print { display: none !important; } :root { --paper: #fff; --ink: #000; --soft: #333; }
  main.wide { max-width: none; padding: 0; } .table-cards { grid-template-columns: 1fr 1fr; } }
@media (max-width: 30rem) { .actions button, .actions .button { width: 100%; text-align: center; } dl { grid-template-columns: 1fr; gap: 0; }
  dd { margin-bottom: .6rem; } .messages a { grid-template-columns: minmax(0, 1fr); } .messages strong { grid-area: auto; } }
`;

/** How the content security policy names the sheet. */
export const STYLES_HASH = `sha256-${createHash('sha256').update(STYLES).digest('base64')}`;
