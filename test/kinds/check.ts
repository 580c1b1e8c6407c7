/** Where what was told differs from what is so: a sentence for each difference, and none when all is right. */

import type {Told, ToldAddress, ToldOutage} from './told.js';
import type {AddressTruth, Outage, OutageBounds, Truth} from './truth.js';

export function differences(truth: Truth, told: Told): string[] {
  const exits: readonly number[] = [truth.exit, ...(truth.alsoExit ?? [])];
  const known = new Set<string>([...truth.addresses.map(({ip}) => ip), ...(truth.others ?? [])]);
  return [
    ...(exits.includes(told.exit) ? [] : [`exit ${told.exit} for ${exits.join(' or ')}`]),
    ...truth.addresses.flatMap(address => differencesOf(address, told)),
    ...told.addresses
      .filter(({ip}) => !known.has(ip))
      .map(({ip, verdict}) => `${ip} ${verdict} is told of for nothing`),
    ...(truth.present ?? [])
      .filter(sentence => !sentence.test(told.text))
      .map(sentence => `missing: ${sentence}`),
    ...(truth.absent ?? [])
      .filter(sentence => sentence.test(told.text))
      .map(sentence => `false: ${sentence}`),
  ];
}

function differencesOf(truth: AddressTruth, {addresses}: Told): string[] {
  const {ip, vlan = '', changes} = truth;
  const own = addresses.find(one => one.ip === ip && one.vlan === vlan);
  if (own === undefined) return [`${ip} in VLAN "${vlan}" is not told of`];
  const verdicts: readonly string[] = [truth.verdict, ...(truth.alsoFine ?? [])];
  return [
    ...(verdicts.includes(own.verdict) ? [] : [`${own.verdict} for ${verdicts.join(' or ')}`]),
    ...(changes === undefined || changes === own.changes ? [] : [`${own.changes} changes for ${changes}`]),
    ...ownersDiffer(truth, own),
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
  ].map(difference => `${ip}: ${difference}`);
}

function ownersDiffer({owners}: AddressTruth, own: ToldAddress): string[] {
  if (owners === undefined || own.owners === undefined) return [];
  const fits = owners.map(({mac, fromFrame, alsoFrame}, index) => {
    const other = own.owners?.[index];
    return other?.mac === mac && (other?.fromFrame === fromFrame || other?.fromFrame === alsoFrame);
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
  const fits = (field: keyof OutageBounds) =>
    own[field] === outage[field] || own[field] === outage.also[field];
  const [least, most] = [outage.questions, outage.also.questions].sort((a, b) => a - b) as [number, number];
  return (
    (['lastAnswered', 'firstUnanswered', 'lastUnanswered', 'firstAnswered'] as const).every(fits) &&
    own.questions >= least &&
    own.questions <= most
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
