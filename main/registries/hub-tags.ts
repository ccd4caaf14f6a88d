import type { RepositoryTag } from '@contract/registries';
import { limited, refusal } from './answers';
import { type Platform, toTime } from './tag-details';

interface HubTag {
  name: string;
  digest?: string;
  full_size?: number;
  last_updated?: string;
  images?: { os?: string; architecture?: string; size?: number }[] | null;
}

/** Docker Hub tells size and date of its tags without a login: the 100 that changed last. */
export async function hubTags(
  repository: string,
  ask: (url: string) => Promise<Response>,
  platform: Platform | null,
): Promise<{ tags: RepositoryTag[]; more: boolean }> {
  const response = await ask(`https://hub.docker.com/v2/repositories/${repository}/tags?page_size=100`);
  if (response.status !== 200) throw await refusal(response);
  const { results, next } = JSON.parse(await limited(response)) as {
    next?: string | null;
    results?: HubTag[] | null;
  };
  const tags = (results ?? []).map(
    (tag): RepositoryTag => ({
      name: tag.name,
      digest: tag.digest ?? null,
      size: ownSize(tag, platform) ?? tag.full_size ?? null,
      updatedAt: toTime(tag.last_updated),
    }),
  );
  return { tags, more: Boolean(next) };
}

const ownSize = ({ images }: HubTag, platform: Platform | null) =>
  images?.find(({ os, architecture }) => os === platform?.os && architecture === platform?.architecture)
    ?.size;
