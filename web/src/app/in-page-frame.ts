import { createContext } from 'react';

/** Whether the frame of pages stands around, with the bar and the main landmark. */
export const InPageFrame = createContext(false);
