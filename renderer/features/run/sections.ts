import { isBlankPort, isBlankVariable, isBlankVolume, type RunFields } from './fields';
import { moreOptions } from './more-options';
import type { FieldKey } from './problems';
import type { SectionId } from './section-ids';

/** Which section a field stands in. */
export function sectionOf(field: FieldKey): SectionId {
  const [kind] = field.split(':');
  switch (kind) {
    case 'host':
    case 'container':
      return 'ports';
    case 'source':
    case 'target':
      return 'volumes';
    case 'variable':
      return 'environment';
    case 'memory':
    case 'cpus':
      return 'limits';
    case 'command':
    case 'network':
      return kind;
    default:
      return moreOptions.find(({ key }) => key === field)?.section ?? 'basics';
  }
}

/** The further options of a section that say something. */
export const saidOptions = (section: SectionId, fields: RunFields) =>
  moreOptions.filter((option) => option.section === section && fields.more[option.key]?.trim());

/** How many rows and further options of a section hold something. */
export function countOf(section: SectionId, fields: RunFields): number {
  const said = saidOptions(section, fields).length;
  if (section === 'ports') return said + fields.ports.filter((row) => !isBlankPort(row)).length;
  if (section === 'volumes') return said + fields.volumes.filter((row) => !isBlankVolume(row)).length;
  if (section === 'environment') return fields.env.filter((row) => !isBlankVariable(row)).length;
  return said;
}
