/** The differences between what was reported and the truth, one sentence each; none if all is right. */

import type {Told, ToldAddress, ToldOutage} from './told.js';
import type {AddressTruth, Outage, OutageBounds, Truth, Unasked} from './truth.js';

export function differences(truth: Truth, told: Told): string[] {
  const exits: readonly number[] = [truth.exit, ...(truth.alsoExit ?? [])];
  const known = new Set<string>([...truth.addresses.map(({ip}) => ip), ...(truth.others ?? [])]);
  return [
    ...(exits.includes(told.exit) ? [] : [`exit ${told.exit} for ${exits.join(' or ')}`]),
    ...truth.addresses.flatMap(address => differencesOf(address, told)),
    ...told.addresses
      .filter(({ip}) => !known.has(ip))
      .map(({ip, verdict}) => `${ip} ${verdict} is told of for nothing`),
    ...groupsDiffer(truth, told),
    ...(told.answers ?? []).filter(isBare).map(answer => `says too little: ${answer}`),
    ...(told.answers ?? []).filter(({length}) => length > LONGEST_ANSWER).map(answer => `long: ${answer}`),
    // A single lost question took some time, possibly unknown.
    ...(/(?<![\d.])0 ms/.test(told.text) ? ['false: 0 ms'] : []),
    ...(truth.present ?? [])
      .filter(sentence => !sentence.test(told.text))
      .map(sentence => `missing: ${sentence}`),
    ...(truth.absent ?? [])
      .filter(sentence => sentence.test(told.text))
      .map(sentence => `false: ${sentence}`),
  ];
}

/** A line that fits a ticket. Columns. */
const LONGEST_ANSWER = 240;

/** A line that names a fault, or says that the answer is not known, and neither what is affected nor what is missing. */
function isBare(answer: string): boolean {
  return /: (?!HEALTHY)[A-Z_]+(, hence TWO_OWNERS,)?( since [^,]+)?(, \d+ changes of owner)?(, frame \S+)?$/.test(
    answer,
  );
}

function differencesOf(truth: AddressTruth, {addresses}: Told): string[] {
  const {ip, vlan = '', iface, changes} = truth;
  const own = addresses.find(
    one => one.ip === ip && one.vlan === vlan && (iface === undefined || one.iface === iface),
  );
  if (own === undefined) return [`${ip} in VLAN "${vlan}" is not told of`];
  const verdicts: readonly string[] = [truth.verdict, ...(truth.alsoFine ?? [])];
  return [
    ...(verdicts.includes(own.verdict) ? [] : [`${own.verdict} for ${verdicts.join(' or ')}`]),
    ...(changes === undefined || changes === own.changes ? [] : [`${own.changes} changes for ${changes}`]),
    ...ownersDiffer(truth, own),
    ...unaskedDiffers(truth, own),
    ...(own.notes === undefined
      ? []
      : (truth.notes ?? []).filter(note => !own.notes?.includes(note)).map(note => `no ${note}`)),
    ...outagesDiffer(
      '',
      truth.outages,
      own.outages?.filter(({client}) => client === undefined),
    ),
    ...(truth.clients ?? []).flatMap(({ip: client, outages}) =>
      outagesDiffer(
        `${client}: `,
        outages,
        own.outages?.filter(one => one.client === client),
      ),
    ),
    ...servicesDiffer(truth, own),
    ...throughDiffers(truth, own),
  ].map(difference => `${ip}: ${difference}`);
}

function throughDiffers({through}: AddressTruth, own: ToldAddress): string[] {
  if (through === undefined || own.through === undefined) return [];
  return through.flatMap(({ip, to, outages}) => {
    const path = own.through?.find(one => one.ip === ip && one.to === to);
    if (path === undefined) return [`nothing is told of what ${ip} sent through it to ${to}`];
    return outagesDiffer(`${ip} to ${to}: `, outages, path.outages);
  });
}

function servicesDiffer({services}: AddressTruth, own: ToldAddress): string[] {
  if (services === undefined || own.services === undefined) return [];
  const known = new Set<string>(services.map(({service}) => service));
  return [
    ...services.flatMap(({service, outages}) =>
      outagesDiffer(
        `${service}: `,
        outages,
        own.services?.filter(one => one.service === service),
      ),
    ),
    ...own.services
      .filter(({service}) => !known.has(service))
      .map(({service}) => `${service} was dark, they say`),
  ];
}

function groupsDiffer({groups = []}: Truth, told: Told): string[] {
  if (told.groups === undefined) return [];
  const isTogether = (group: readonly string[]) =>
    told.groups?.some(own => group.every(ip => own.some(one => one === ip))) === true;
  return groups.filter(group => !isTogether(group)).map(group => `${group.join(', ')} are not told together`);
}

function unaskedDiffers({unasked = []}: AddressTruth, own: ToldAddress): string[] {
  const isTold = ({fromFrame, toFrame}: Unasked) =>
    own.unasked?.some(one => one.fromFrame === fromFrame && one.toFrame === toFrame) === true;
  if (own.unasked === undefined) return [];
  return unasked
    .filter(one => !isTold(one))
    .map(({fromFrame, toFrame}) => `not told that nobody asked from ${fromFrame} to ${toFrame}`);
}

function ownersDiffer({owners}: AddressTruth, own: ToldAddress): string[] {
  if (owners === undefined || own.owners === undefined) return [];
  const fits = owners.map(({mac, fromFrame, byFrame = fromFrame}, index) => {
    const other = own.owners?.[index];
    return (
      other !== undefined && other.mac === mac && other.fromFrame >= fromFrame && other.fromFrame <= byFrame
    );
  });
  if (owners.length === own.owners.length && fits.every(Boolean)) return [];
  const show = (list: readonly {mac?: string | undefined; fromFrame: number}[]) =>
    list.map(({mac, fromFrame}) => `${mac} from frame ${fromFrame}`).join(', ');
  return [`owners ${show(own.owners)} for ${show(owners)}`];
}

function outagesDiffer(
  who: string,
  right: readonly Outage[] | undefined,
  own: readonly ToldOutage[] | undefined,
): string[] {
  if (right === undefined || own === undefined) return [];
  const missing = right.filter(outage => !outage.minor && !own.some(one => isSame(outage, one)));
  const wrong = own.filter(one => !right.some(outage => isSame(outage, one)));
  return [
    ...missing.map(outage => `${who}no outage of ${show(outage)}`),
    ...wrong.map(one => `${who}an outage of ${show(one)}, which was none`),
  ];
}

function isSame(outage: Outage, own: ToldOutage): boolean {
  const readings = [outage, ...outage.also];
  const counts = readings.map(({questions}) => questions);
  const fits = (field: keyof OutageBounds) => readings.some(reading => reading[field] === own[field]);
  return (
    (['lastAnswered', 'firstUnanswered', 'lastUnanswered', 'firstAnswered'] as const).every(fits) &&
    own.questions >= Math.min(...counts) &&
    own.questions <= Math.max(...counts)
  );
}

function show({
  lastAnswered,
  firstUnanswered,
  lastUnanswered,
  firstAnswered,
  questions,
}: ToldOutage | OutageBounds): string {
  const frames = `frames ${firstUnanswered} to ${lastUnanswered} (${questions} questions)`;
  return `${frames}, answered in ${lastAnswered ?? 'none'} before and ${firstAnswered ?? 'none'} after`;
}
