import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the hub counts. Each hub has its own registry, so that several can live in one process. */
export interface Metrics {
  readonly registry: Registry;
  readonly jobsSent: Counter<'name'>;
  readonly jobsDone: Counter<'name' | 'outcome'>;
  readonly jobSeconds: Histogram<'name'>;
  counter<Label extends string>(name: string, help: string, labels?: readonly Label[]): Counter<Label>;
  /** A value that is read when somebody asks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
  histogram<Label extends string>(name: string, help: string, labels?: readonly Label[]): Histogram<Label>;
  /** Prometheus text. */
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics({ process: withProcess = false } = {}): Metrics {
  const registry = new Registry();
  if (withProcess) collectDefaultMetrics({ register: registry });
  const counter: Metrics['counter'] = (name, help, labels = []) =>
    new Counter({ name: `draftroom_${name}`, help, labelNames: [...labels], registers: [registry] });
  const histogram: Metrics['histogram'] = (name, help, labels = []) =>
    new Histogram({ name: `draftroom_${name}`, help, labelNames: [...labels], registers: [registry] });
  return {
    registry,
    jobsSent: counter('jobs_sent_total', 'Jobs put into the queue', ['name']),
    jobsDone: counter('jobs_done_total', 'Runs of jobs by how they ended', ['name', 'outcome']),
    jobSeconds: histogram('job_seconds', 'How long jobs run', ['name']),
    counter,
    histogram,
    gauge(name, help, read) {
      new Gauge({
        name: `draftroom_${name}`,
        help,
        registers: [registry],
        async collect() {
          this.set(await read());
        },
      });
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
