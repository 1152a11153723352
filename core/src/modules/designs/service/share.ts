/** Designs, people and collections as other sites show a link to them: what somebody signed out may see. */
import { isHubError } from '../../../contract/errors.ts';
import { posterSizes, posterSrcset } from '../../../contract/poster.ts';
import { anonymous } from '../../../platform/actor.ts';
import { plainWords, type SharedPage } from '../head-tags.ts';
import type { DesignCard, Picture } from '../schema.ts';
import { allowedCollection, oneCollection } from './collection-view.ts';
import { type DesignsCore, there } from './deps.ts';
import { newestPicture, toCards } from './view.ts';

/** Wide enough for any card; larger ones cost whoever reads it. */
const pictureWidth = 1_280;

export interface SharedDesign {
  readonly card: DesignCard;
  readonly description: string;
  readonly picture: SharedPage['picture'];
}

export function createShares(core: DesignsCore, publicUrl: string) {
  const { repo } = core;

  async function design(designId: string): Promise<SharedDesign> {
    const { id, description } = await core.allowed(anonymous, designId, 'read');
    const [card] = await toCards(core, [there(await repo.cards.card(id, null))]);
    return { card: there(card), description: plainWords(description), picture: shownPicture(there(card).picture) };
  }

  function shownPicture(picture: Picture | null): SharedPage['picture'] {
    if (picture === null) return null;
    const size = picture.sizes.findLast(({ width }) => width <= pictureWidth);
    if (size === undefined) return { url: publicUrl + picture.url, width: picture.width, height: picture.height };
    const height = Math.max(1, Math.round((picture.height * size.width) / picture.width));
    return { url: publicUrl + size.url, width: size.width, height };
  }

  /** Of the newest release: a card may have another picture. */
  async function posterOf({ id, visibility, standing }: DesignCard): Promise<SharedPage['poster']> {
    const picture = await newestPicture(core, { id, listed: visibility === 'public' && standing === 'visible' });
    return picture && { url: picture.url, srcset: posterSrcset(picture), sizes: posterSizes.page };
  }

  return {
    /** Throws `not_found` for what is not everybody's to see. */
    design,

    async designPage(designId: string): Promise<SharedPage> {
      const { card, description, picture } = await design(designId);
      const url = `${publicUrl}/designs/${card.id}`;
      const by = card.author === null ? '' : `By ${card.author.name}`;
      return {
        title: card.title,
        description: description || by,
        url,
        type: 'article',
        picture,
        poster: await posterOf(card),
        oembed: `${publicUrl}/oembed?${new URLSearchParams({ url, format: 'json' })}`,
        indexed: card.visibility === 'public',
      };
    },

    async collectionPage(collectionId: string): Promise<SharedPage> {
      const { id, visibility } = await allowedCollection(core, anonymous, collectionId, 'read');
      const { title, description, owner, pictures } = await oneCollection(core, id, null);
      return {
        title,
        description: plainWords(description) || `A collection by ${owner.name}`,
        url: `${publicUrl}/collections/${id}`,
        type: 'website',
        picture: shownPicture(pictures[0] ?? null),
        poster: null,
        oembed: null,
        indexed: visibility === 'public',
      };
    },

    /** Of people whose designs strangers find: nothing is said of whoever has published nothing. */
    async personPage(userId: string): Promise<SharedPage> {
      const person = there(await repo.people.find(userId));
      const { card, picture } = await design(there((await repo.people.newestListed(userId)) ?? undefined));
      return {
        title: person.name,
        description: `Designs by ${person.name}, lately ${card.title}`,
        url: `${publicUrl}/people/${userId}`,
        type: 'profile',
        picture,
        poster: null,
        oembed: null,
        indexed: true,
      };
    },
  };
}

export type Shares = ReturnType<typeof createShares>;

/** Null for what signed-out people do not see: its page says no more than that of anything unknown. */
export async function orNothing<Value>(found: Promise<Value>): Promise<Value | null> {
  try {
    return await found;
  } catch (error) {
    if (isHubError(error, 'not_found')) return null;
    throw error;
  }
}
