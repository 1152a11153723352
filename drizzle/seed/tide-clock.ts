import type { DemoFile } from './demo.ts';

export const tideClockFiles: readonly DemoFile[] = [
  {
    path: 'README.md',
    content: `# Tide clock

Shows the height of the water as a level behind a clock face. Open \`index.html\` through any static server.

- \`src/tide.ts\` predicts the height from four harmonic constituents.
- \`src/face.ts\` draws; it knows nothing of tides.
- \`src/main.ts\` puts both together and redraws once a minute.

The constituents are those of an invented harbour. For a real one take amplitude and phase from its tide tables.
`,
  },
  {
    path: 'index.html',
    content: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Tide clock</title>
    <style>
      html, body { margin: 0; height: 100%; background: #10222e; }
      canvas { display: block; width: 100vmin; height: 100vmin; margin: auto; }
    </style>
  </head>
  <body>
    <canvas id="clock" role="img" aria-label="Tide clock"></canvas>
    <script type="module" src="./src/main.ts"></script>
  </body>
</html>
`,
  },
  {
    path: 'src/tide.ts',
    content: `/** One harmonic of the tide: height = amplitude * cos(speed * hours - phase). */
export interface Constituent {
  name: string;
  /** Metres. */
  amplitude: number;
  /** Degrees an hour, given by astronomy. */
  speed: number;
  /** Degrees, given by the place. */
  phase: number;
}

export const harbour: Constituent[] = [
  { name: 'M2', amplitude: 1.42, speed: 28.984104, phase: 112 },
  { name: 'S2', amplitude: 0.46, speed: 30.0, phase: 148 },
  { name: 'N2', amplitude: 0.29, speed: 28.43973, phase: 95 },
  { name: 'K1', amplitude: 0.11, speed: 15.041069, phase: 203 },
];

const epoch = Date.UTC(2024, 0, 1);

/** Metres above mean sea level at a moment. */
export function heightAt(time: Date, constituents = harbour): number {
  const hours = (time.getTime() - epoch) / 3_600_000;
  return constituents.reduce((height, { amplitude, speed, phase }) => {
    return height + amplitude * Math.cos(((speed * hours - phase) * Math.PI) / 180);
  }, 0);
}

export interface Turn {
  time: Date;
  height: number;
  kind: 'high' | 'low';
}

/** The next high and low waters, found minute by minute: exact enough for a wall. */
export function nextTurns(from: Date, count = 2): Turn[] {
  const turns: Turn[] = [];
  const step = 60_000;
  let time = from.getTime();
  let last = heightAt(new Date(time - step));
  let now = heightAt(new Date(time));
  while (turns.length < count) {
    const next = heightAt(new Date(time + step));
    if (now > last && now >= next) turns.push({ time: new Date(time), height: now, kind: 'high' });
    if (now < last && now <= next) turns.push({ time: new Date(time), height: now, kind: 'low' });
    last = now;
    now = next;
    time += step;
  }
  return turns;
}
`,
  },
  {
    path: 'src/face.ts',
    content: `import type { Turn } from './tide';

export interface Face {
  /** 0 at the lowest water of the year, 1 at the highest. */
  level: number;
  now: Date;
  turns: Turn[];
}

export function drawFace(canvas: HTMLCanvasElement, { level, now, turns }: Face): void {
  const size = Math.min(canvas.clientWidth, canvas.clientHeight) * devicePixelRatio;
  canvas.width = size;
  canvas.height = size;
  const context = canvas.getContext('2d');
  if (context === null) return;
  const radius = size * 0.42;

  context.translate(size / 2, size / 2);
  context.save();
  context.beginPath();
  context.arc(0, 0, radius, 0, Math.PI * 2);
  context.clip();
  context.fillStyle = '#173749';
  context.fillRect(-radius, -radius, radius * 2, radius * 2);
  context.fillStyle = '#2f7f9c';
  context.fillRect(-radius, radius - level * radius * 2, radius * 2, level * radius * 2);
  context.restore();

  context.strokeStyle = '#e9f1f4';
  context.lineCap = 'round';
  hand(context, ((now.getHours() % 12) + now.getMinutes() / 60) / 12, radius * 0.55, size * 0.014);
  hand(context, now.getMinutes() / 60, radius * 0.85, size * 0.008);

  context.fillStyle = '#e9f1f4';
  context.font = \`\${size * 0.032}px system-ui\`;
  context.textAlign = 'center';
  turns.forEach((turn, index) => {
    const clock = turn.time.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
    context.fillText(\`\${turn.kind} \${clock}  \${turn.height.toFixed(1)} m\`, 0, radius + size * (0.045 + index * 0.04));
  });
}

function hand(context: CanvasRenderingContext2D, turn: number, length: number, width: number): void {
  const angle = turn * Math.PI * 2;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(0, 0);
  context.lineTo(Math.sin(angle) * length, -Math.cos(angle) * length);
  context.stroke();
}
`,
  },
  {
    path: 'src/main.ts',
    content: `import { drawFace } from './face';
import { harbour, heightAt, nextTurns } from './tide';

const canvas = document.querySelector<HTMLCanvasElement>('#clock');
const highest = harbour.reduce((sum, { amplitude }) => sum + amplitude, 0);

function draw(): void {
  if (canvas === null) return;
  const now = new Date();
  const level = (heightAt(now) + highest) / (2 * highest);
  drawFace(canvas, { level, now, turns: nextTurns(now) });
}

draw();
setInterval(draw, 60_000);
addEventListener('resize', draw);
`,
  },
];
