import type { DemoFile } from './demo.ts';

const page = (title: string, body: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <link rel="stylesheet" href="style.css" />
  </head>
  <body>
    <header>
      <a href="index.html">Prensa Sur</a>
      <nav>
        <a href="work.html">Work</a>
        <a href="visit.html" lang="es">Visítanos</a>
      </nav>
    </header>
    <main>
${body}
    </main>
  </body>
</html>
`;

export const letterpressFiles: readonly DemoFile[] = [
  {
    path: 'index.html',
    content: page(
      'Prensa Sur, letterpress printers',
      `      <h1>Paper remembers pressure.</h1>
      <p>We set type by hand and print cards, labels and small editions on a 1954 Heidelberg.</p>
      <table>
        <caption>Prices for one colour on 600 g cotton</caption>
        <tr><th>Cards</th><th>100</th><th>250</th><th>500</th></tr>
        <tr><td>85 × 55 mm</td><td>€ 140</td><td>€ 210</td><td>€ 320</td></tr>
        <tr><td>105 × 148 mm</td><td>€ 190</td><td>€ 300</td><td>€ 460</td></tr>
      </table>
      <p>Open Tuesday to Saturday, 10 to 18. Closed on Mondays.</p>`,
    ),
  },
  {
    path: 'work.html',
    content: page(
      'Work, Prensa Sur',
      `      <h1>Work</h1>
      <ul class="work">
        <li>Labels for an olive press, two colours, 4,000</li>
        <li>Wedding cards in Bodoni and no ornaments</li>
        <li>A chapbook of eleven poems, 120 numbered copies</li>
      </ul>`,
    ),
  },
  {
    path: 'visit.html',
    content: page(
      'Visítanos, Prensa Sur',
      `      <h1 lang="es">Visítanos</h1>
      <p lang="es">Calle del Plomo 7, segundo patio. Los jueves por la tarde enseñamos a componer: seis plazas, tres horas.</p>`,
    ),
  },
  {
    path: 'style.css',
    content: `:root {
  --paper: #f6f1e7;
  --ink: #23201c;
  --red: #9d2a1f;
}

body {
  margin: 0 auto;
  max-width: 42rem;
  padding: 2rem 1.25rem 4rem;
  background: var(--paper);
  color: var(--ink);
  font: 1.0625rem / 1.6 Georgia, "Times New Roman", serif;
}

header {
  display: flex;
  justify-content: space-between;
  border-bottom: 1px solid currentColor;
  padding-bottom: 0.5rem;
}

a {
  color: var(--red);
  text-underline-offset: 0.2em;
}

h1 {
  font-weight: normal;
  font-size: 2.25rem;
  line-height: 1.15;
}

table {
  width: 100%;
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
}

th,
td {
  padding: 0.35rem 0;
  border-bottom: 1px solid #d9cfbd;
  text-align: left;
}

.work li + li {
  margin-top: 0.75rem;
}
`,
  },
];
