/** The whole client of the hub that served this page, with its sockets: for rooms, files and events. */
import { createHubClient } from '@draftroom/core/client/hub-client';

export const hub = createHubClient({ hub: location.origin });
