import { expect, test } from 'vitest';
import { createMetrics } from './metrics.ts';

test('what was counted and what is read on demand is in the text', async () => {
  const metrics = createMetrics();
  let open = 3;
  metrics.gauge('connections', 'Open sockets', () => open);
  const refused = metrics.counter('refused_total', 'Refused frames', ['code']);
  refused.inc({ code: 'too_large' }, 2);
  metrics.jobsDone.inc({ name: 'mail.send', outcome: 'completed' });
  open = 4;
  const text = await metrics.text();
  expect(text).toContain('draftroom_connections 4');
  expect(text).toContain('draftroom_refused_total{code="too_large"} 2');
  expect(text).toContain('draftroom_jobs_done_total{name="mail.send",outcome="completed"} 1');
  expect(metrics.contentType).toContain('text/plain');
});

test('two hubs in one process count for themselves', async () => {
  const [one, other] = [createMetrics({ process: true }), createMetrics({ process: true })];
  one.jobsSent.inc({ name: 'mail.send' });
  expect(await one.text()).toContain('draftroom_jobs_sent_total{name="mail.send"} 1');
  expect(await other.text()).not.toContain('draftroom_jobs_sent_total{');
  expect(await other.text()).toContain('process_cpu_seconds_total');
});
