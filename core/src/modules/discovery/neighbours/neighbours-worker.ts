/** The thread that works out neighbours: hands over a batch when it is asked for one, so that none pile up. */
import { parentPort, workerData } from 'node:worker_threads';
import { itemNeighbours, type Likes, type Neighbours } from './item-cosine.ts';

const port = parentPort;
if (port === null) throw new Error('this file runs in a worker thread');

const rows = itemNeighbours(workerData as Likes);

port.on('message', (size: number) => {
  const batch: Neighbours[] = [];
  while (batch.length < size) {
    const row = rows.next();
    if (row.done === true) break;
    batch.push(row.value);
  }
  port.postMessage(batch);
});
