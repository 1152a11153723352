import type { Actor, SignedInActor } from '../../platform/actor.ts';
import type { StreamItem, StreamRequest } from '../../platform/event-stream.ts';
import type { DesignEvent } from '../events/schema.ts';
import type * as S from './schema.ts';

type Ask<Input, Output> = (actor: Actor, input: Input) => Promise<Output>;
type Do<Input, Output> = (actor: SignedInActor, input: Input) => Promise<Output>;

export interface DesignsService {
  get: Ask<string, S.Design>;
  create: Do<S.CreateDesign, { id: string }>;
  publish: Do<S.Publish, S.Design>;
  addRelease: Do<S.AddRelease, S.Design>;
  update: Do<S.UpdateDesign, S.Design>;
  remove: Do<string, S.RemovedDesign>;
  restore: Do<string, S.Design>;
  release: Ask<S.ReleaseId, S.Release>;
  diff: Ask<S.DiffReleases, S.ReleaseDiff>;
  remixes: Ask<S.DesignList, S.DesignPage>;
  mine: Do<S.OwnList, S.DesignPage>;
  saved: Do<S.OwnList, S.DesignPage>;
  byAuthor: Ask<S.AuthorList, S.DesignPage>;
  react: Do<S.React, S.Reactions>;
  follow: Do<S.Follow, S.Followed>;
  remix: Do<S.Remix, S.Remixed>;
  events(
    actor: Actor,
    designId: string,
    request: StreamRequest,
  ): AsyncGenerator<StreamItem<DesignEvent>, void, undefined>;
  collections: {
    list: Ask<S.ListCollections, S.CollectionList>;
    get: Ask<S.GetCollection, S.CollectionPage>;
    create: Do<S.CreateCollection, S.Collection>;
    update: Do<S.UpdateCollection, S.Collection>;
    remove: Do<string, { collectionId: string }>;
    restore: Do<string, S.Collection>;
    addItem: Do<S.AddItem, S.CollectionItem>;
    updateItem: Do<S.UpdateItem, S.CollectionItem>;
    removeItem: Do<S.CollectionItemId, S.CollectionItemId>;
    moveItem: Do<S.MoveItem, S.CollectionItemId>;
    containing: Do<string, S.Contained>;
  };
}
