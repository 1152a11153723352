/** `npm run bench`: the sync engine beside its peers; `npm run bench -- feed`: feed and search over 100,000 designs. */
import process from 'node:process';

if (process.argv[2] === 'feed') {
  process.argv.splice(2, 1);
  await import('./feed/run-feed.ts');
} else {
  await import('./run.ts');
}
