import type { BuildForm } from '@contract/builds';

/** The form as it is typed. */
export interface BuildFields extends Omit<BuildForm, 'tags' | 'args' | 'secrets'> {
  /** With spaces or commas between. */
  tags: string;
  args: ArgField[];
  secrets: SecretField[];
}

export interface ArgField {
  key: number;
  name: string;
  value: string;
  secret: boolean;
}

export interface SecretField {
  key: number;
  id: string;
  value: string;
}

/** A build of everything as it stands. */
export const blankBuild = (dockerfile: string): BuildForm => ({
  dockerfile,
  tags: [],
  args: [],
  target: '',
  platform: '',
  noCache: false,
  pull: false,
  builder: 'auto',
  secrets: [],
  ssh: false,
});

let last = 0;
/** A key for a row that is new. */
export const nextKey = () => {
  last += 1;
  return last;
};

/** The fields that show a form. */
export const toFields = (form: BuildForm): BuildFields => ({
  ...form,
  tags: form.tags.join(' '),
  args: form.args.map((one) => ({ ...one, key: nextKey() })),
  secrets: form.secrets.map((one) => ({ ...one, key: nextKey() })),
});

/** What is to be built; rows without a name are left out. Pure. */
export function toForm(fields: BuildFields): BuildForm {
  return {
    ...fields,
    tags: tagsOf(fields.tags),
    args: fields.args
      .filter(({ name }) => name.trim() !== '')
      .map(({ name, value, secret }) => ({ name: name.trim(), value, secret })),
    secrets: fields.secrets
      .filter(({ id }) => id.trim() !== '')
      .map(({ id, value }) => ({ id: id.trim(), value })),
  };
}

const tagsOf = (text: string) => [...new Set(text.split(/[\s,]+/).filter(Boolean))];

/** As strict as the engine, and as the contract's `imageRef`, which first-script code may not load. */
const reference =
  /^(?:[a-zA-Z0-9.-]+(?::\d{1,5})?\/)?[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?$/;

/** The first name that no image can have; null where all are well. Pure. */
export const badTag = (text: string): string | null =>
  tagsOf(text).find((tag) => !reference.test(tag)) ?? null;
